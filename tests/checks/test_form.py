"""Loops that are run, however they are written; and what is said of speed, which costs nothing."""

import numpy as np
import pytest

from cs231n_kit.checks.finding import Fault, Stopped
from cs231n_kit.checks.judging.source import Source
from cs231n_kit.checks.questions.losses import Loss, no_loops
from cs231n_kit.checks.side import CALLS, FULL_SIZE, LINES, Answer

from .mutated import findings, function_of, with_functions

NAIVE, VECTORIZED = "softmax_loss_naive", "softmax_loss_vectorized"
WHOLE = function_of(VECTORIZED).replace(VECTORIZED, NAIVE)


def code_of(task, function):
    return findings("softmax", with_functions({task: function}), [task])[f"{task}/loops"].code


NOT_RUN = [
    "if False:\n        for i in range(N):\n            pass",
    "for i in range(1):\n        pass",
    "for i in ():\n        pass",
    "for i in [0]:\n        pass",
    "for i in range(3):\n        pass",
    "for i in range(N):\n        break",
    "while N < 0:\n        N += 1",
    "[i for i in (1, 2)]",
    "def inner():\n        for i in range(N):\n            pass",
]
RUN = [
    "for i in range(N):\n        i + 1",
    "for c in range(W.shape[1]): c + 1",
    "i = 0\n    while i < N: i += 1",
    "[i for i in rows]",
    "sum(i for i in rows)",
    "list(map(lambda i: i + 1, rows))",
]


@pytest.mark.parametrize("text", NOT_RUN)
def test_a_loop_that_is_not_run_is_none(text):
    assert code_of(NAIVE, WHOLE.replace("    P /= N\n", f"    P /= N\n    {text}\n")) == "no_loop"


@pytest.mark.parametrize("text", RUN)
def test_any_loop_that_is_run_is_one(text):
    assert code_of(NAIVE, WHOLE.replace("    P /= N\n", f"    P /= N\n    {text}\n")) == "ok"


HIDDEN = [
    "np.__dict__['vectorize'](lambda i: i + 1)(rows)",
    "getattr(np, 'vec' + 'torize')(lambda i: i + 1)(rows)",
    "max(rows, key=lambda i: -i)",
]


@pytest.mark.parametrize("text", HIDDEN)
def test_a_loop_that_the_text_does_not_show_is_seen_when_it_is_run(text):
    function = function_of(VECTORIZED).replace("    P /= N\n", f"    P /= N\n    {text}\n")
    found = findings("softmax", with_functions({VECTORIZED: function}), [VECTORIZED])[f"{VECTORIZED}/loops"]
    assert found.code == "has_loop"
    assert "something that is run for each entry of an array in line" in found.message


class Timed:
    """A side whose calls take as long as they are given, the last of them for all that follow."""

    def __init__(self, fast, slow, lines=(4, 12)):
        self._seconds = {VECTORIZED: fast, NAIVE: slow}
        self._lines = dict(zip((4, 12), lines, strict=True))

    def __call__(self, operation, W, X, y, reg):
        if operation.startswith(LINES):
            looped = operation.endswith(NAIVE)
            return Answer([[1, self._lines[len(X)] if looped else 1]])
        if operation.startswith(CALLS):
            return Answer([])
        if operation.startswith(FULL_SIZE):
            return Answer((0.0, W, 0.0))
        if len(X) < 200:
            return Answer((0.0, W))
        seconds = self._seconds[operation]
        if seconds is None:
            raise Stopped("exception", error="", file="", line=0, text="")
        return Answer((0.0, W), seconds=seconds.pop(0) if len(seconds) > 1 else seconds[0])

    def source(self, task):
        return Source(f"def {VECTORIZED}(W, X, y, reg):\n    return 0.0, W\n", VECTORIZED)


SAID = [
    ([0.010], [0.012], "slow_vectorized"),
    ([0.010], [0.001], "slow_vectorized"),
    ([0.010, 0.007, 0.009], [0.013], "slow_vectorized"),
]
SILENT = [
    ([0.001], [0.010]),
    ([0.005], [0.010]),
    ([0.9, 0.9, 0.001], [0.010]),  # the best of three counts
    ([0.010], [0.012, 0.012, 0.030]),  # one that is slow enough will do
    (None, [0.010]),
    ([0.010], None),
]


@pytest.mark.parametrize("fast, slow, code", SAID)
def test_what_is_not_faster_is_told_so_and_costs_nothing(fast, slow, code):
    verdict = asked(Timed(fast, slow))
    assert verdict.code == code
    assert not isinstance(verdict, Fault)


@pytest.mark.parametrize("fast, slow", SILENT)
def test_nothing_is_said_of_speed(fast, slow):
    assert asked(Timed(fast, slow)) is None


def test_nothing_is_said_beside_a_version_that_does_not_loop_over_the_examples():
    assert asked(Timed([0.010], [0.010], lines=(4, 4))) is None


def asked(impl):
    return no_loops(Loss(VECTORIZED), impl, Timed([0.0], [0.0]), np.random.RandomState(0), naive=NAIVE)
