"""A run that is killed at any moment loses at most what was in hand, and leaves no process."""

import os
import random
import shutil
import signal
import sqlite3
import time
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from cs231n_kit.authoring.mutants.catalogue.svm import MUTANTS
from cs231n_kit.authoring.mutants.trial import trial_of
from cs231n_kit.tasks import STUBS

from .grader import USERS, Grader, adopting, open_folder, rows

CLASS, KILLS = 200, 20
FILE = "linear_svm.py"
OPTIONS = {"assignment": "svm", "timeout": "5", "memory": "512", "jobs": "2"}


@pytest.fixture(scope="module")
def place():
    with open_folder() as folder:
        yield folder


@pytest.fixture(scope="module")
def submissions(place):
    """Stubs for the most part, and some mistakes: cheap to grade, and not all alike."""
    folder = place / "class"
    for number in range(CLASS):
        (folder / f"s{number:03}").mkdir(parents=True)
        shutil.copy(STUBS / "classifiers" / FILE, folder / f"s{number:03}")
    for number, mutant in zip(range(0, CLASS, 8), MUTANTS, strict=False):
        (folder / f"s{number:03}" / FILE).write_text(trial_of(mutant, "svm").text, "utf-8")
    return folder


def stored(out):
    """How many results a gradebook holds; a copy of it is counted, as a grader has it for itself."""
    with TemporaryDirectory() as folder:
        for file in out.glob("gradebook.sqlite*"):
            shutil.copy(file, folder)
        with closing(sqlite3.connect(Path(folder) / "gradebook.sqlite")) as book:
            try:
                return book.execute("SELECT count(*) FROM submissions").fetchone()[0]
            except sqlite3.DatabaseError:  # there are no tables yet, or it was written to meanwhile
                return 0


def test_killed_twenty_times_and_resumed_it_ends_with_the_same_results(place, submissions):
    grader = Grader(place, USERS[-1])
    undisturbed = grader.grade([submissions], "undisturbed", seed="7", **OPTIONS)
    assert len(undisturbed) == CLASS
    moments, held = random.Random(7), [0]
    for _ in range(KILLS):
        with adopting() as running:
            process = grader.start([submissions], "killed", seed="7", **OPTIONS)
            more = moments.randrange(CLASS // KILLS)  # results, if that many are left
            while stored(place / "killed") < held[-1] + more and process.poll() is None:
                time.sleep(0.02)
            time.sleep(moments.uniform(0, 0.2))
            process.kill()
            process.wait()
            assert running(10) == []  # what outlives the grader
        held.append(stored(place / "killed"))
    for left in (place / "tmp").iterdir():
        shutil.rmtree(left)  # what is killed cannot tidy up after itself
    assert held == sorted(held)  # nothing that was stored is lost
    assert len({one for one in held if 0 < one < CLASS}) > KILLS // 4  # it was killed while it graded
    resumed = grader.grade([submissions], "killed", **OPTIONS)
    assert resumed == undisturbed


def test_interrupted_amid_endless_loops_it_does_not_wait_for_them(place):
    endless = place / "endless"
    for number in range(4):
        (endless / f"s{number}").mkdir(parents=True)
        text = "def svm_loss_naive(W, X, y, reg):\n    while True:\n        pass\n"
        (endless / f"s{number}" / FILE).write_text(text, "utf-8")
    grader = Grader(place, USERS[-1])
    with adopting() as running:
        process = grader.start([endless], "waiting", seed="7", **OPTIONS | {"timeout": "3600"})
        while not list((place / "tmp").glob("cs231n-boxes-*/tree/cs231n_kit")) and process.poll() is None:
            time.sleep(0.1)
        time.sleep(2)
        os.killpg(process.pid, signal.SIGINT)
        process.communicate(timeout=60)  # an hour if it waited
        assert running(10) == []
    assert process.returncode == 130
    assert list((place / "tmp").iterdir()) == []


def test_interrupted_it_ends_cleanly(place, submissions):
    grader = Grader(place, USERS[-1])
    with adopting() as running:
        process = grader.start([submissions], "interrupted", seed="7", **OPTIONS)
        while stored(place / "interrupted") < 5 and process.poll() is None:
            time.sleep(0.1)
        os.killpg(process.pid, signal.SIGINT)
        said, errors = process.communicate(timeout=60)
        assert running(1) == []
    assert process.returncode == 130, (said, errors)
    assert errors.startswith("cs231n-kit grade: interrupted; ") and errors.count("\n") == 1
    assert len(rows(place / "interrupted")) == stored(place / "interrupted")  # what was graded so far
    assert list((place / "tmp").iterdir()) == []
