"""Checks of psi, what takes the place of cos θ for the true class, and of its slope."""

from itertools import product
from typing import Any

import numpy as np

from ..finding import Fault, Skipped, Verdict
from ..judging.fit import AGREE_FLOAT32, agree, agreed, rounded
from ..judging.returned import UNSEEN, finite, returned
from ..side import Side
from .layer import Random, changed, same

TASK = "margin_psi"
NAMES = ("psi", "dpsi")
MARGINS = (1, 2, 3, 4)


def values(impl: Side, expected: Side, random: Random) -> Verdict | None:
    """psi, in all pieces and for all margins."""
    cos_theta = _inside(random)
    right = np.stack([_parts(expected, cos_theta, m)["psi"] for m in MARGINS])
    mistakes = _mistakes(expected, "mistakes in psi", cos_theta)
    found = _found(impl, cos_theta, "psi")
    if agree(found, right):
        return None
    wrong = np.abs(found - right) > 1e-6
    difference = (found - right)[wrong]
    evidence = _first(found, right, wrong, cos_theta)
    for code, forms in mistakes.items():
        if any(agree(found, form) for form in forms):
            raise Fault(code, **evidence)
    (without_sign,) = mistakes["psi_sign_missing"]
    if wrong.any() and np.allclose(found[wrong], without_sign[wrong], rtol=0, atol=1e-6):
        raise Fault("psi_sign_missing", **evidence)  # in some pieces
    if wrong.any() and np.allclose(difference, np.round(difference), rtol=0, atol=1e-6):
        raise Fault("psi_steps", **evidence)
    return agreed(found, right, Fault("psi_wrong", **evidence))


def slope(impl: Side, expected: Side, random: Random) -> Verdict | None:
    """The slope of psi in cos θ, in all pieces and for all margins."""
    cos_theta = _inside(random)
    right = np.stack([_parts(expected, cos_theta, m)["dpsi"] for m in MARGINS])
    mistakes = _mistakes(expected, "mistakes in the slope of psi", cos_theta)
    found = _found(impl, cos_theta, "dpsi")
    if agree(found, right):
        return None
    evidence = _first(found, right, np.abs(found - right) > 1e-6, cos_theta)
    for code, forms in mistakes.items():
        if any(agree(found, form) for form in forms):
            raise Fault(code, **evidence)
    if agree(found * np.array(MARGINS)[:, None], right):
        raise Fault("slope_factor", **evidence)
    if not agree(found, right, AGREE_FLOAT32) and agree(found, _own_slope(impl, cos_theta), 1e-5):
        raise Skipped("told_already")  # it is the slope of the student's own psi, and that is wrong
    if agree(np.abs(found), right):
        raise Fault("slope_sign", **evidence)
    return agreed(found, right, Fault("slope_wrong", **evidence))


def borders(impl: Side, expected: Side, random: Random) -> Verdict | None:
    """The ends of the half circle, and where one piece meets the next."""
    places = {m: np.cos(np.arange(m + 1) * np.pi / m) for m in MARGINS}
    inside = _inside(random)
    right = {m: _parts(expected, cos_theta, m) for m, cos_theta in places.items()}
    usual = {m: _parts(expected, inside, m) for m in MARGINS}
    found = {m: _any(impl, cos_theta, m) for m, cos_theta in places.items()}
    for m, name in product(MARGINS, NAMES):
        if not np.isfinite(found[m][name][[0, -1]]).all():
            raise Fault("not_finite_at_ends", name=name, margin=m, **rounded(expected=right[m][name][0]))
    ordinary = {m: _any(impl, inside, m) for m in MARGINS}
    asked = list(product(MARGINS, NAMES))
    known = [(m, name) for m, name in asked if agree(ordinary[m][name], usual[m][name], AGREE_FLOAT32)]
    for m, name in known:
        wrong = ~np.isclose(found[m][name], right[m][name], rtol=1e-3, atol=1e-5)
        if wrong.any():
            at = int(np.flatnonzero(wrong)[0])
            numbers = rounded(got=found[m][name][at], expected=right[m][name][at])
            raise Fault("wrong_at_border", name=name, call=f"{TASK}({places[m][at]:.4f}, {m})", **numbers)
    if len(known) < len(asked):
        raise Skipped("told_already")  # the others are wrong inside the pieces too
    return None


def shapes(impl: Side, expected: Side, random: Random) -> Verdict | None:
    """Cosines in an array of any shape, one alone, or in a list."""
    cases: dict[str, Any] = {
        "a single cosine": np.array(0.3),
        "a table of cosines": random.uniform(-0.9, 0.9, (2, 3)),
        "a list of cosines": [0.9, -0.2, 0.4],
    }
    right = {case: _parts(expected, cosines, 3) for case, cosines in cases.items()}
    asked = list(product(cases, NAMES))
    in_line = {case: _any(impl, np.ravel(cosines), 3) for case, cosines in cases.items()}
    known = [
        (case, name)
        for case, name in asked
        if agree(in_line[case][name], np.ravel(right[case][name]), AGREE_FLOAT32)
    ]
    for case, name in known:
        if not agree(_any(impl, cases[case], 3)[name], right[case][name], AGREE_FLOAT32):
            raise Fault("edge_case", case=case)
    if len(known) < len(asked):
        raise Skipped("told_already")  # the others are wrong as a line of cosines too
    return None


def side_effects(impl: Side, expected: Side, random: Random) -> Verdict | None:
    """The cosines are left alone, and a second call gives the same."""
    cos_theta = _inside(random)
    answer = impl(TASK, cos_theta, 3)
    changed(answer.changed, ["cos_theta", "margin"])
    same(answer.value, impl(TASK, cos_theta, 3).value)
    return None


def _inside(random: Random) -> np.ndarray:
    """Cosines in every piece of every margin, none of them near a border."""
    pieces = np.arange(24) / 24 * np.pi  # 24 is a multiple of all margins
    return np.cos(pieces + random.uniform(0.2, 0.8, 24) * np.pi / 24)


def _own_slope(impl: Side, cos_theta: np.ndarray, h: float = 1e-6) -> np.ndarray:
    """The slope of the student's psi, measured."""
    up, down = (_found(impl, cos_theta + step, "psi") for step in (h, -h))
    return (up - down) / (2 * h)


def _any(side: Side, cos_theta: Any, margin: int) -> dict[str, np.ndarray]:
    shape = np.shape(cos_theta)
    value = side(TASK, cos_theta, margin).value
    return dict(zip(NAMES, returned(value, NAMES, [shape, shape]), strict=True))


def _parts(side: Side, cos_theta: Any, margin: int) -> dict[str, np.ndarray]:
    found = _any(side, cos_theta, margin)
    finite(found)
    return found


def _found(impl: Side, cos_theta: np.ndarray, name: str) -> np.ndarray:
    """psi or its slope for all margins, a row each; whatever the other is."""
    shapes = [cos_theta.shape if one == name else UNSEEN for one in NAMES]
    rows = []
    for m in MARGINS:
        found = dict(zip(NAMES, returned(impl(TASK, cos_theta, m).value, NAMES, shapes), strict=True))
        finite({name: found[name]})
        rows.append(found[name])
    return np.stack(rows)


def _mistakes(expected: Side, name: str, cos_theta: np.ndarray) -> dict[str, list[np.ndarray]]:
    """What each mistake makes of all margins, in each of its forms."""
    each = [expected(name, cos_theta, m).value for m in MARGINS]
    return {
        code: [np.stack(rows) for rows in zip(*(one[code] for one in each), strict=True)] for code in each[0]
    }


def _first(found: np.ndarray, right: np.ndarray, wrong: np.ndarray, cos_theta: np.ndarray) -> dict[str, Any]:
    """The first place where it is wrong: margin, cosine and both numbers."""
    row, place = np.argwhere(wrong)[0] if wrong.any() else (0, 0)
    numbers = rounded(cos_theta=cos_theta[place], got=found[row, place], expected=right[row, place])
    return {"margin": MARGINS[row]} | numbers
