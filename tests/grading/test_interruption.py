"""A Ctrl-C is heeded where the work can be left, and nowhere else."""

import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time

import pytest

from cs231n_kit.grading.interruption import noted, unheard
from cs231n_kit.tasks import STUBS

from .grader import ROOT, Grader, adopting, open_folder

MOMENTS = 6
CHILD = "import signal, sys; sys.exit(signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, ()))"


@pytest.fixture(autouse=True)
def usual():
    """What a Ctrl-C does by default, whatever the tests were started with."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def ctrl_c():
    """As in a grader, which has no other thread that may take the signal: a runner of tests may have some."""
    signal.pthread_kill(threading.main_thread().ident, signal.SIGINT)


def test_it_is_noted_until_a_safe_point_and_then_forgotten():
    with noted() as interruption:
        interruption.safe_point()
        ctrl_c()
        ctrl_c()
        with pytest.raises(KeyboardInterrupt):
            interruption.safe_point()
        interruption.safe_point()


def test_before_each_item_is_a_safe_point():
    seen = []
    with noted() as interruption, pytest.raises(KeyboardInterrupt):
        for item in interruption.between("abc"):
            seen.append(item)
            if item == "b":
                ctrl_c()
    assert seen == ["a", "b"]


def test_afterwards_it_does_what_it_did_before():
    with pytest.raises(ZeroDivisionError), noted():
        raise ZeroDivisionError
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
    with pytest.raises(KeyboardInterrupt):
        ctrl_c()


def test_where_it_is_ignored_it_stays_so():
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with noted() as interruption:
        ctrl_c()
        interruption.safe_point()
    assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN


def test_outside_the_main_thread_nothing_is_changed():
    seen = []

    def elsewhere():
        with noted() as interruption:
            interruption.safe_point()
            seen.append(signal.getsignal(signal.SIGINT))

    thread = threading.Thread(target=elsewhere)
    thread.start()
    thread.join()
    assert seen == [signal.default_int_handler]


LAST = """
import atexit, os, signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)
from cs231n_kit.grading.interruption import noted
atexit.register(os.kill, os.getpid(), signal.SIGINT)  # what is registered first comes last
with noted():
    pass
sys.exit(130)
"""


def test_while_the_interpreter_ends_it_changes_nothing():
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", LAST], capture_output=True, text=True, env=environment)
    assert (done.returncode, done.stderr) == (130, "")


def test_what_is_started_unheard_never_hears_of_it_and_the_command_does_afterwards():
    with noted() as interruption:
        with unheard():
            ctrl_c()
            assert subprocess.run([sys.executable, "-c", CHILD]).returncode == 1
            interruption.safe_point()
        with pytest.raises(KeyboardInterrupt):
            interruption.safe_point()
        assert subprocess.run([sys.executable, "-c", CHILD]).returncode == 0


@pytest.fixture(scope="module")
def place():
    with open_folder() as folder:
        for number in range(60):
            (folder / "class" / f"s{number:02}").mkdir(parents=True)
            shutil.copy(STUBS / "classifiers" / "linear_svm.py", folder / "class" / f"s{number:02}")
        yield folder


@pytest.mark.parametrize("seed", range(MOMENTS))
def test_at_any_moment_it_ends_with_one_sentence_and_leaves_nothing(place, seed):
    """From the moment on when the command has begun: the gradebook is there early on."""
    grader, out = Grader(place, "ordinary"), f"out{seed}"
    options = {"assignment": "svm", "seed": "7", "timeout": "3600", "memory": "512", "jobs": "2"}
    draw = random.Random(seed)
    with adopting() as running:
        process = grader.start([place / "class"], out, **options)
        while not (place / out / ".gradebook.lock").exists() and process.poll() is None:
            time.sleep(0.005)
        time.sleep(draw.uniform(0, 1.5))
        send = os.killpg if seed % 2 else os.kill  # as a terminal does, and as `kill` does
        send(process.pid, signal.SIGINT)
        said, errors = process.communicate(timeout=60)
        assert running(5) == []
    assert [path.name for path in (place / "tmp").iterdir()] == []
    if process.returncode == 0:  # it was done before
        assert errors == ""
        return
    assert process.returncode == 130, (said, errors)
    assert said == "" and errors.count("\n") == 1
    assert errors.startswith("cs231n-kit grade: interrupted; ")
    assert (place / out / "gradebook.sqlite").exists()
