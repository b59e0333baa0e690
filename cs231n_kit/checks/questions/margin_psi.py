"""Checks of psi, what takes the place of cos θ for the true class, and of its slope."""

from typing import Any

import numpy as np

from ..finding import Fault, Verdict
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
    found = np.stack([_psi(impl, cos_theta, m, "psi") for m in MARGINS])
    if agree(found, right):
        return None
    whole = np.stack([np.cos(m * np.arccos(cos_theta)) for m in MARGINS])
    wrong = np.abs(found - right) > 1e-6
    difference = (found - right)[wrong]
    evidence = _first(found, right, wrong, cos_theta)
    if agree(found, whole):
        raise Fault("psi_without_pieces", **evidence)
    if wrong.any() and np.allclose(difference, 2 * whole[wrong], rtol=0, atol=1e-6):
        raise Fault("psi_sign_missing", **evidence)
    if wrong.any() and np.allclose(difference, np.round(difference), rtol=0, atol=1e-6):
        raise Fault("psi_steps", **evidence)
    return agreed(found, right, Fault("psi_wrong", **evidence))


def slope(impl: Side, expected: Side, random: Random) -> Verdict | None:
    """The slope of psi in cos θ, in all pieces and for all margins."""
    cos_theta = _inside(random)
    right = np.stack([_parts(expected, cos_theta, m)["dpsi"] for m in MARGINS])
    found = np.stack([_psi(impl, cos_theta, m, "dpsi") for m in MARGINS])
    if agree(found, right):
        return None
    margins, sin_theta = np.array(MARGINS)[:, None], np.sin(np.arccos(cos_theta))
    evidence = _first(found, right, np.abs(found - right) > 1e-6, cos_theta)
    if agree(found, right * sin_theta) or agree(found, -right * sin_theta):
        raise Fault("slope_in_angle", **evidence)
    if agree(found * margins, right):
        raise Fault("slope_factor", **evidence)
    if agree(found, _own_slope(impl, cos_theta), 1e-5):
        return None  # the slope of the student's own psi, and that has been told about
    if agree(np.abs(found), right):
        raise Fault("slope_sign", **evidence)
    return agreed(found, right, Fault("slope_wrong", **evidence))


def borders(impl: Side, expected: Side, random: Random) -> Verdict | None:
    """The ends of the half circle, and where one piece meets the next."""
    places = {m: np.cos(np.arange(m + 1) * np.pi / m) for m in MARGINS}
    inside = _inside(random)
    right = {m: _parts(expected, cos_theta, m) for m, cos_theta in places.items()}
    usual = {m: _parts(expected, inside, m) for m in MARGINS}
    for m, cos_theta in places.items():
        found = _any(impl, cos_theta, m)
        for name in NAMES:
            if not np.isfinite(found[name][[0, -1]]).all():
                raise Fault("not_finite_at_ends", name=name, margin=m, **rounded(expected=right[m][name][0]))
    for m, cos_theta in places.items():
        found, ordinary = _any(impl, cos_theta, m), _any(impl, inside, m)
        for name in NAMES:
            if not agree(ordinary[name], usual[m][name], AGREE_FLOAT32):
                continue  # wrong everywhere, and told already
            wrong = ~np.isclose(found[name], right[m][name], rtol=1e-3, atol=1e-5)
            if wrong.any():
                at = int(np.flatnonzero(wrong)[0])
                numbers = rounded(cos_theta=cos_theta[at], got=found[name][at], expected=right[m][name][at])
                raise Fault("wrong_at_border", name=name, margin=m, **numbers)
    return None


def shapes(impl: Side, expected: Side, random: Random) -> Verdict | None:
    """Cosines in an array of any shape, one alone, or in a list."""
    cases: dict[str, Any] = {
        "a single cosine": np.array(0.3),
        "a table of cosines": random.uniform(-0.9, 0.9, (2, 3)),
        "a list of cosines": [0.9, -0.2, 0.4],
    }
    line = random.uniform(-0.9, 0.9, 5)
    right = {case: _parts(expected, cosines, 3) for case, cosines in cases.items()}
    usual = _parts(expected, line, 3)
    plain = _any(impl, line, 3)
    for case, cosines in cases.items():
        found = _any(impl, cosines, 3)
        for name in NAMES:
            known = agree(plain[name], usual[name], AGREE_FLOAT32)
            if known and not agree(found[name], right[case][name], AGREE_FLOAT32):
                raise Fault("edge_case", case=case)
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
    up, down = (np.stack([_psi(impl, cos_theta + step, m, "psi") for m in MARGINS]) for step in (h, -h))
    return (up - down) / (2 * h)


def _any(side: Side, cos_theta: Any, margin: int) -> dict[str, np.ndarray]:
    shape = np.shape(cos_theta)
    value = side(TASK, cos_theta, margin).value
    return dict(zip(NAMES, returned(value, NAMES, [shape, shape]), strict=True))


def _parts(side: Side, cos_theta: Any, margin: int) -> dict[str, np.ndarray]:
    found = _any(side, cos_theta, margin)
    finite(found)
    return found


def _psi(side: Side, cos_theta: np.ndarray, margin: int, name: str) -> np.ndarray:
    shapes = [cos_theta.shape if one == name else UNSEEN for one in NAMES]
    found = dict(zip(NAMES, returned(side(TASK, cos_theta, margin).value, NAMES, shapes), strict=True))
    finite({name: found[name]})
    return found[name]


def _first(found: np.ndarray, right: np.ndarray, wrong: np.ndarray, cos_theta: np.ndarray) -> dict[str, Any]:
    """The first place where it is wrong: margin, cosine and both numbers."""
    row, place = np.argwhere(wrong)[0] if wrong.any() else (0, 0)
    numbers = rounded(cos_theta=cos_theta[place], got=found[row, place], expected=right[row, place])
    return {"margin": MARGINS[row]} | numbers
