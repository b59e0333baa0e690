"""Checks of `grad_check_sparse`: the error that it returns; what it does besides is in `sparse_draws`."""

from typing import Any

import numpy as np

from ...assignment import Check, shared_out
from ...finding import Fault, Skipped, Stopped, Verdict
from ...judging.fit import rounded
from ...judging.returned import finite
from ...side import Side
from .differences import COARSE, differentiated, place
from .relative_error import TASK as COMPARISON
from .relative_error import error
from .sparse_draws import draws, generator, report, restores
from .sparse_record import TASK, Random, calls, checked, close, compares, drawn, require_compared, restored

TIMES = 30  # of five draws: that the last of them is always the worst, or none is, has odds of 1e-9


def relative(impl: Side, expected: Side, random: Random) -> Verdict | None:
    """The relative error between the numerical derivative and the analytic one."""
    x, seed = place(random, 3, 4), 7
    numerical, analytic = _gradients(expected, x)
    right = checked(expected, x, analytic, seed)[0]
    gradients = expected("one-sided differences", "exponential", x, COARSE).value
    sided = {side: error(expected, np.asarray(g), analytic) for side, g in gradients.items()}
    found, record = checked(impl, x, analytic, seed)
    theirs = _as_their_own(impl, found, record, numerical, analytic)
    if not compares(impl, x, analytic, seed):
        if theirs:
            raise Skipped("needs_first", first=COMPARISON)
        raise Fault("sparse_constant", got=found)
    if close(found, right) or theirs:
        return None
    if not restored(record, x):
        raise Skipped("told_already")  # what comes of that is told by `restores`
    finite({"error": np.array(found)})
    for side, wrong in sided.items():
        if close(found, wrong):
            raise Fault("one_sided_difference", side=side, **rounded(got=found, expected=right))
    if abs(found) < 1e-8:
        raise Fault("step_ignored", h=COARSE)
    raise Fault("sparse_error_wrong", **rounded(got=found, expected=right))


def largest(impl: Side, expected: Side, random: Random) -> Verdict | None:
    """It returns the largest error of the entries drawn, and NaN if one of them is."""
    x = place(random, 3, 4)
    numerical, analytic = _gradients(expected, x)
    right, opposite = (checked(expected, x, gradient, 0)[0] for gradient in (analytic, -analytic))
    wrong = random.permutation(x.size)[:4]
    half, broken = analytic.copy(), analytic.copy()
    half.flat[wrong], broken.flat[wrong] = -analytic.flat[wrong], np.nan
    require_compared(impl, x, analytic)
    own = _own_errors(impl, x, analytic) or _required(impl, x, numerical, analytic, (right, opposite))
    for code, gradient in (("sparse_not_largest", half), ("nan_hidden", broken)):
        for seed in range(TIMES):
            found, record = checked(impl, x, gradient, seed)
            among = np.isin(drawn(record), wrong)
            errors = (*own[: not among.all()], own[1] if gradient is half else np.nan)
            if not among.any() or close(found, float(np.max(errors))):
                continue
            if not _as_their_own(impl, found, record, numerical, gradient):
                raise Fault(code, draws=len(drawn(record)), **rounded(got=found))
    return None


def sparse_checks(points: float) -> tuple[Check, ...]:
    """The checks of `grad_check_sparse`, worth so many points in all."""
    asks = {relative: 4, largest: 3, draws: 2, generator: 1, report: 1, restores: 1}
    return shared_out(TASK, points, asks, form=(report.__name__, restores.__name__))


def _gradients(expected: Side, x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """What is measured with the step of these checks, and what stands for the analytic gradient."""
    numerical, analytic = (differentiated(expected, "exponential", x, h)[0] for h in (COARSE, 1e-5))
    return numerical, analytic


def _own_errors(impl: Side, x: np.ndarray, analytic: np.ndarray) -> tuple[float, float] | None:
    """The errors that it gives for a gradient and for its negative, where they are the same for any entries.

    `relative` tells whether they are right. None for what is no relative error, or depends on the entries.
    """
    try:
        own = [[checked(impl, x, one, seed)[0] for one in (analytic, -analytic)] for seed in range(3)]
    except Fault:
        return None
    usual, opposite = own[0]
    same = all(close(a, usual) and close(b, opposite) for a, b in own)
    return (usual, opposite) if same and min(own[0]) >= 0 and max(own[0]) <= 1 + 1e-9 else None


def _required(
    impl: Side,
    x: np.ndarray,
    numerical: np.ndarray,
    analytic: np.ndarray,
    right: tuple[float, float],
) -> tuple[float, float]:
    """The right errors, where those found are the student's own of another task; else nothing is judged."""
    try:
        found, record = checked(impl, x, analytic, 0)
    except Fault:
        raise Skipped("told_already") from None
    if not _as_their_own(impl, found, record, numerical, analytic):
        raise Skipped("told_already")
    return right


def _as_their_own(
    impl: Side, found: float, record: dict[str, Any], numerical: np.ndarray, analytic: np.ndarray
) -> bool:
    """Whether this is what the student's `relative_error`, which was called, gives: a mistake told there."""
    if not calls(impl, COMPARISON, numerical):
        return False
    x, y = (gradient.ravel()[drawn(record)] for gradient in (numerical, analytic))
    try:
        one_by_one = [error(impl, *entry) for entry in zip(x.tolist(), y.tolist(), strict=True)]
        return close(found, error(impl, x, y)) or close(found, float(np.max(one_by_one)))
    except (Fault, Stopped):
        return False
