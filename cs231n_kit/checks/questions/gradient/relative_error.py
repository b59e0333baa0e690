"""Checks of `relative_error`: which formula, what becomes of 0/0 and of NaN, and which inputs it takes."""

from collections.abc import Callable
from typing import Any

import numpy as np

from ...assignment import Check, shared_out
from ...finding import Fault, Skipped, Stopped, Verdict
from ...judging.fit import AGREE_FLOAT32, agree, agreed, fit, rounded
from ...judging.returned import ANY, NUMBER, finite, returned
from ...side import Side

TASK = "relative_error"
Pair = tuple[np.ndarray, np.ndarray]
Random = np.random.RandomState


def error(side: Side, x: Any, y: Any) -> float:
    """The error that was returned; where it is an array, which is told by `formula`, its largest entry."""
    (found,) = returned(side(TASK, x, y).value, ("error",), [ANY])
    return float(found.item() if found.size == 1 else np.max(found, initial=0.0))


def usual_scale(impl: Side, expected: Side, random: Random) -> Callable[[], float | None]:
    """What asks how many times the right error it gives for ordinary numbers; None if that varies.

    They are of any sign, and either is the larger. A factor, such as that of a percentage, is told by
    `formula`; the other checks judge what is left when it is divided out. An error that is the same for
    all of them is refused: it is right in none of the checks.
    """
    pairs = _ordinary(random)
    right = np.array([error(expected, *pair) for pair in pairs])

    def ask() -> float | None:
        found = np.array([error(impl, *pair) for pair in pairs])
        if np.array_equal(found, np.full_like(found, found[0]), equal_nan=True):
            raise Skipped("told_already")
        fitted = float(fit(found, [right])[0][0]) if np.isfinite(found).all() else 0.0
        for scale in (1.0, fitted):
            if scale and (np.abs(found / scale - right) <= AGREE_FLOAT32 * right).all():
                return scale
        return None

    return ask


def formula(impl: Side, expected: Side, random: Random) -> Verdict | None:
    """The largest of |x - y| / (|x| + |y|), entry by entry."""
    pairs = [pair for pair in _ordinary(random) if pair[0].size > 1]
    right = np.array([error(expected, *pair) for pair in pairs])
    mistakes = expected("mistakes in relative_error", pairs).value
    returned(impl(TASK, *pairs[0]).value, ("error",), [NUMBER])
    found = np.array([error(impl, *pair) for pair in pairs])
    finite({"error": found})
    if agree(found, right):
        return None
    if np.ptp(found) == 0:
        raise Fault("error_constant", got=float(found[0]))
    worst = np.argmax(np.abs(found - right))
    evidence = rounded(got=found[worst], expected=right[worst])
    for code, forms in mistakes.items():
        for of, wrong in forms:
            if agree(found, np.asarray(wrong)):
                raise Fault(code, of=of, **evidence)
    (scale,), residual = fit(found, [right])
    if residual < 1e-6:
        raise Fault("error_scaled", **rounded(scale=scale), **evidence)
    return agreed(found, right, Fault("error_wrong", **evidence))


def signs(impl: Side, expected: Side, random: Random) -> Verdict | None:
    """Numbers of opposite signs are as far apart as can be: 1."""
    x, y = _near(random)
    right, usually = error(expected, x, -y), usual_scale(impl, expected, random)
    usual, found = usually(), error(impl, x, -y)
    if abs(found - right) < 1e-6:
        return None
    scale = _required(usual)
    if abs(found / scale - right) < 1e-6:
        return None
    raise Fault("opposite_signs", **rounded(got=found, expected=right))


def zeros(impl: Side, expected: Side, random: Random) -> Verdict | None:
    """Two zeros are equal, and do not hide the other entries."""
    x, y = _near(random)
    x[1] = y[1] = 0.0
    right, nothing = error(expected, x, y), error(expected, np.zeros(3), np.zeros(3))
    one_sided = [(np.zeros(1), np.array([z])) for z in (0.03, -0.03)]
    one_sided += [pair[::-1] for pair in one_sided]
    far = [error(expected, *pair) for pair in one_sided]
    usually = usual_scale(impl, expected, random)
    usual, found, none = usually(), error(impl, x, y), error(impl, np.zeros(3), np.zeros(3))
    if not np.isfinite([found, none]).all():
        raise Fault("zero_over_zero", got="nan" if np.isnan([found, none]).any() else "inf")
    if none != nothing:
        raise Fault("zeros_differ", **rounded(got=none))
    scale = _required(usual)
    if not agree(np.array(found / scale), np.array(right), AGREE_FLOAT32):
        raise Fault("edge_case", case="a pair of entries that are both 0")
    beside = np.array([error(impl, *pair) for pair in one_sided])
    if not agree(beside / scale, np.array(far), AGREE_FLOAT32):
        raise Fault("edge_case", case="a pair of small entries, one of them 0")
    return None


def not_a_number(impl: Side, expected: Side, random: Random) -> Verdict | None:
    """NaN in an entry, of either array, is NaN in the result."""
    usual_scale(impl, expected, random)()  # or NaN for everything would be as good
    for where in (0, 1, -1):
        x, y = _near(random)
        for broken in (x, y):
            kept, broken[where] = broken[where], np.nan
            found = error(impl, x, y)
            broken[where] = kept
            if not np.isnan(found):
                raise Fault("nan_hidden", **rounded(got=found))
    return None


def inputs(impl: Side, expected: Side, random: Random) -> Verdict | None:
    """Matrices, numbers, lists, small integers; and arrays of two shapes are refused."""
    x, y = _near(random)
    cases: dict[str, tuple[Any, Any]] = {
        "two matrices": (x.reshape(2, 3), y.reshape(2, 3)),
        "two numbers": (float(x[0]), float(y[0])),
        "two lists": (x.tolist(), y.tolist()),
        "arrays of type uint8": (np.array([1, 2], np.uint8), np.array([3, 2], np.uint8)),
        "two empty arrays": (np.empty(0), np.empty(0)),
    }
    right = {name: error(expected, *pair) for name, pair in cases.items()}
    scale = _required(usual_scale(impl, expected, random)())
    for name, pair in cases.items():
        if not abs(error(impl, *pair) / scale - right[name]) < 1e-3:
            raise Fault("edge_case", case=name)
    try:
        found = error(impl, np.ones(1), np.ones(5))
    except Stopped as stopped:
        if stopped.code == "exception":
            return None  # which error it is counts for little
        raise
    raise Fault("shapes_broadcast", **rounded(got=found))


def tiny_numbers(impl: Side, expected: Side, random: Random) -> Verdict | None:
    """Numbers below 1e-8: measuring against a floor is in wide use, and so is worth a note."""
    x, y = _near(random)
    right, usually = error(expected, 1e-12 * x, 1e-12 * y), usual_scale(impl, expected, random)
    usual, tiny = usually(), error(impl, 1e-12 * x, 1e-12 * y)
    found = tiny / _required(usual)
    if agree(np.array(found), np.array(right), AGREE_FLOAT32):
        return None
    if 0 <= found < right:
        return Verdict("ok_error_floor", **rounded(got=found, expected=right))
    raise Fault("edge_case", case="numbers of about 1e-12")


def relative_error_checks(points: float) -> tuple[Check, ...]:
    """The checks of `relative_error`, worth so many points in all."""
    asks = {formula: 5, signs: 1, zeros: 2, not_a_number: 2, inputs: 1.5, tiny_numbers: 0.5}
    return shared_out(TASK, points, asks)


def _required(scale: float | None) -> float:
    """The factor, or leave unjudged what is wrong for ordinary numbers already."""
    if scale is None:
        raise Skipped("told_already")
    return scale


def _near(random: Random) -> Pair:
    """Two arrays of equal signs; x - y is above 0 in three entries and below 0 in three, and x in some."""
    ratio = random.permutation(np.array([1.02, 1.1, 1.3, 0.95, 0.7, 1.05]))
    above = random.permutation(np.array([1.0, 1.0, 1.0, -1.0, -1.0, -1.0]))
    x = above * np.sign(1 - ratio) * random.uniform(0.5, 2.0, size=6)
    return x, x * ratio


def _ordinary(random: Random) -> list[Pair]:
    """Pairs with different errors, in each of which either may be larger and of either sign."""
    (x, y), (z, _) = _near(random), _near(random)
    ratio = np.sqrt(y / x)[::-1]  # the largest error stands in another place than in the first pair
    pairs = [(x, y), (z, z * ratio), (x[:1], 1.01 * x[:1])]
    return [(sign * a, sign * b) for one in pairs for a, b in (one, one[::-1]) for sign in (1, -1)]
