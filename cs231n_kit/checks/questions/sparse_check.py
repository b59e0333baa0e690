"""Checks of `grad_check_sparse`: the error that it returns, the entries that it draws, the lines it prints.

For the exponential function the numerical derivative of every entry has the same relative error, so what
must be returned does not depend on the entries drawn. Where it does, it is judged by those that the
function was asked about.
"""

from typing import Any

import numpy as np

from ..assignment import Check, shared_out
from ..finding import Fault, Stopped, Verdict
from ..judging.fit import AGREE_FLOAT32, agree, rounded
from ..judging.returned import NUMBER, finite, returned
from ..side import Side
from .differences import COARSE, differentiated, one_sided, place
from .relative_error import error

TASK = "grad_check_sparse"
Random = np.random.RandomState
USUAL = 5  # draws, fewer than entries: drawing without replacement is as right


def checked(
    side: Side, x: np.ndarray, analytic: np.ndarray, seed: int, num_checks: int = USUAL, h: float = COARSE
) -> tuple[float, dict[str, Any]]:
    """The error that was returned, and the record of `operations.functions`."""
    record = recorded(side, x, analytic, seed, num_checks, h)
    (found,) = returned(record["error"], ("error",), [NUMBER])
    return float(found), record


def recorded(
    side: Side, x: np.ndarray, analytic: np.ndarray, seed: int, num_checks: int = USUAL, h: float = COARSE
) -> dict[str, Any]:
    settings = {"num_checks": num_checks, "h": h}
    record: dict[str, Any] = side(TASK, "exponential", x, analytic, settings, seed).value
    if not drawn(record):
        raise Fault("draws_miscounted", got=0, expected=num_checks)
    return record


def drawn(record: dict[str, Any]) -> list[int]:
    """The entries that were evaluated, in turn: those moved to the side that was asked about more."""
    moves = list(zip(record["entry"], record["upward"], strict=True))
    return max(([entry for entry, up in moves if up == side] for side in (1, -1)), key=len)


def relative(impl: Side, expected: Side, random: Random) -> Verdict | None:
    """The relative error between the numerical derivative and the analytic one."""
    x, seed = place(random, 3, 4), 7
    numerical, analytic = (differentiated(expected, "exponential", x, h)[0] for h in (COARSE, 1e-5))
    right = checked(expected, x, analytic, seed)[0]
    sided = {side: error(expected, g, analytic) for side, g in one_sided(expected, "exponential", x).items()}
    found, record = checked(impl, x, analytic, seed)
    finite({"error": np.array(found)})
    if _close(found, right) or _as_their_own(impl, right, found, (numerical, analytic)):
        return None
    if not _restored(record, x):
        return None  # what comes of that is told by `restores`
    for side, wrong in sided.items():
        if _close(found, wrong):
            raise Fault("one_sided_difference", side=side, **rounded(got=found, expected=right))
    if abs(found) < 1e-8:
        raise Fault("step_ignored", h=COARSE)
    raise Fault("sparse_error_wrong", **rounded(got=found, expected=right))


def largest(impl: Side, expected: Side, random: Random) -> Verdict | None:
    """It returns the largest error of the entries drawn, and NaN if one of them is."""
    x = place(random, 3, 4)
    analytic = differentiated(expected, "exponential", x, 1e-5)[0]
    right = checked(expected, x, analytic, 0)[0]
    wrong = random.permutation(x.size)[:4]
    half, broken = analytic.copy(), analytic.copy()
    half.flat[wrong], broken.flat[wrong] = -analytic.flat[wrong], np.nan
    if recorded(impl, x, analytic, 0)["error"] is None or not _close(checked(impl, x, analytic, 0)[0], right):
        return None  # wrong for any entries, and told already
    for seed in range(6):
        found, record = checked(impl, x, half, seed)
        if np.isin(drawn(record), wrong).any() and not _close(found, 1.0):
            raise Fault("sparse_not_largest", draws=len(drawn(record)), **rounded(got=found))
    for seed in range(6):
        found, record = checked(impl, x, broken, seed)
        if np.isin(drawn(record), wrong).any() and not np.isnan(found):
            raise Fault("nan_hidden", **rounded(got=found))
    return None


def draws(impl: Side, expected: Side, random: Random) -> Verdict | None:
    """As many entries as were asked for, and every entry has its chance."""
    x, analytic = _flat(random)
    records = [recorded(impl, x, analytic, seed) for seed in range(16)]
    if not _restored(records[0], x):
        return None  # which entries were drawn cannot be told, and what is wrong is told by `restores`
    entries = [drawn(record) for record in records]
    for some in entries:
        if len(some) != USUAL:
            raise Fault("draws_miscounted", got=len(some), expected=USUAL)
    if all(some == entries[0] for some in entries):
        raise Fault("draws_fixed", entries=USUAL)
    if missed := sorted(set(range(x.size)).difference(*entries)):
        index = [[int(i) for i in np.unravel_index(entry, x.shape)] for entry in missed]
        raise Fault("entries_missed", missed=index, shape=list(x.shape))
    return None


def generator(impl: Side, expected: Side, random: Random) -> Verdict | None:
    """The draws come from NumPy's global generator: seeding it repeats them."""
    x, analytic = _flat(random)
    first, again = ([drawn(recorded(impl, x, analytic, seed)) for seed in range(4)] for _ in range(2))
    if first != again:
        raise Fault("draws_not_repeatable")
    return None


def report(impl: Side, expected: Side, random: Random) -> Verdict | None:
    """One line an entry."""
    x, analytic = _flat(random)
    lines = recorded(impl, x, analytic, 0)["lines"]
    if lines < USUAL:
        raise Fault("report_too_short", got=lines, expected=USUAL)
    return None


def restores(impl: Side, expected: Side, random: Random) -> Verdict | None:
    """`x` is as it was afterwards."""
    x, analytic = _flat(random)
    record = recorded(impl, x, analytic, 0)
    if not _restored(record, x):
        raise Fault("x_not_restored", **rounded(before=x.ravel(), after=record["x"].ravel()))
    return None


def sparse_checks(points: float) -> tuple[Check, ...]:
    """The checks of `grad_check_sparse`, worth so many points in all."""
    asks = {relative: 4, largest: 3, draws: 2, generator: 1, report: 1, restores: 1}
    return shared_out(TASK, points, asks)


def _flat(random: Random) -> tuple[np.ndarray, np.ndarray]:
    """A small matrix, and a gradient that is not looked at."""
    return place(random, 2, 3), np.ones((2, 3))


def _restored(record: dict[str, Any], x: np.ndarray) -> bool:
    return agree(np.asarray(record["x"], dtype=np.float64), x, 1e-12)


def _close(found: float, right: float) -> bool:
    return abs(found - right) <= AGREE_FLOAT32 * abs(right)


def _as_their_own(impl: Side, right: float, found: float, gradients: tuple[np.ndarray, np.ndarray]) -> bool:
    """Whether `relative_error` is wrong and this is what it gives: a mistake told there."""
    entry = [float(gradient.flat[0]) for gradient in gradients]
    try:
        theirs = [error(impl, *entry), error(impl, *gradients)]
    except (Fault, Stopped):
        return False  # another task, and told there
    return not _close(theirs[1], right) and any(_close(found, one) for one in theirs)
