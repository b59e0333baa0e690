"""Checks of the Jacobian of the softmax. The right probabilities are handed in."""

import numpy as np

from ...finding import Fault, Skipped, Verdict
from ...judging.fit import AGREE_FLOAT32, agree, agreed, rounded
from ...side import Side
from .layer import Inputs, Random, gradient, judged
from .probabilities import C, N

JACOBIAN = "softmax_jacobian"


def jacobian(side: Side, p: np.ndarray) -> np.ndarray:
    return gradient(side(JACOBIAN, p).value, "J", (*p.shape, p.shape[-1]))


def jacobian_one(impl: Side, expected: Side, random: Random) -> Verdict | None:
    """The matrix of a single example."""
    p = random.dirichlet(np.ones(C))
    right, mistakes = jacobian(expected, p), expected("mistakes in softmax_jacobian", p).value
    found = jacobian(impl, p)
    if not agree(found, right) and found.any():
        _refuse_one_index(found)
    try:
        return judged("J", found, right, mistakes, otherwise="jacobian_wrong")
    except Fault as fault:
        off = {"row_sum": found.sum(axis=1), "asymmetry": found - found.T}
        sizes = {name: np.round(np.abs(part).max(), 9) for name, part in off.items()}
        raise Fault(fault.code, **fault.evidence | rounded(**sizes)) from None


def jacobian_rows(impl: Side, expected: Side, random: Random) -> Verdict | None:
    """A matrix for each example of a batch."""
    p = random.dirichlet(np.ones(C), size=N)
    right = jacobian(expected, p)
    found = jacobian(impl, p)
    if agree(found, right):
        return None
    alone = np.stack([jacobian(impl, row) for row in p])
    if not agree(alone, right, AGREE_FLOAT32):
        raise Skipped("told_already")  # wrong for one example too
    return agreed(found, right, Fault("rows_mixed", name="J"))


def probability_rows(random: Random) -> Inputs:
    return {"p": random.dirichlet(np.ones(C), size=N)}


def _refuse_one_index(J: np.ndarray) -> None:
    """Refuse a Jacobian that depends on one of its two indices alone, off the diagonal."""
    beside = ~np.eye(C, dtype=bool)
    rows, columns = J[beside].reshape(C, C - 1), J.T[beside].reshape(C, C - 1)
    if not J[beside].any():
        return
    for code, lines in (("jacobian_own_probability", rows), ("jacobian_other_probability", columns)):
        if np.ptp(lines, axis=1).max() <= 1e-9:
            raise Fault(code)
