"""Checks of the softmax as a layer: probabilities, their Jacobian, and the way back.

The way back is judged by the student's own probabilities and Jacobian where the probabilities are wrong, so
that this mistake costs once.
"""

import numpy as np

from ..finding import Fault, Skipped, Stopped, Verdict
from ..judging.fit import AGREE_FLOAT32, agree, agreed, rounded
from ..side import Side
from .layer import Inputs, Random, any_output, gradient, judged, needing, output

FORWARD, JACOBIAN, BACKWARD = "softmax_forward", "softmax_jacobian", "softmax_backward"
N, C = 6, 4


def probabilities(side: Side, x: np.ndarray) -> np.ndarray:
    return output(side, FORWARD, x.shape, x, name="p")


def forward_one(impl: Side, expected: Side, random: Random) -> Verdict | None:
    """The probabilities of a single example."""
    x = random.standard_normal(C)
    right, negated = (probabilities(expected, scores) for scores in (x, -x))
    bases = {base: probabilities(expected, np.log(base) * x) for base in (2, 10)}
    found = probabilities(impl, x)
    if agree(found, right):
        return None
    if agree(found, negated):
        raise Fault("scores_negated")
    for base, other in bases.items():
        if agree(found, other):
            raise Fault("softmax_base", base=base)
    return agreed(found, right, _wrong_probabilities(found, right))


def forward_rows(impl: Side, expected: Side, random: Random) -> Verdict | None:
    """A batch: each row for itself."""
    x = random.standard_normal((N, C))
    right, columns = probabilities(expected, x), probabilities(expected, x.T.copy()).T
    whole = probabilities(expected, x.ravel()).reshape(N, C)
    small = {
        "a batch of one row": x[:1],
        "a single class": x[:, :1],
        "scores that are integers": _integers(x),
    }
    right_small = {case: probabilities(expected, scores) for case, scores in small.items()}
    found = probabilities(impl, x)
    if agree(found, columns):
        raise Fault("softmax_axis")
    if agree(found, whole):
        raise Fault("softmax_whole_batch", N=N)
    if not agree(found, right, AGREE_FLOAT32):
        if agree(found, _by_row(impl, x), AGREE_FLOAT32):
            raise Skipped("told_already")  # wrong for one example too
        raise _wrong_probabilities(found, right)
    for case, scores in small.items():
        if not agree(probabilities(impl, scores), right_small[case], AGREE_FLOAT32):
            raise Fault("edge_case", case=case)
    return None if agree(found, right) else agreed(found, right, Fault("probabilities_wrong"))


def forward_stability(impl: Side, expected: Side, random: Random) -> Verdict | None:
    """Large scores, each row shifted by another amount, and scores far apart from each other."""
    x = random.standard_normal((4, C))
    spread = 1e3 * random.permutation(np.arange(4.0 * C)).reshape(4, C)
    alike, each = x + 2e3, x + np.array([[0.0], [2e3], [-3e3], [1e4]])
    right, usual = probabilities(expected, each), probabilities(expected, x)
    certain = probabilities(expected, spread)
    ordinary, common, apart = (
        any_output(impl, FORWARD, x.shape, scores, name="p") for scores in (x, alike, each)
    )
    if not np.isfinite(common).all():
        raise Fault("unstable_overflow", name="p", largest=2e3)
    if not np.isfinite(apart).all():
        raise Fault("unstable_batch_shift", name="p")
    if not np.isfinite(ordinary).all() or not agree(ordinary, usual, AGREE_FLOAT32):
        raise Skipped("told_already")  # wrong at any size
    if not agree(apart, right, AGREE_FLOAT32):
        raise Fault("unstable_wrong", name="p", **rounded(got=apart, expected=right))
    if not agree(any_output(impl, FORWARD, x.shape, spread, name="p"), certain, AGREE_FLOAT32):
        raise Fault("unstable_shift", name="p")
    return None


def jacobian_one(impl: Side, expected: Side, random: Random) -> Verdict | None:
    """The matrix of a single example."""
    p = random.dirichlet(np.ones(C))
    right = gradient(expected(JACOBIAN, p).value, "J", (C, C))
    diagonal = np.diag(np.diag(right))
    patterns = {
        "jacobian_diagonal_only": diagonal,
        "jacobian_diagonal_missing": right - np.diag(p),
        "jacobian_off_diagonal_sign": 2 * diagonal - right,
    }
    found = gradient(impl(JACOBIAN, p).value, "J", (C, C))
    if not agree(found, right) and found.any():
        _refuse_one_index(found)
    try:
        return judged("J", found, right, patterns, otherwise="jacobian_wrong")
    except Fault as fault:
        rows = rounded(row_sum=np.abs(found.sum(axis=1)).max(), asymmetry=np.abs(found - found.T).max())
        raise Fault(fault.code, **fault.evidence | rows) from None


def jacobian_rows(impl: Side, expected: Side, random: Random) -> Verdict | None:
    """A matrix for each example of a batch."""
    p = random.dirichlet(np.ones(C), size=N)
    right = gradient(expected(JACOBIAN, p).value, "J", (N, C, C))
    found = gradient(impl(JACOBIAN, p).value, "J", (N, C, C))
    if agree(found, right, AGREE_FLOAT32):
        return None
    alone = np.stack([gradient(impl(JACOBIAN, row).value, "J", (C, C)) for row in p])
    if agree(found, alone, AGREE_FLOAT32):
        raise Skipped("told_already")  # wrong for one example too
    raise Fault("rows_mixed", name="J")


def backward_one(impl: Side, expected: Side, random: Random) -> Verdict | None:
    """The way back of a single example."""
    return _backward(impl, expected, random.standard_normal(C), random.standard_normal(C))


def backward_rows(impl: Side, expected: Side, random: Random) -> Verdict | None:
    """The way back of a batch. It can be had without the Jacobian; taking it is worth a remark."""
    x, dout = random.standard_normal((N, C)), random.standard_normal((N, C))
    verdict = _backward(impl, expected, x, dout, told_alone=True)
    if verdict is None and JACOBIAN in impl(BACKWARD, {"x": x}, dout).called:
        return Verdict("jacobian_formed")
    return verdict


def scores(random: Random) -> Inputs:
    return {"x": random.standard_normal((N, C))}


def probability_rows(random: Random) -> Inputs:
    return {"p": random.dirichlet(np.ones(C), size=N)}


def way_back(random: Random) -> tuple[Inputs, np.ndarray]:
    return scores(random), random.standard_normal((N, C))


def _backward(
    impl: Side, expected: Side, x: np.ndarray, dout: np.ndarray, told_alone: bool = False
) -> Verdict | None:
    p, right = probabilities(expected, x), _dx(expected, x, dout)
    J = gradient(expected(JACOBIAN, p).value, "J", (*p.shape, C))
    with needing(impl, FORWARD, x):
        found = _dx(impl, x, dout)
    if agree(found, right):
        return None
    own = probabilities(impl, x)
    if not agree(own, p, AGREE_FLOAT32):
        p, right = own, _carried(impl, own, p, J, dout)
    if told_alone and not agree(found, right, AGREE_FLOAT32):
        alone = np.stack([_dx(impl, *row) for row in zip(x, dout, strict=True)])
        if agree(found, alone, AGREE_FLOAT32):
            raise Skipped("told_already")  # wrong for one example too
    if not agree(found, right, AGREE_FLOAT32):
        _refuse_other_sum(found - p * dout, p)
    patterns = {"backward_diagonal": np.diagonal(J, axis1=-2, axis2=-1) * dout}
    return judged("dx", found, right, patterns, N=N)


def _refuse_one_index(J: np.ndarray) -> None:
    """Refuse a Jacobian that depends on one of its two indices alone, off the diagonal."""
    beside = ~np.eye(C, dtype=bool)
    rows, columns = J[beside].reshape(C, C - 1), J.T[beside].reshape(C, C - 1)
    if not J[beside].any():
        return
    for code, lines in (("jacobian_own_probability", rows), ("jacobian_other_probability", columns)):
        if np.ptp(lines, axis=1).max() <= 1e-9:
            raise Fault(code)


def _refuse_other_sum(rest: np.ndarray, p: np.ndarray) -> None:
    """Tell from what is left beside p · dout, a number times p, over what that number was summed."""
    factors = rest / p
    if np.abs(rest).max() <= 1e-9:
        raise Fault("backward_without_sum")
    for axis, code in ((None, "backward_batch_sum"), (0, "backward_column_sum"), (-1, "backward_unweighted")):
        if (rest.ndim == 2 or axis == -1) and np.ptp(factors, axis=axis).max() <= 1e-6:
            raise Fault(code)


def _dx(side: Side, x: np.ndarray, dout: np.ndarray) -> np.ndarray:
    return gradient(side(BACKWARD, {"x": x}, dout).value, "dx", x.shape)


def _carried(impl: Side, own: np.ndarray, p: np.ndarray, J: np.ndarray, dout: np.ndarray) -> np.ndarray:
    """The way back from the student's own, wrong, probabilities: by the student's own Jacobian, if right."""
    try:
        if agree(gradient(impl(JACOBIAN, p).value, "J", J.shape), J, AGREE_FLOAT32):
            return np.einsum("...i,...ik->...k", dout, gradient(impl(JACOBIAN, own).value, "J", J.shape))
    except (Fault, Stopped):
        pass
    raise Fault("needs_first", first=FORWARD)


def _by_row(impl: Side, x: np.ndarray) -> np.ndarray:
    return np.stack([probabilities(impl, row) for row in x])


def _integers(x: np.ndarray) -> np.ndarray:
    return np.round(3 * x).astype(np.int64)


def _wrong_probabilities(found: np.ndarray, right: np.ndarray) -> Fault:
    sums = np.atleast_1d(found.sum(axis=-1))
    if not np.allclose(sums, 1, rtol=0, atol=1e-6):
        return Fault("probabilities_not_one", **rounded(sum=sums[np.argmax(np.abs(sums - 1))]))
    return Fault("probabilities_wrong", **rounded(got=found, expected=right))
