"""What a call does beside returning numbers, and how its function is written."""

import numpy as np

from ...finding import Fault, Verdict
from ...judging.fit import rounded
from ...judging.problems import Problem, problem
from ...judging.returned import ANY, returned
from ...judging.source import require_loop, require_no_loop
from ...side import Side
from .task import Loss, Random

MUCH = 400  # characters that a call may print before it is advised not to


def side_effects(task: Loss, impl: Side, expected: Side, random: Random) -> Verdict | None:
    """Inputs are left alone, and a second call gives the same."""
    at = problem(random)
    first = task.answer(impl, at, 0.1)
    if first.changed:
        given = task.arguments(at, 0.1)
        raise Fault("mutates_input", arguments=", ".join(_name(given[n], at) for n in first.changed))
    again = task.answer(impl, at, 0.1)
    one, two = (returned(answer.value, task.names, [ANY] * len(task.names)) for answer in (first, again))
    for name, a, b in zip(task.names, one, two, strict=True):
        if not np.array_equal(a, b, equal_nan=True):
            raise Fault("nondeterministic", name=name, **rounded(first=a, second=b))
    if first.printed > MUCH:
        return Verdict("prints_too_much", characters=first.printed)
    return None


def no_loops(
    task: Loss, impl: Side, expected: Side, random: Random, naive: str | None = None
) -> Verdict | None:
    """Not one loop, seen or hidden, and no call of the version with loops."""
    answer = task.answer(impl, problem(random))
    if naive and naive in answer.called:
        raise Fault("calls_naive", naive=naive)
    require_no_loop(impl.source(task.task))
    return None


def loops(
    task: Loss, impl: Side, expected: Side, random: Random, vectorized: str | None = None
) -> Verdict | None:
    """At least one loop, and no call of the version without."""
    answer = task.answer(impl, problem(random))  # what is not done yet has no loop either
    if vectorized and vectorized in answer.called:
        raise Fault("calls_vectorized", vectorized=vectorized)
    require_loop(impl.source(task.task))
    return None


def _name(argument: object, at: Problem) -> str:
    """What the docstring calls an argument."""
    return next((name for name in ("W", "X", "y") if getattr(at, name) is argument), "one of its arguments")
