"""The class as a whole: what is done where a worker is lost, and where the run is left."""

import json
import multiprocessing
import os
import shutil
from concurrent.futures import BrokenExecutor, Future, ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial

import pytest

from cs231n_kit.errors import KitError
from cs231n_kit.grading import run
from cs231n_kit.grading.command import Options, Parts, grade
from cs231n_kit.grading.inside.sandbox.layers import chosen
from cs231n_kit.grading.intake import sources
from cs231n_kit.grading.pool import local_workers
from cs231n_kit.grading.submission import Settings, Submission
from cs231n_kit.tasks import STUBS

FILE = "classifiers/linear_svm.py"
ENDLESS = {FILE: "def svm_loss_naive(W, X, y, reg):\n    while True:\n        pass\n"}
DEADLY = """
import os
import signal

from cs231n_kit.grading import worker

def grade(submission, *others):
    if "deadly" in submission.id:
        os.kill(os.getpid(), signal.SIGKILL)
    return worker.grade(submission, *others)
"""


@pytest.fixture(scope="module")
def settings():
    return Settings("svm", 7, 3600.0, 512, chosen("auto"))


def stubs(number):
    text = (STUBS / FILE).read_text("utf-8")
    return [Submission(f"s{n:02}", {FILE: text}) for n in range(number)]


def go_on():
    """A safe point where the run is not left."""


def graded(submissions, settings, watch=lambda: None, pools=None):
    """The rows without their times, and each submission is stored with its own and once."""
    rows = {}

    def store(submission, row):
        assert row["id"] == submission.id and row["id"] not in rows
        rows[row["id"]] = row | {"seconds": 0.0}
        watch()

    run.graded(submissions, settings, pools or partial(local_workers, 2, settings), 2, store, go_on)
    return rows


def test_a_worker_that_is_killed_changes_no_result(settings):
    undisturbed, killed = graded(stubs(12), settings), []

    def kill_one():
        if not killed:
            killed.append(multiprocessing.active_children()[0])
            killed[0].kill()

    assert graded(stubs(12), settings, kill_one) == undisturbed
    assert killed and len(undisturbed) == 12
    assert {row["status"] for row in undisturbed.values()} == {"graded"}


@pytest.fixture
def class_folder(tmp_path):
    for name in ("deadly1", "deadly2", *(f"s{n}" for n in range(6))):
        (tmp_path / "class" / name).mkdir(parents=True)
        shutil.copy(STUBS / FILE, tmp_path / "class" / name)
    return tmp_path / "class"


def test_a_submission_that_ends_its_worker_each_time_is_set_aside(
    class_folder, tmp_path, monkeypatch, capsys
):
    (tmp_path / "modules").mkdir()
    (tmp_path / "modules" / "deadly_worker.py").write_text(DEADLY)
    monkeypatch.syspath_prepend(tmp_path / "modules")  # workers get the path too
    monkeypatch.setattr(run, "grade", __import__("deadly_worker").grade)
    options = Options((class_folder,), tmp_path / "out", assignment="svm", jobs="2", as_json=True)
    assert grade(options, lambda: Parts(sources, chosen, run.grade_class)) == 1
    told = capsys.readouterr().err
    assert told.startswith("cs231n-kit grade: the grader failed at deadly1, deadly2; ")
    rows = json.loads((tmp_path / "out" / "results.json").read_text("utf-8"))["submissions"]
    assert [row["id"] for row in rows] == sorted(os.listdir(class_folder))
    for row in rows:
        deadly = "deadly" in row["id"]
        assert row["status"] == ("error" if deadly else "graded")
        assert row["notes"] == ([run.SET_ASIDE] if deadly else [])
        assert row["max_score"] == rows[-1]["max_score"]


class Scripted:
    """A pool that loses its worker at one submission: when it gets it, or soon after."""

    def __init__(self, deadly, at_once, seen):
        self.deadly, self.at_once, self.seen, self.broken = deadly, at_once, seen, False

    def submit(self, function, submission, *others):
        self.seen.append(submission.id)
        if self.broken or (self.at_once and submission.id == self.deadly):
            raise BrokenExecutor
        future = Future()
        if submission.id == self.deadly:
            self.broken = True
            future.set_exception(BrokenExecutor())
        else:
            future.set_result({"id": submission.id})
        return future


@pytest.mark.parametrize(
    "at_once, pools",
    [
        (True, [["a", "b", "c"], ["c"], [], ["d", "e"]]),
        (False, [["a", "b", "c", "d"], ["d", "c"], [], ["e"]]),
    ],
)
def test_what_was_in_hand_is_graded_again_one_at_a_time(settings, monkeypatch, at_once, pools):
    monkeypatch.setattr(run, "expected", lambda settings: b"")
    seen = []

    @contextmanager
    def scripted():
        seen.append([])
        yield Scripted("c", at_once, seen[-1])

    rows = graded([Submission(id) for id in "abcde"], settings, pools=scripted)
    assert seen == pools
    assert sorted(rows) == list("abcde")
    assert [id for id, row in rows.items() if row.get("status") == "error"] == ["c"]


def test_an_error_does_not_wait_for_what_is_in_hand(settings):
    def full():
        raise KitError("no room")

    with pytest.raises(KitError, match="no room"):  # within the hour that a call may take here
        graded([Submission("s1", ENDLESS), *stubs(1)], settings, full)
    assert multiprocessing.active_children() == []


def test_a_reference_that_was_interrupted_is_not_to_blame(settings, monkeypatch):
    def failing(settings):
        raise KitError("the reference's answers cannot be recorded: KeyboardInterrupt")

    def leave():
        raise KeyboardInterrupt

    monkeypatch.setattr(run, "expected", failing)
    for safe_point, error in ((leave, KeyboardInterrupt), (go_on, KitError)):
        with pytest.raises(error):
            run.graded(stubs(1), settings, partial(ThreadPoolExecutor, 1), 2, None, safe_point)
