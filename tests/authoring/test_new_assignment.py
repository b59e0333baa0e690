"""`authoring new` in a copy of the kit: what it lays out works at once, by the real commands."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from cs231n_kit.tasks import PACKAGE

ROOT = PACKAGE.parent
BIN = Path(sys.executable).parent
# Of the kit's own tests those that have something to say of a new assignment.
TESTS = (
    *("tests/test_tasks.py", "tests/test_notebooks.py", "tests/checks/assignments/test_both_ends.py"),
    *("tests/checks/assignments/test_variants.py", "tests/checks/assignments/test_anything_returned.py"),
    *("tests/checks/test_no_answers.py", "tests/checks/test_recorded.py"),
)


@pytest.fixture(scope="module")
def checkout(tmp_path_factory):
    """A checkout of one's own: package, notebooks, tests and settings."""
    root = tmp_path_factory.mktemp("checkout")
    skipped = shutil.ignore_patterns("__pycache__", ".*", "submissions")
    for folder in ("cs231n_kit", "notebooks", "tests"):
        shutil.copytree(ROOT / folder, root / folder, ignore=skipped)
    shutil.copy(ROOT / "pyproject.toml", root)
    return root


def texts(root):
    paths = (path for path in root.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in paths}


@pytest.fixture(scope="module")
def made(checkout, run):
    """The command as it ended, and the files before it and after it."""
    before = texts(checkout)
    done = run("cs231n_kit", "authoring", "new", "first_steps", "--file", "steps")
    return done, before, texts(checkout)


@pytest.fixture(scope="module")
def run(checkout, tmp_path_factory):
    """Run a module of Python in the checkout."""
    home = tmp_path_factory.mktemp("home")

    def run(module, *arguments):
        return subprocess.run(
            [sys.executable, "-P", "-m", module, *arguments],
            cwd=checkout,
            env={"PATH": f"{BIN}:/usr/bin:/bin", "PYTHONPATH": str(checkout), "HOME": str(home)}
            | {"PYTHONDONTWRITEBYTECODE": "1", "OPENBLAS_NUM_THREADS": "1"},
            capture_output=True,
            text=True,
            timeout=600,
        )

    return run


def test_it_says_which_files_it_wrote_and_what_to_do_next(made, checkout):
    done, before, after = made
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(f"written in {checkout}:\n")
    told = re.findall(r"^  (\S+/\S+)  ", done.stdout, re.MULTILINE)
    assert sorted(told) == sorted(path for path in after if after[path] != before.get(path))
    assert before.keys() <= after.keys()
    for step in ("release", "mutants --assignment first_steps", "docs/authoring.md", "make test"):
        assert step in done.stdout


def test_nothing_has_drifted(made, run):
    done = run("cs231n_kit", "release", "--check")
    assert (done.returncode, done.stdout, done.stderr) == (0, "no drift\n", "")


def test_the_stub_is_not_done_and_earns_nothing(made, run):
    done = run("cs231n_kit", "check", "first_steps", "--json")
    (task,) = json.loads(done.stdout)["tasks"]
    assert (done.returncode, task["task"], task["score"], task["max_score"]) == (
        1,
        "first_steps_means",
        0,
        20,
    )
    assert {one["status"] for one in task["findings"]} == {"not_done"}


def test_the_reference_earns_everything(made, run, checkout):
    work, stub = (checkout / f"cs231n_kit/{folder}classifiers/steps.py" for folder in ("", "stubs/"))
    work.write_bytes((checkout / "cs231n_kit/solutions/classifiers/steps.py").read_bytes())
    try:
        done = run("cs231n_kit", "check", "first_steps", "--json")
    finally:
        work.write_bytes(stub.read_bytes())
    (task,) = json.loads(done.stdout)["tasks"]
    assert (done.returncode, task["score"], {one["code"] for one in task["findings"]}) == (0, 20, {"ok"})


@pytest.mark.parametrize("kind", [(), ("--automatic",)])
def test_each_mutant_earns_its_code(made, run, kind):
    done = run("cs231n_kit", "authoring", "mutants", "--assignment", "first_steps", *kind)
    assert (done.returncode, done.stderr) == (0, "")
    assert re.search(r"^\d mutants, (0 missed|100.0% rejected, 0 survive)", done.stdout, re.MULTILINE)


def test_the_notebook_replays_and_enough_of_it_is_compared(made, run):
    done = run("cs231n_kit", "replay", "first_steps")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.endswith("Every compared output came out again.\n")


def test_what_was_written_is_clean(made, run):
    _, before, after = made
    files = [path for path in after if after[path] != before.get(path) and path.endswith((".py", ".ipynb"))]
    for command in (("ruff", "format", "--check"), ("ruff", "check")):
        done = run(*command, *files)
        assert done.returncode == 0, done.stdout
    typed = [path for path in files if path.startswith(("cs231n_kit/checks", "cs231n_kit/authoring"))]
    done = run("mypy", "--cache-dir", "/dev/null", *typed)
    assert done.returncode == 0, done.stdout


def test_the_kits_own_tests_know_it(made, run):
    chosen = "first_steps or steps or tasks_are or every_task or right_shape or not_done"
    done = run("pytest", "-v", "-p", "no:cacheprovider", *TESTS, "-k", chosen)
    assert done.returncode == 0, done.stdout[-3000:]
    assert int(re.search(r"(\d+) passed", done.stdout).group(1)) > 60


def test_a_second_one_of_the_same_name_is_refused_and_nothing_is_written(made, run, checkout):
    before = texts(checkout)
    done = run("cs231n_kit", "authoring", "new", "first_steps")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "cs231n-kit authoring: a new assignment must not touch what is there, but notebooks/first_steps.ipynb"
        " exists already; choose another NAME, or another --file\n"
    )
    assert texts(checkout) == before


def test_what_does_not_work_is_not_written(made, run, checkout):
    template = checkout / "cs231n_kit/authoring/new/templates/solution.txt"
    text = template.read_text("utf-8")
    before = texts(checkout)
    template.write_text(text.replace("### END SOLUTION", ""), "utf-8")
    try:
        done = run("cs231n_kit", "authoring", "new", "second_steps")
    finally:
        template.write_text(text, "utf-8")
    assert (done.returncode, done.stdout) == (2, "")
    assert "`cs231n-kit release` must succeed with the new assignment in a copy of the kit" in done.stderr
    assert "is never closed" in done.stderr
    assert texts(checkout) == before
