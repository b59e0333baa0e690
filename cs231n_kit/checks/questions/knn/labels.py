"""Checks of `KNearestNeighbor.predict_labels`: who is near, who votes, and who wins."""

from collections.abc import Sequence

import numpy as np

from ...finding import Fault, Skipped, Stopped, Verdict
from ...judging.fit import rounded
from ...judging.returned import finite, returned
from ...side import Side
from ..layers.layer import Random, changed, same

TASK = "KNearestNeighbor.predict_labels"
# The classes of the nearest, nearest first: one, three and five of them decide otherwise.
VOTES = ("baacab", "cbbaba", "abbbac", "acccab", "bccaca", "caabac", "bbaaac", "aabbbc", "abacdb", "dcdabc")
TIES = ("abba", "baab", "abab", "baba", "aabb", "bbaa")  # a tie of two, or of the first four
CLASSES = (0, 1, 2, 3)
STRANGE = (3, 40, 41, 1000)


def voters(
    random: Random, patterns: Sequence[str], classes: Sequence[int] = CLASSES
) -> tuple[np.ndarray, np.ndarray]:
    """Distances and labels: a row for each pattern, which says of which classes the nearest are.

    The letters stand for classes drawn anew for each row, in their order: a for the smaller one.
    """
    y = random.permutation(np.repeat(classes, len(patterns[0])))
    last = int(np.flatnonzero(y == classes[-1])[0])
    y[[0, last]] = y[[last, 0]]  # whoever takes the first example is told from one who lets all vote
    dists = np.empty((len(patterns), len(y)))
    for row, pattern in zip(dists, patterns, strict=True):
        chosen = np.sort(random.permutation(classes)[: len(set(pattern))])
        left = list(random.permutation(len(y)))
        near = [
            left.pop(next(n for n, i in enumerate(left) if y[i] == chosen[ord(c) - ord("a")]))
            for c in pattern
        ]
        row[[*near, *left]] = np.cumsum(random.uniform(0.1, 1, len(y)))
    return dists, y


def labels(side: Side, dists: np.ndarray, y: np.ndarray, k: int) -> np.ndarray:
    """What one side predicts, as floats: labels in an array of zeros are as right."""
    (found,) = returned(side(TASK, dists, y, k).value, ("y_pred",), [(len(dists),)])
    finite({"y_pred": found})
    return found


def nearest(impl: Side, expected: Side, random: Random) -> Verdict | None:
    """The label of the nearest training example, with k = 1."""
    _judged(impl, expected, *voters(random, VOTES), (1,))
    return None


def votes(impl: Side, expected: Side, random: Random) -> Verdict | None:
    """The label of most of the nearest, with k = 3 and k = 5."""
    dists, y = voters(random, VOTES)
    right = labels(expected, dists, y, 1)
    try:
        _judged(impl, expected, dists, y, (3, 5))
    except Fault:
        if not _is_right(impl, dists, y, 1, right):
            raise Skipped("told_already") from None  # wrong with k = 1 too
        raise
    return None


def ties(impl: Side, expected: Side, random: Random) -> Verdict | None:
    """Where two labels have as many votes, the smaller one wins."""
    ordinary = _Ordinary(expected, random)
    dists, y = voters(random, TIES)
    known = {k: expected("mistakes in ties", dists, y, k).value for k in (2, 4)}
    rights = {k: labels(expected, dists, y, k) for k in (2, 4)}
    ordinary.require(impl)
    found = {k: labels(impl, dists, y, k) for k in (2, 4)}
    if all(np.array_equal(found[k], rights[k]) for k in found):
        return None
    for code in known[2]:
        if all(np.array_equal(found[k], known[k][code][0]) for k in found):
            raise Fault(code)
    raise Fault("ties_wrong", **rounded(got=found[4], expected=rights[4]))


def any_labels(impl: Side, expected: Side, random: Random) -> Verdict | None:
    """Labels need not be 0, 1, 2 …"""
    ordinary = _Ordinary(expected, random)
    strange = voters(random, VOTES, STRANGE)
    right = labels(expected, *strange, 3)
    ordinary.require(impl)
    if not _is_right(impl, *strange, 3, right):
        raise Fault("label_values", labels=list(STRANGE))
    return None


def many_neighbors(impl: Side, expected: Side, random: Random) -> Verdict | None:
    """With a k beyond the number of training examples all of them vote."""
    ordinary = _Ordinary(expected, random)
    dists, y = voters(random, VOTES)
    y[: len(y) // 2] = CLASSES[2]
    right = labels(expected, dists, y, len(y) + 20)
    ordinary.require(impl)
    try:
        all_vote = _is_right(impl, dists, y, len(y) + 20, right)
    except Stopped as stopped:
        if stopped.code != "exception":
            raise
        all_vote = False
    if not all_vote:
        raise Fault("k_beyond_examples", k=len(y) + 20, num_train=len(y))
    return None


def side_effects(impl: Side, expected: Side, random: Random) -> Verdict | None:
    """Distances and labels are left alone, and a second call gives the same."""
    dists, y = voters(random, VOTES)
    answer = impl(TASK, dists, y, 3)
    changed(answer.changed, ["dists", "y_train"])
    same(answer.value, impl(TASK, dists, y, 3).value)
    return None


class _Ordinary:
    """A problem without a tie or anything else unusual, and what is right there for some k."""

    def __init__(self, expected: Side, random: Random) -> None:
        self.given = voters(random, VOTES)
        self.rights = {k: labels(expected, *self.given, k) for k in (1, 3, 5)}

    def require(self, impl: Side) -> None:
        """Skip what is asked next where this is wrong: that is told elsewhere."""
        if not all(_is_right(impl, *self.given, k, right) for k, right in self.rights.items()):
            raise Skipped("told_already")


def _judged(impl: Side, expected: Side, dists: np.ndarray, y: np.ndarray, ks: Sequence[int]) -> None:
    """Refuse wrong labels, by the name of the mistake where it is one that gives all of them."""
    rights = [labels(expected, dists, y, k) for k in ks]
    known = [expected("mistakes in votes", dists, y, k).value for k in ks]
    found = [labels(impl, dists, y, k) for k in ks]
    if all(np.array_equal(*pair) for pair in zip(found, rights, strict=True)):
        return
    for code in known[0]:
        forms = zip(*(mistakes[code] for mistakes in known), strict=False)
        if any(all(np.array_equal(*pair) for pair in zip(found, form, strict=True)) for form in forms):
            raise Fault(code)
    shares = [float(np.mean(one == right)) for one, right in zip(found, rights, strict=True)]
    raise Fault("votes_wrong", k=list(ks), share=round(min(shares), 2))


def _is_right(impl: Side, dists: np.ndarray, y: np.ndarray, k: int, right: np.ndarray) -> bool:
    try:
        return np.array_equal(labels(impl, dists, y, k), right)
    except Fault:
        return False
