"""Checks of the three ways to compute distances: how many loops they have, and what memory they take."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import combinations

from ...finding import Fault, Skipped, Stopped, Verdict
from ...judging.source import require_no_loop
from ...side import CALLS, LINES, Side
from ..layers.layer import Random
from .distances import examples

FEW, MANY = 4, 20  # of each: examples, training examples, features
MORE = 8  # lines: any loop has more for MANY than for FEW
SIZES = (40, 50, 200)  # of num_test, num_train and D where memory is measured
PICTURES = (500, 5000, 3072)  # what the course computes
NUMBER = 8  # bytes


def two_loops(task: str, impl: Side, expected: Side, random: Random) -> Verdict | None:
    """Some line is run for each pair of examples."""
    _refuse_others(task, impl, random)
    if _for_each_pair(task, impl, random, 0, 1) < MORE:
        raise Fault("no_loop_over_pairs")
    return None


def one_loop(task: str, impl: Side, expected: Side, random: Random) -> Verdict | None:
    """Some line is run for each example, and none for each pair of anything."""
    _refuse_others(task, impl, random)
    if any(_for_each_pair(task, impl, random, *pair) >= MORE for pair in combinations(range(3), 2)):
        raise Fault("second_loop")
    if _lines(task, impl, random, (0, 1, 2)) - _lines(task, impl, random, ()) < MORE:
        raise Fault("no_loop")
    return None


def no_loops(task: str, impl: Side, expected: Side, random: Random) -> Verdict | None:
    """Not one loop, seen or hidden."""
    _refuse_others(task, impl, random)
    require_no_loop(impl.source(task))
    if _lines(task, impl, random, (0, 1, 2)) - _lines(task, impl, random, ()) >= MORE:
        raise Fault("has_loop", line=0, what="something that is run for each entry of an array")
    return None


def memory(task: str, impl: Side, expected: Side, random: Random) -> Verdict | None:
    """No array of the shape (num_test, num_train, D), nor a good part of one."""
    num_test, num_train, D = SIZES
    with _asking(task, impl, random):
        peak = impl(task, *examples(random, *SIZES), True).value
    whole = num_test * num_train * D * NUMBER
    if not isinstance(peak, int) or peak > whole / 4:
        gigabytes = PICTURES[0] * PICTURES[1] * PICTURES[2] * NUMBER / 1e9
        raise Fault("memory_of_all_pairs", megabytes=round(peak / 1e6, 1), gigabytes=round(gigabytes))
    return None


def _refuse_others(task: str, impl: Side, random: Random) -> None:
    with _asking(task, impl, random):
        called = impl(CALLS + task, *examples(random)).value
    for other in called:
        raise Fault("calls_other_distances", other=other)


def _lines(task: str, impl: Side, random: Random, many: tuple[int, ...]) -> int:
    """How many lines are run where there are many of these three sizes, and few of the others."""
    sizes = [MANY if size in many else FEW for size in range(3)]
    with _asking(task, impl, random):
        return sum(times for _, times in impl(LINES + task, *examples(random, *sizes)).value)


@contextmanager
def _asking(task: str, impl: Side, random: Random) -> Iterator[None]:
    """Where only other sizes than the ordinary ones stop, that is told of the numbers."""
    try:
        yield
    except Stopped as stopped:
        if stopped.code == "exception":
            impl(task, *examples(random))  # it stops, too, or:
            raise Skipped("told_already") from None
        raise


def _for_each_pair(task: str, impl: Side, random: Random, one: int, other: int) -> int:
    """How many lines more are run where there are many of both than where there are many of each alone."""
    both, first, second = (_lines(task, impl, random, many) for many in ((one, other), (one,), (other,)))
    return both - first - second + _lines(task, impl, random, ())
