"""The class as a whole: what is done where a worker is lost."""

import os
import signal
from concurrent.futures import ProcessPoolExecutor

import pytest

from cs231n_kit.errors import KitError
from cs231n_kit.grading import run
from cs231n_kit.grading.submission import Settings, Submission


class Deadly:
    """A pool whose workers are killed, as by a system that is short of memory."""

    def __init__(self, pool):
        self._pool = pool

    def submit(self, function, *arguments):
        return self._pool.submit(os.kill, self._pool.submit(os.getpid).result(), signal.SIGKILL)


def test_a_worker_that_is_killed_is_told_in_a_sentence(monkeypatch):
    monkeypatch.setattr(run, "expected", lambda settings: b"")
    with ProcessPoolExecutor(1) as pool, pytest.raises(KitError) as told:
        run.graded([Submission("s1")], Settings("svm", 7), Deadly(pool), 1, lambda *_: None)
    assert str(told.value) == (
        "a worker process was ended from outside while it graded one of s1; what is graded is stored: run the"
        " same command again, with fewer --jobs if memory was short"
    )
