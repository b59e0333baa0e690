"""What a call does beside returning numbers, and how its function is written."""

import numpy as np

from ...finding import Fault, Stopped, Verdict
from ...judging.fit import AGREE_FLOAT32, agree, rounded
from ...judging.problems import Problem, problem
from ...judging.returned import ANY, NUMBER, returned
from ...judging.source import require_no_loop
from ...side import CALLS, FULL_SIZE, LINES, Side
from .task import Loss, Random

MORE = 8  # lines: any loop over examples, features or classes has more in the larger problem
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
        if a.shape != b.shape or not np.array_equal(a, b, equal_nan=True):
            raise Fault("nondeterministic", name=name, **rounded(first=a, second=b))
    if first.printed > MUCH:
        return Verdict("prints_too_much", characters=first.printed)
    return None


def no_loops(
    task: Loss, impl: Side, expected: Side, random: Random, naive: str | None = None
) -> Verdict | None:
    """Not one loop, seen or hidden, and no call of the version with loops; so real data is not too large."""
    at, of_size = problem(random), problem(random, N=5, D=6, C=10)
    right = task.both(expected, of_size)
    called = impl(CALLS + task.task, *task.arguments(at, 0.1)).value
    if naive and naive in called:
        raise Fault("calls_naive", naive=naive)
    _refuse_others(called)
    require_no_loop(impl.source(task.task))
    more = _lines_more(task, task.task, impl, *_sizes(random))
    if sum(more.values()) >= MORE:
        line = max(more, key=lambda line: more[line])
        raise Fault("has_loop", line=line, what="something that is run for each entry of an array")
    _require_full_size(task, impl, of_size, right)
    return _slow(task, impl, random, naive) if naive else None


def loops(
    task: Loss, impl: Side, expected: Side, random: Random, vectorized: str | None = None
) -> Verdict | None:
    """At least one loop that is run, and no call of the version without."""
    at = problem(random)
    called = impl(CALLS + task.task, *task.arguments(at, 0.1)).value
    if vectorized and vectorized in called:
        raise Fault("calls_vectorized", vectorized=vectorized)
    _refuse_others(called)
    if sum(_lines_more(task, task.task, impl, *_sizes(random)).values()) < MORE:
        raise Fault("no_loop")
    return None


def _refuse_others(called: list[str]) -> None:
    """A `Fault` where another task that gives a gradient, exact or numerical, does the work."""
    for name in called:
        if "loss" in name or "gradient" in name:
            raise Fault("calls_other_task", other=name)


def _sizes(random: Random) -> tuple[Problem, Problem]:
    """A small problem, and one that has more of everything."""
    return problem(random, N=4, D=3, C=2), problem(random, N=20, D=17, C=14)


def _lines_more(task: Loss, name: str, impl: Side, small: Problem, large: Problem) -> dict[int, int]:
    """How much oftener the task called `name` runs each line in the larger problem."""
    few, many = (dict(impl(LINES + name, *task.arguments(at, 0.1)).value) for at in (small, large))
    return {line: times - few.get(line, 0) for line, times in many.items()}


def _require_full_size(task: Loss, impl: Side, at: Problem, right: np.ndarray) -> None:
    """Refuse what gives something else for as many examples and features as real data has."""
    try:
        if not agree(task.both(impl, at), right, AGREE_FLOAT32):
            return
    except Fault:
        return  # wrong at any size, and told elsewhere
    value = impl(FULL_SIZE + task.task, *task.arguments(at, 0.0)).value
    loss, dW, rest = returned(value, (*task.names, "dW elsewhere"), [NUMBER, at.W.shape, NUMBER])
    if not (agree(np.append(dW, loss), right, AGREE_FLOAT32) and rest < 1e-6):
        raise Fault("edge_case", case="500 examples with 3073 features")


def _slow(task: Loss, impl: Side, random: Random, naive: str) -> Verdict | None:
    """Advice where the version without loops takes more than half as long as the one with them.

    The best of three calls counts, and one call of the version with loops that takes twice as long is
    enough for nothing to be said: whatever else the computer does then makes no difference. One that
    does not loop over the examples may be as fast, so that nothing is said beside it either.
    """
    at = problem(random, N=200, D=50, C=10)
    arguments = task.arguments(at, 0.1)
    try:
        few, many = (at.with_(X=at.X[:N], y=at.y[:N]) for N in (4, 4 + MORE))
        if sum(_lines_more(task, naive, impl, few, many).values()) < MORE:
            return None
        fast = min(impl(task.task, *arguments).seconds for _ in range(3))
        if any(fast <= 0.5 * (slow := impl(naive, *arguments).seconds) for _ in range(3)):
            return None
    except Stopped:  # one of the two is not done yet, or wrong: that is told elsewhere
        return None
    return Verdict("slow_vectorized", naive=naive, **rounded(fast=1000 * fast, slow=1000 * slow))


def _name(argument: object, at: Problem) -> str:
    """What the docstring calls an argument."""
    return next((name for name in ("W", "X", "y") if getattr(at, name) is argument), "one of its arguments")
