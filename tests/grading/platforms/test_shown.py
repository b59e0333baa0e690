"""The class report to show in class, as it is asked for."""

import pytest

from .classes import gradebook


def test_nobody_is_named_in_it(tmp_path, cli):
    graded = gradebook(tmp_path)
    done = cli("export", "report", "--from", graded, "--anonymous")
    path = graded / "report-anonymous.html"
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"{path}: nobody is named in it\n"
    page = path.read_text("utf-8")
    assert not {name for name in ("ada", "grace", "alan") if f">{name}<" in page or f"/{name}." in page}


@pytest.mark.parametrize(
    "options, message",
    [
        ([], "makes one to show in class, with --anonymous; the report with names is "),
        (["--anonymous", "--comments"], "--comments means nothing to report; leave it out"),
        (["--anonymous", "--into", "x.csv"], "--into means nothing to report; leave it out"),
    ],
)
def test_what_is_refused(tmp_path, cli, options, message):
    graded = gradebook(tmp_path)
    before = sorted(path.name for path in graded.iterdir())
    done = cli("export", "report", "--from", graded, *options)
    assert done.returncode == 2 and message in done.stderr and done.stderr.count("\n") == 1
    assert sorted(path.name for path in graded.iterdir()) == before


def test_a_platform_knows_no_anonymous_grades(tmp_path, cli):
    done = cli("export", "canvas", "--from", gradebook(tmp_path), "--anonymous")
    assert (done.returncode, done.stderr) == (
        2,
        "cs231n-kit export: --anonymous means nothing to canvas; leave it out\n",
    )
