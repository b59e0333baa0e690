"""Checks of the way back through the softmax.

Where the student's probabilities are wrong it is compared with the student's own Jacobian at them, so that
this mistake costs once.
"""

import numpy as np

from ...finding import Fault, Skipped, Stopped, Verdict
from ...judging.fit import AGREE_FLOAT32, agree
from ...side import CALLS, Side
from .jacobian import JACOBIAN, jacobian
from .layer import Random, gradient, judged, needing
from .probabilities import FORWARD, C, N, probabilities, scores

BACKWARD = "softmax_backward"
SIZES = (1.0, -0.5, 2.0, 1.5)  # of the slopes that arrive one by one, for C classes


def backward_one(impl: Side, expected: Side, random: Random) -> Verdict | None:
    """The way back of a single example."""
    return _backward(impl, expected, random.standard_normal(C), random.standard_normal(C))


def backward_rows(impl: Side, expected: Side, random: Random) -> Verdict | None:
    """The way back of a batch. It can be had without the Jacobian; taking it is worth a remark."""
    x, dout = random.standard_normal((N, C)), random.standard_normal((N, C))
    verdict = _backward(impl, expected, x, dout)
    if verdict is None and JACOBIAN in impl(CALLS + BACKWARD, {"x": x}, dout).value:
        return Verdict("jacobian_formed")
    return verdict


def way_back(random: Random) -> tuple[dict[str, np.ndarray], np.ndarray]:
    return scores(random), random.standard_normal((N, C))


def _backward(impl: Side, expected: Side, x: np.ndarray, dout: np.ndarray) -> Verdict | None:
    p, right = probabilities(expected, x), _dx(expected, x, dout)
    J = jacobian(expected, p)
    mistakes = expected("mistakes in softmax_backward", x, dout).value
    with needing(impl, FORWARD, x):
        found = _dx(impl, x, dout)
    if agree(found, right):
        return None
    own = probabilities(impl, x)
    if not agree(own, p, AGREE_FLOAT32):
        _require_own_jacobian(impl, x, own, p, J)
        return None
    if x.ndim == 2 and not agree(found, right, AGREE_FLOAT32):
        alone = np.stack([_dx(impl, *row) for row in zip(x, dout, strict=True)])
        if agree(found, alone, AGREE_FLOAT32):
            raise Skipped("told_already")  # wrong for one example too
    return judged("dx", found, right, mistakes, N=N)


def _require_own_jacobian(impl: Side, x: np.ndarray, own: np.ndarray, p: np.ndarray, J: np.ndarray) -> None:
    """Refuse a way back that is not right for the student's own, wrong, probabilities.

    Where a slope arrives at one probability alone, the row of the Jacobian that belongs to it comes out.
    """
    try:
        known, of_own = agree(jacobian(impl, p), J, AGREE_FLOAT32), jacobian(impl, own)
        classes = range(C) if known else ()
        rows = [(_dx(impl, x, _at(c, x)), SIZES[c] * of_own[..., c, :]) for c in classes]
        follows = [agree(found, row, AGREE_FLOAT32) for found, row in rows]
    except (Fault, Stopped):
        follows = []
    if not follows or not all(follows):
        raise Fault("needs_first", first=FORWARD)


def _at(c: int, x: np.ndarray) -> np.ndarray:
    """A slope that arrives at the probability of class `c` alone, in every example."""
    dout = np.zeros(x.shape)
    dout[..., c] = SIZES[c]
    return dout


def _dx(side: Side, x: np.ndarray, dout: np.ndarray) -> np.ndarray:
    return gradient(side(BACKWARD, {"x": x}, dout).value, "dx", x.shape)
