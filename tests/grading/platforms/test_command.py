"""The command as it is typed, on a class in a gradebook."""

import json
import os

import pytest

from cs231n_kit.errors import KitError
from cs231n_kit.grading.gradebook import FILE, Gradebook
from cs231n_kit.grading.platforms.command import export
from cs231n_kit.grading.platforms.options import Options

from ..rows import row
from .classes import gradebook
from .made import BLACKBOARD, CANVAS, MOODLE_GERMAN, utf16

POLICY = """
[points]
out_of = 20
[late]
deadline = 2026-10-14T23:59:00+02:00
percent_per_day = 10
[late.submitted]
ada = 2026-10-15T12:00:00+02:00
grace = 2026-10-14T12:00:00+02:00
[[override]]
student = "alan"
points = 15
reason = "read on paper"
"""
OTHERS = (
    "in the file, but without a submission (2):\n  Lee, Kim (103)\n  Lee, Kim (104)\n"
    "other points than the file expects; points.out_of in a policy scales them (1):\n"
    "  Softmax (123456) takes 20, the grades are out of 6\n"
)


@pytest.fixture
def graded(tmp_path):
    return gradebook(tmp_path)


@pytest.fixture
def canvas(tmp_path):
    path = tmp_path / "Grades.csv"
    path.write_bytes(CANVAS.replace("grace@x.edu", "grace").encode())
    return path


def test_fill_in_a_file_of_canvas(cli, graded, canvas):
    before = canvas.read_bytes()
    done = cli("export", "canvas", "--from", graded, "--into", canvas)
    assert done.returncode == 1
    assert done.stdout == (
        f"{graded / 'canvas.csv'}: 2 grades in the column Softmax (123456); found 2 by login or other id\n"
    )
    assert done.stderr == (
        "no score, and so no grade is written, which is not the same as 0 (1):\n  alan: unreadable\n"
        f"not found in the file (1):\n  alan\n{OTHERS}"
    )
    assert canvas.read_bytes() == before
    expected = before.replace(b'"CS231N, 1",,', b'"CS231N, 1",4,').replace(b",3.00,", b",4,")
    assert (graded / "canvas.csv").read_bytes() == expected


def test_a_policy_is_applied_said_and_leaves_the_gradebook_alone(tmp_path, cli, graded, canvas):
    policy = tmp_path / "policy.toml"
    policy.write_text(POLICY, "utf-8")
    canvas.write_text(canvas.read_text("utf-8").replace("103,S3,kl1", "103,S3,alan"), "utf-8")
    with Gradebook.reopen(graded) as book:
        before = list(book.rows())
    done = cli("export", "canvas", "--from", graded, "--into", canvas, "--policy", policy, "--out", canvas)
    assert (done.returncode, done.stdout) == (
        1,
        f"{canvas}: 3 grades in the column Softmax (123456); found 3 by login or other id\n"
        "the policy, applied to the export alone (3):\n"
        "  everybody: scaled from 6 to 20 points\n"
        "  ada: 4 -> 11.333333 (1 day late: 10 % less)\n"
        "  alan: no score -> 15 (set to 15 by hand: read on paper)\n",
    )
    assert done.stderr == "in the file, but without a submission (1):\n  Lee, Kim (104)\n"
    marks = [line.split(",")[-3] for line in canvas.read_text("utf-8").splitlines()[3:6]]
    assert marks == ["11.333333", "13.333333", "15"]
    with Gradebook.reopen(graded) as book:
        assert list(book.rows()) == before


def test_all_in_its_place_exits_with_0(cli, graded, tmp_path):
    path = tmp_path / "gc.xls"
    text = (
        BLACKBOARD.replace("Total Pts: 20", "Total Pts: 6")
        + '"Turing"\t"Alan"\t"alan"\t""\t""\t""\t""\t""\r\n'
    )
    path.write_bytes(utf16(text))
    done = cli("export", "blackboard", "--from", graded, "--into", path)
    assert (done.returncode, done.stderr) == (
        0,
        "no score, and so no grade is written, which is not the same as 0 (1):\n  alan: unreadable\n",
    )
    lines = (graded / "blackboard.xls").read_bytes().decode("utf-16").split("\r\n")
    assert [line.split("\t")[-1] for line in lines[1:-1]] == ['"4"', '"4"', '""']


def test_the_words_of_the_site_do_not_matter(cli, tmp_path):
    graded = gradebook(
        tmp_path, row("Ada Lovelace"), row("Grace Hopper"), manual=[("Ada Lovelace", "q", 0.5, 14)]
    )
    path = tmp_path / "Bewertungen.csv"
    path.write_text(MOODLE_GERMAN, "utf-8")
    done = cli("export", "moodle", "--from", graded, "--into", path)
    assert (done.returncode, done.stderr) == (0, "no points at q yet (1):\n  Grace Hopper\n")
    assert done.stdout.endswith("2 grades in the column Bewertung; found 2 by name\n")
    text = (graded / "moodle.csv").read_text("utf-8")
    assert '"Zur Bewertung abgegeben","4,5","20,00"' in text and '"4","20,00"' in text


def test_a_new_file_says_whom_it_could_not_name(graded, capsys):
    assert export(Options("moodle", graded)) == 1
    assert (
        "left out, because no number of moodle is known; fill in its own file with --into (3):\n  ada\n"
        in (capsys.readouterr().err)
    )
    assert len((graded / "moodle.csv").read_text("utf-8-sig").splitlines()) == 1
    assert export(Options("canvas", graded, column="Softmax (5)")) == 0
    assert (
        "no user id is known, so the submission's id stands as SIS Login ID (3):" in capsys.readouterr().err
    )
    assert '"Section","Softmax (5)"' in (graded / "canvas.csv").read_text("utf-8-sig")


def test_one_submission_for_gradescope(cli, graded, tmp_path):
    out = tmp_path / "new" / "results.json"
    done = cli("export", "gradescope", "--from", graded, "--submission", "ada", "--out", out)
    assert (done.returncode, done.stdout, done.stderr) == (0, f"{out}: the result of ada\n", "")
    assert json.loads(out.read_text("utf-8"))["score"] == 4


def test_the_only_submission_need_not_be_named(tmp_path):
    graded = gradebook(tmp_path, row("submission"))
    assert export(Options("gradescope", graded)) == 0
    assert json.loads((graded / "gradescope.json").read_text("utf-8"))["extra_data"]["id"] == "submission"


def test_a_stale_score_is_said(tmp_path, capsys):
    graded = gradebook(tmp_path, row("ada"))
    with Gradebook.open(graded, seed=7, timeout=3.0) as book:
        book.finish()
    assert export(Options("canvas", graded)) == 0
    assert "stale: the score is of an earlier grading (1):\n  ada\n" in capsys.readouterr().err


def test_the_same_class_gives_the_same_bytes(graded, canvas, tmp_path):
    for name in ("one", "two"):
        export(Options("canvas", graded, canvas, tmp_path / name))
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


KEPT = "is kept for something else; name another"


@pytest.mark.parametrize(
    "options, said",
    [
        ({"platform": "gradescope", "into": "x"}, "--into means nothing to gradescope; leave it out"),
        ({"platform": "gradescope", "column": "x"}, "--column means nothing to gradescope; leave it out"),
        (
            {"platform": "gradescope", "comments": True},
            "--comments means nothing to gradescope; leave it out",
        ),
        ({"platform": "canvas", "comments": True}, "--comments means nothing to canvas; leave it out"),
        ({"platform": "moodle", "submission": "x"}, "--submission means nothing to moodle; leave it out"),
        (
            {"platform": "canvas", "out": "graded"},
            "--out must be a file to write, and graded is a folder; name another",
        ),
        *(
            ({"platform": "gradescope", "out": out}, f"--out must be a file to write, and {out} {KEPT}")
            for out in (
                f"graded/{FILE}",
                "graded/results.json",
                "graded/gradebook.csv",
                "graded/feedback/a.html",
            )
        ),
        (
            {"platform": "canvas", "policy": "policy.toml", "out": "./policy.toml"},
            f"--out must be a file to write, and policy.toml {KEPT}",
        ),
        (
            {"platform": "canvas", "into": "graded/canvas.csv"},
            "--into graded/canvas.csv would be written over; name it with --out too, or name another there",
        ),
        (
            {"platform": "canvas", "folder": "nothing"},
            f"nothing holds no {FILE}; name the folder that was given to grade as --out, or grade first",
        ),
        (
            {"platform": "gradescope"},
            "results.json of Gradescope is of one submission, and there are 3; name one with --submission",
        ),
        (
            {"platform": "gradescope", "submission": "eve"},
            "--submission must be the id of one in the gradebook, got 'eve'; correct it",
        ),
        (
            {"platform": "canvas", "into": "no.csv"},
            "--into no.csv cannot be read (No such file or directory); correct that",
        ),
        (
            {"platform": "canvas", "policy": "no.toml"},
            "--policy no.toml cannot be read (No such file or directory); correct that",
        ),
    ],
)
def test_refused_and_nothing_is_written(graded, tmp_path, monkeypatch, options, said):
    from pathlib import Path

    monkeypatch.chdir(tmp_path)
    Path("policy.toml").write_text("", "utf-8")
    before = sorted(os.listdir(graded))
    known = {"folder": "graded"} | options
    places = {key: Path(known[key]) for key in ("folder", "into", "out", "policy") if key in known}
    with pytest.raises(KitError) as error:
        export(Options(**(known | places)))
    assert str(error.value) == said
    assert sorted(os.listdir(graded)) == before


def test_a_gradebook_without_a_submission(tmp_path):
    with Gradebook.open(tmp_path / "empty", seed=7) as book:
        book.finish()
    with pytest.raises(KitError) as error:
        export(Options("canvas", tmp_path / "empty"))
    assert str(error.value) == f"{tmp_path / 'empty' / FILE} holds no submission yet; grade some first"


def test_windows_is_told_so(graded):
    with pytest.raises(KitError) as error:
        export(Options("canvas", graded), platform="win32")
    assert str(error.value) == "export reads a gradebook as grade does, on Linux or macOS; run it there"


@pytest.mark.parametrize(
    "arguments, said",
    [
        (["export"], "the following arguments are required: PLATFORM, --from"),
        (["export", "excel", "--from", "x"], "argument PLATFORM: invalid choice: 'excel'"),
        (["export", "canvas", "--from", "x", "--yes"], "unrecognized arguments: --yes"),
    ],
)
def test_wrong_usage(cli, arguments, said):
    done = cli(*arguments)
    assert (
        (done.returncode, done.stdout) == (2, "") and said in done.stderr and "Traceback" not in done.stderr
    )
