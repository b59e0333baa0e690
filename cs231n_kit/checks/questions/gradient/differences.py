"""Checks of `eval_numerical_gradient`, on functions with names whose gradients differ with the formula."""

from typing import Any

import numpy as np

from ...assignment import Check, shared_out
from ...finding import Fault, Skipped, Verdict
from ...judging.fit import AGREE, AGREE_FLOAT32, agree, agreed, apart, fit, is_close, rounded
from ...judging.returned import finite, returned
from ...side import Side

TASK = "eval_numerical_gradient"
COARSE = 0.1  # a step at which the formulas differ, and rounding does not count
Random = np.random.RandomState


def recorded(
    side: Side, function: str, x: np.ndarray, h: float | None = COARSE, order: str = "C"
) -> dict[str, Any]:
    """The record of `operations.functions`, whatever was returned."""
    settings = {"verbose": False} | ({} if h is None else {"h": h})
    record: dict[str, Any] = side(TASK, function, x, settings, order).value
    return record


def differentiated(
    side: Side, function: str, x: np.ndarray, h: float | None = COARSE, order: str = "C"
) -> tuple[np.ndarray, dict[str, Any]]:
    """The numerical gradient of a function at `x`, and the record of `operations.functions`."""
    record = recorded(side, function, x, h, order)
    (grad,) = returned(record["grad"], ("grad",), [x.shape])
    finite({"grad": grad})
    return grad, record


def place(random: Random, *shape: int) -> np.ndarray:
    """Entries between 0.5 and 1.5, of either sign: no derivative of the functions is near 0."""
    return random.choice([-1.0, 1.0], size=shape) * random.uniform(0.5, 1.5, size=shape)


def known(expected: Side, x: np.ndarray, function: str = "cubic", h: float = COARSE) -> dict[str, np.ndarray]:
    """The centred difference; those of one side; and what any tiny step, or a better formula, comes to."""
    sides = expected("one-sided differences", function, x, h).value
    centred, exact = (differentiated(expected, function, x, step)[0] for step in (h, 1e-5))
    return {"centred": centred, "exact": exact} | {side: np.asarray(grad) for side, grad in sides.items()}


def own_formula(
    impl: Side, x: np.ndarray, forms: dict[str, np.ndarray], tolerance: float = AGREE_FLOAT32
) -> tuple[str, float]:
    """Which of `forms` the student's cubic is at `x`, and times which number.

    What the formula is is judged by `formula`; the others ask for the same one everywhere.

    Raises
    ------
    Skipped
        If it is none of them, or nothing came back that could be one.
    """
    try:
        found = differentiated(impl, "cubic", x)[0]
    except Fault:
        raise Skipped("told_already") from None
    for name, form in forms.items():
        if found.any() and agree(found, form, tolerance):
            return name, 1.0
    for name, form in forms.items():
        (scale,), residual = fit(found, [form])
        if found.any() and residual <= tolerance:
            return name, float(scale)
    raise Skipped("told_already")


def formula(impl: Side, expected: Side, random: Random) -> Verdict | None:
    """A centred difference with the step that was asked for."""
    x = place(random, 5)
    forms = known(expected, x)
    right = forms["centred"]
    found, record = differentiated(impl, "cubic", x)
    if agree(found, right):
        return None
    if max(record["moved"], default=0) > 1:
        raise Skipped("told_already")  # several entries are moved at once: that is told by `restores`
    for side in ("above", "below"):
        if agree(found, forms[side]):
            raise Fault("one_sided_difference", side=side, **rounded(got=found[0], expected=right[0]))
    if agree(found, forms["exact"]):
        if record["furthest"] < 0.5 * COARSE:
            raise Fault("step_ignored", h=COARSE)
        calls = len(record["moved"])
        raise Fault("more_places", calls=calls, entries=x.size, **rounded(furthest=record["furthest"]))
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
    simple, right = known(expected, x), known(expected, x, "coupled")
    record = recorded(impl, "coupled", x)
    if not agree(np.asarray(record["x"], dtype=np.float64), x, 1e-12):
        raise Fault("x_not_restored", **rounded(before=x, after=record["x"]))
    if max(record["moved"], default=0) > 1:
        raise Fault("moved_together", moved=max(record["moved"]))
    form, scale = own_formula(impl, x, simple)
    grad, _ = differentiated(impl, "coupled", x)
    if not agree(grad, scale * right[form], AGREE_FLOAT32):
        raise Fault("difference_wrong", **rounded(got=grad, expected=right["centred"]))
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
    right = {name: known(expected, x) for name, (x, _) in cases.items()}
    form, scale = own_formula(impl, usual, known(expected, usual))
    for name, (x, order) in cases.items():
        found = differentiated(impl, "cubic", x, COARSE, order)[0]
        if not agree(found, scale * right[name][form], AGREE_FLOAT32):
            raise Fault("edge_case", case=name)
    return None


def default_step(impl: Side, expected: Side, random: Random) -> Verdict | None:
    """Without `h`, a step that is small, and not too small."""
    x = place(random, 4)
    usual, small = known(expected, x), known(expected, x, h=1e-5)
    form, scale = own_formula(impl, x, usual, AGREE)
    found = differentiated(impl, "cubic", x, None)[0]
    if not is_close(scale, 1):  # the factor may depend on the step
        (scale,), _ = fit(found, [small[form]])
    if found.any() and agree(found, scale * small[form]):
        return None
    raise Fault("default_step", **rounded(error=apart(found, scale * small["exact"])))


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
