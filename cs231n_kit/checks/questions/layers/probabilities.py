"""Checks of the softmax on the way there: the probabilities of one example and of a batch."""

import numpy as np

from ...finding import Fault, Skipped, Verdict
from ...judging.fit import AGREE_FLOAT32, agree, agreed, rounded
from ...side import Side
from .layer import Inputs, Random, any_output, output

FORWARD = "softmax_forward"
N, C = 6, 4
AGREE_LARGE = 1e-2  # float32 holds a score of 1e4 to 1e-3


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
    return None if agree(found, right) else agreed(found, right, _wrong_probabilities(found, right))


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
    if not agree(apart, right, AGREE_LARGE):
        raise Fault("unstable_wrong", name="p", **rounded(got=apart, expected=right))
    if not agree(any_output(impl, FORWARD, x.shape, spread, name="p"), certain, AGREE_FLOAT32):
        raise Fault("unstable_shift", name="p")
    return None


def scores(random: Random) -> Inputs:
    return {"x": random.standard_normal((N, C))}


def _by_row(impl: Side, x: np.ndarray) -> np.ndarray:
    return np.stack([probabilities(impl, row) for row in x])


def _integers(x: np.ndarray) -> np.ndarray:
    return np.round(3 * x).astype(np.int64)


def _wrong_probabilities(found: np.ndarray, right: np.ndarray) -> Fault:
    sums = np.atleast_1d(found.sum(axis=-1))
    if not np.allclose(sums, 1, rtol=0, atol=1e-6):
        return Fault("probabilities_not_one", **rounded(sum=sums[np.argmax(np.abs(sums - 1))]))
    return Fault("probabilities_wrong", **rounded(got=found, expected=right))
