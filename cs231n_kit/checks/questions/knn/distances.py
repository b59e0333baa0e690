"""Checks of the three ways to compute distances: the numbers."""

import numpy as np

from ...finding import Fault, Skipped, Verdict
from ...judging.fit import AGREE_FLOAT32, agree, agreed, fit, rounded
from ...judging.returned import finite, returned, shape_of
from ...side import Side
from ..layers.layer import Random, changed, same

TEST, TRAIN = 4, 5
CASES = {  # num_test, num_train and D
    "more training examples than features": (3, 7, 4),
    "a single example": (1, 5, 3),
    "a single training example": (4, 1, 3),
    "examples with a single feature": (3, 5, 1),
}
FAR = 100.0  # from the origin: |x|² is then large beside the distances


def examples(
    random: Random, num_test: int = TEST, num_train: int = TRAIN, D: int = TRAIN
) -> list[np.ndarray]:
    """Training examples and others; D is num_train, so that a wrong axis has a right shape."""
    return [random.standard_normal((num_train, D)), random.standard_normal((num_test, D))]


def any_distances(side: Side, task: str, X_train: np.ndarray, X: np.ndarray) -> np.ndarray:
    """What a side gives, finite or not."""
    value = side(task, X_train, X).value
    shape = (len(X), len(X_train))
    if shape_of(value) == shape[::-1] != shape:
        raise Fault("distances_transposed", expected=list(shape), got=list(shape[::-1]))
    (found,) = returned(value, ("dists",), [shape])
    return found


def distances(side: Side, task: str, X_train: np.ndarray, X: np.ndarray) -> np.ndarray:
    found = any_distances(side, task, X_train, X)
    finite({"dists": found})
    return found


def values(task: str, impl: Side, expected: Side, random: Random) -> Verdict | None:
    """The distance of each pair."""
    X_train, X = examples(random)
    right = distances(expected, task, X_train, X)
    known = expected("mistakes in distances", X_train, X).value
    found = any_distances(impl, task, X_train, X)
    _refuse_known(np.where(np.isnan(found), 0, found), known)  # a root of what is missing may be NaN
    finite({"dists": found})
    if agree(found, right):
        return None
    if not found.any():
        raise Fault("distances_zero")
    (scale,), residual = fit(found, [right])
    if residual <= 1e-6:
        return agreed(found, right, Fault("distances_scaled", **rounded(scale=scale)))
    i, j = (int(place) for place in np.argwhere(~np.isclose(found, right, rtol=1e-6))[0])
    numbers = rounded(got=found[i, j], expected=right[i, j])
    return agreed(found, right, Fault("distances_wrong", place=f"[{i}, {j}]", **numbers))


def edge_cases(task: str, impl: Side, expected: Side, random: Random) -> Verdict | None:
    """Other sizes, down to one."""
    ordinary = examples(random)
    right = distances(expected, task, *ordinary)
    cases = {case: examples(random, *sizes) for case, sizes in CASES.items()}
    rights = {case: distances(expected, task, *given) for case, given in cases.items()}
    _require_ordinary(task, impl, ordinary, right)
    for case, given in cases.items():
        try:
            found = distances(impl, task, *given)
        except Fault:
            raise Fault("edge_case", case=case) from None
        if not agree(found, rights[case], AGREE_FLOAT32):
            raise Fault("edge_case", case=case)
    return None


def same_examples(task: str, impl: Side, expected: Side, random: Random) -> Verdict | None:
    """Examples that are training examples have the distance 0 to themselves, and no NaN."""
    ordinary = examples(random)
    right = distances(expected, task, *ordinary)
    X_train = FAR + random.standard_normal((30, 8))
    X = X_train[:20].copy()
    rights = distances(expected, task, X_train, X)
    _require_ordinary(task, impl, ordinary, right)
    found = any_distances(impl, task, X_train, X)
    finite({"dists": found[rights > 1]})  # of different examples
    if not np.isfinite(found).all():
        raise Fault("negative_rounding", count=int(np.sum(~np.isfinite(found))), of=len(X))
    if np.abs(found - rights).max() > 1e-4 * FAR:
        raise Fault("edge_case", case="examples that are training examples, far from the origin")
    return None


def side_effects(task: str, impl: Side, expected: Side, random: Random) -> Verdict | None:
    """The examples are left alone, and a second call gives the same."""
    given = examples(random)
    answer = impl(task, *given)
    changed(answer.changed, ["X_train", "X"])
    same(answer.value, impl(task, *given).value)
    return None


def _require_ordinary(task: str, impl: Side, given: list[np.ndarray], right: np.ndarray) -> None:
    try:
        if agree(distances(impl, task, *given), right, AGREE_FLOAT32):
            return
    except Fault:
        pass
    raise Skipped("told_already")  # wrong for ordinary examples too


def _refuse_known(found: np.ndarray, known: dict[str, list[np.ndarray]]) -> None:
    for code, forms in known.items():
        if np.isfinite(found).all() and any(agree(found, form) for form in forms):
            raise Fault(code)
