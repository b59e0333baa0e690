"""Checks of psi, what takes the place of cos θ for the true class, and of its slope."""

from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np

from ...finding import Fault, Skipped, Verdict
from ...judging.fit import AGREE_FLOAT32, agree, agreed, rounded
from ...judging.returned import UNSEEN, finite, returned
from ...side import Side
from ..layers.layer import Random, changed, same

TASK = "margin_psi"
NAMES = ("psi", "dpsi")
MARGINS = (1, 2, 3, 4)
NEXT = 1e-14  # to a border: even the sine of the angle, which is a square root there, hardly differs from it
OTHER_SLOPES = ("slope_in_angle", "slope_factor")  # mistakes that no psi has the slope of


def values(impl: Side, expected: Side, random: Random) -> Verdict | None:
    """psi, in all pieces and for all margins."""
    known = _known(expected, _inside(random))
    found, right = _found(impl, known.cos_theta, "psi"), known.right["psi"]
    if agree(found, right):
        return None
    evidence = _first(found, right, np.abs(found - right) > 1e-6, known.cos_theta)
    if code := _mistake_in_psi(known, found):
        raise Fault(code, **evidence)
    return agreed(found, right, Fault("psi_wrong", **evidence))


def slope(impl: Side, expected: Side, random: Random) -> Verdict | None:
    """The slope of psi in cos θ, in all pieces and for all margins."""
    known = _known(expected, _inside(random))
    found, right = _found(impl, known.cos_theta, "dpsi"), known.right["dpsi"]
    if agree(found, right):
        return None
    evidence = _first(found, right, np.abs(found - right) > 1e-6, known.cos_theta)
    code = _mistake_in_slope(known, found)
    may_be_of_own_psi = code not in OTHER_SLOPES and not agree(found, right, AGREE_FLOAT32)
    if may_be_of_own_psi and agree(found, _own_slope(impl, known.cos_theta), 1e-5):
        if _mistake_in_psi(known, _found(impl, known.cos_theta, "psi")):
            return None  # that psi has a mistake that is told
        raise Skipped("told_already")  # or is simply wrong
    return agreed(found, right, Fault(code or "slope_wrong", **evidence))


def borders(impl: Side, expected: Side, random: Random) -> Verdict | None:
    """The ends of the half circle, and where one piece meets the next."""
    places = {m: np.cos(np.arange(m + 1) * np.pi / m) for m in MARGINS}
    known = _known(expected, _inside(random))
    right = {m: _parts(expected, cos_theta, m) for m, cos_theta in places.items()}
    found = {m: _any(impl, cos_theta, m) for m, cos_theta in places.items()}
    for m, name in product(MARGINS, NAMES):
        if not np.isfinite(found[m][name][[0, -1]]).all():
            raise Fault("not_finite_at_ends", name=name, margin=m, **rounded(expected=right[m][name][0]))
    judged = _judged(known, impl)
    for m, name in judged:
        beside = [right[m]] if judged[m, name] else _beside(impl, places[m], m)
        close = [np.isclose(found[m][name], one[name], rtol=1e-3, atol=1e-5) for one in beside]
        if not (near := np.any(close, axis=0)).all():
            at = int(np.flatnonzero(~near)[0])
            numbers = rounded(got=found[m][name][at], expected=beside[0][name][at])
            raise Fault("wrong_at_border", name=name, call=f"{TASK}({places[m][at]:.4f}, {m})", **numbers)
    if len(judged) < len(MARGINS) * len(NAMES):
        raise Skipped("told_already")  # the others are wrong inside the pieces too
    return None


def shapes(impl: Side, expected: Side, random: Random) -> Verdict | None:
    """Cosines in an array of any shape, one alone, or in a list: each gives what it does in a row."""
    cases: dict[str, Any] = {
        "a single cosine": np.array(0.3),
        "a table of cosines": random.uniform(-0.9, 0.9, (2, 3)),
        "a list of cosines": [0.9, -0.2, 0.4],
    }
    known = _known(expected, _inside(random))
    judged = [name for m, name in _judged(known, impl) if m == 3]
    for name, (case, cosines) in product(judged, cases.items()):
        in_row = _any(impl, np.ravel(cosines), 3)[name].reshape(np.shape(cosines))
        if not agree(_any(impl, cosines, 3)[name], in_row, AGREE_FLOAT32):
            raise Fault("edge_case", case=case)
    if len(judged) < len(NAMES):
        raise Skipped("told_already")  # the other is wrong in a row too
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


@dataclass(frozen=True)
class Known:
    """psi and its slope at some cosines, a row for each margin: right, and as mistakes make them."""

    cos_theta: np.ndarray
    right: dict[str, np.ndarray]
    mistakes: dict[str, dict[str, list[np.ndarray]]]


def _known(expected: Side, cos_theta: np.ndarray) -> Known:
    parts = [_parts(expected, cos_theta, m) for m in MARGINS]
    mistakes = {
        name: _mistakes(expected, what, cos_theta)
        for name, what in (("psi", "mistakes in psi"), ("dpsi", "mistakes in the slope of psi"))
    }
    return Known(cos_theta, {name: np.stack([part[name] for part in parts]) for name in NAMES}, mistakes)


def _mistake_in_psi(known: Known, found: np.ndarray) -> str:
    """The code of the mistake that this psi shows, if it is a known one."""
    for code, forms in known.mistakes["psi"].items():
        if any(agree(found, form) for form in forms):
            return code
    if agree(-found, known.right["psi"]):
        return "psi_wrong"
    difference = found - known.right["psi"]
    wrong = np.abs(difference) > 1e-6
    (without_sign,) = known.mistakes["psi"]["psi_sign_missing"]
    if wrong.any() and np.allclose(found[wrong], without_sign[wrong], rtol=0, atol=1e-6):
        return "psi_sign_missing"  # in some pieces
    if wrong.any() and np.allclose(difference, np.round(difference), rtol=0, atol=1e-6):
        return "psi_steps"
    return ""


def _mistake_in_slope(known: Known, found: np.ndarray) -> str:
    """The code of the mistake that this slope shows, if it is a known one."""
    right = known.right["dpsi"]
    for code, forms in known.mistakes["dpsi"].items():
        if any(agree(found, form) for form in forms):
            return code
    if agree(found * np.array(MARGINS)[:, None], right):
        return "slope_factor"
    return "slope_sign" if agree(np.abs(found), right) else ""


def _judged(known: Known, impl: Side) -> dict[tuple[int, str], bool]:
    """The margins and parts that can be judged further on, and whether they are right inside the pieces.

    The others that can be have a known mistake there, and are compared with themselves.
    """
    inside = {m: _any(impl, known.cos_theta, m) for m in MARGINS}
    judged = {}
    for name, mistake in (("psi", _mistake_in_psi), ("dpsi", _mistake_in_slope)):
        rows = np.stack([inside[m][name] for m in MARGINS])
        if not np.isfinite(rows).all():
            continue
        is_known = bool(mistake(known, rows))
        for m, row, right in zip(MARGINS, rows, known.right[name], strict=True):
            is_right = agree(row, right, AGREE_FLOAT32)
            if is_right or is_known:
                judged[m, name] = is_right
    return judged


def _beside(impl: Side, places: np.ndarray, margin: int) -> list[dict[str, np.ndarray]]:
    """What the student has just above these cosines and just below."""
    return [_any(impl, np.clip(places + step, NEXT - 1, 1 - NEXT), margin) for step in (NEXT, -NEXT)]


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
