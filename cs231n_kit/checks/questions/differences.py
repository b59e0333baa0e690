"""Checks of `eval_numerical_gradient`, on functions with names whose gradients differ with the formula."""

from typing import Any

import numpy as np

from ..assignment import Check, shared_out
from ..finding import Fault, Skipped, Verdict
from ..judging.fit import agree, agreed, apart, fit, is_close, rounded
from ..judging.returned import finite, returned
from ..side import Side

TASK = "eval_numerical_gradient"
COARSE = 0.1  # a step at which the formulas differ, and rounding does not count
Random = np.random.RandomState


def differentiated(
    side: Side, function: str, x: np.ndarray, h: float | None = COARSE, order: str = "C"
) -> tuple[np.ndarray, dict[str, Any]]:
    """The numerical gradient of a function at `x`, and the record of `operations.functions`."""
    settings = {"verbose": False} | ({} if h is None else {"h": h})
    record: dict[str, Any] = side(TASK, function, x, settings, order).value
    (grad,) = returned(record["grad"], ("grad",), [x.shape])
    finite({"grad": grad})
    return grad, record


def place(random: Random, *shape: int) -> np.ndarray:
    """Entries between 0.5 and 1.5, of either sign: no derivative of the functions is near 0."""
    return random.choice([-1.0, 1.0], size=shape) * random.uniform(0.5, 1.5, size=shape)


def formula(impl: Side, expected: Side, random: Random) -> Verdict | None:
    """A centred difference with the step that was asked for."""
    x = place(random, 5)
    right, exact = differentiated(expected, "cubic", x)[0], differentiated(expected, "cubic", x, 1e-5)[0]
    sides = expected("one-sided differences", "cubic", x, COARSE).value
    found, record = differentiated(impl, "cubic", x)
    if agree(found, right):
        return None
    if max(record["moved"], default=0) > 1:
        raise Skipped("told_already")  # several entries are moved at once: that is told by `restores`
    for side, gradient in sides.items():
        if agree(found, np.asarray(gradient)):
            raise Fault("one_sided_difference", side=side, **rounded(got=found[0], expected=right[0]))
    if agree(found, exact):
        raise Fault("step_ignored", h=COARSE)
    evidence = rounded(got=found, expected=right)
    (scale,), residual = fit(found, [right])
    if residual > 1e-6 or not found.any():
        return agreed(found, right, Fault("difference_wrong", **evidence))
    if is_close(scale, -1):
        raise Fault("difference_sign", **evidence)
    return agreed(found, right, Fault("difference_divisor", h=COARSE, **rounded(scale=scale), **evidence))


def restores(impl: Side, expected: Side, random: Random) -> Verdict | None:
    """One entry is moved at a time, and `x` is as it was afterwards."""
    x = place(random, 4)
    right, simple = (differentiated(expected, name, x)[0] for name in ("coupled", "cubic"))
    grad, record = differentiated(impl, "coupled", x)
    if not agree(np.asarray(record["x"], dtype=np.float64), x, 1e-12):
        raise Fault("x_not_restored", **rounded(before=x, after=record["x"]))
    if max(record["moved"], default=0) > 1:
        raise Fault("moved_together", moved=max(record["moved"]))
    if not agree(grad, right, 1e-3):
        if agree(differentiated(impl, "cubic", x)[0], simple, 1e-3):
            raise Fault("difference_wrong", **rounded(got=grad, expected=right))
        raise Skipped("told_already")  # wrong for any function
    return None if record["shared"] else Verdict("ok_copied_x")


def shapes(impl: Side, expected: Side, random: Random) -> Verdict | None:
    """Any number of dimensions, in any order in memory."""
    matrix, usual = place(random, 2, 3), place(random, 5)
    cases = {
        "a matrix x": (matrix, "C"),
        "an x with three dimensions": (place(random, 2, 1, 3), "C"),
        "an x with a single entry": (place(random, 1), "C"),
        "an x without dimensions, which holds one number": (np.array(1.25), "C"),
        "an x in Fortran order": (matrix, "F"),
        "an x that is a part of a larger array": (matrix, "view"),
    }
    right = {name: _quadratic(expected, x, order) for name, (x, order) in cases.items()}
    plain = _quadratic(expected, usual)
    if not agree(_quadratic(impl, usual), plain, 1e-3):
        raise Skipped("told_already")  # wrong for any x
    for name, (x, order) in cases.items():
        if not agree(_quadratic(impl, x, order), right[name], 1e-3):
            raise Fault("edge_case", case=name)
    return None


def default_step(impl: Side, expected: Side, random: Random) -> Verdict | None:
    """Without `h`, a step that is small, and not too small."""
    x = place(random, 4)
    right, coarse = (differentiated(expected, "exponential", x, h)[0] for h in (None, COARSE))
    found = differentiated(impl, "exponential", x, None)[0]
    if agree(found, right):
        return None
    if not agree(differentiated(impl, "exponential", x)[0], coarse, 1e-3):
        raise Skipped("told_already")  # wrong for any step
    raise Fault("default_step", **rounded(error=apart(found, right)))


def verbosity(impl: Side, expected: Side, random: Random) -> Verdict | None:
    """Prints each entry where `verbose` is true, or is not given, and nothing where it is false."""
    x = place(random, 2, 3)
    silent, said, usual = (
        impl(TASK, "quadratic", x, settings).printed
        for settings in ({"verbose": False}, {"verbose": True}, {})
    )
    if silent:
        raise Fault("prints_unasked", characters=silent)
    if min(said, usual) < 4 * x.size:
        raise Fault("prints_too_little", characters=min(said, usual), entries=x.size)
    return None


def numerical_gradient_checks(points: float) -> tuple[Check, ...]:
    """The checks of `eval_numerical_gradient`, worth so many points in all."""
    asks = {formula: 6, restores: 4, shapes: 3, default_step: 1, verbosity: 2}
    return shared_out(TASK, points, asks, form=(verbosity.__name__,))


def _quadratic(side: Side, x: np.ndarray, order: str = "C") -> np.ndarray:
    return differentiated(side, "quadratic", x, COARSE, order)[0]
