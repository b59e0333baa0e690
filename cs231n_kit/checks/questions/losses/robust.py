"""The same numbers for other sizes and types of the inputs, and finite ones for large scores."""

import numpy as np

from ...finding import Fault, Verdict
from ...judging.fit import AGREE_FLOAT32, agree, rounded
from ...judging.problems import far_apart, problem, shifted
from ...side import Side
from .task import Loss, Random


def edge_cases(task: Loss, impl: Side, expected: Side, random: Random) -> Verdict | None:
    """Other types, orders and sizes of the inputs give the same, or the right, numbers."""
    at = problem(random)
    sizes = {
        "a single example": problem(random, N=1, D=4, C=3),
        "two classes": problem(random, N=6, D=5, C=2),
        "all examples of one class": at.with_(y=np.full_like(at.y, 2)),
        "more features than examples": problem(random, N=3, D=8, C=5),
    }
    right = {name: task.both(expected, variant) for name, variant in sizes.items()}
    usual = task.both(expected, at)

    plain = task.both(impl, at)
    same = {
        "labels of type int32": at.with_(y=at.y.astype(np.int32)),
        "labels of type uint8": at.with_(y=at.y.astype(np.uint8)),
        "arrays in Fortran order": at.with_(W=np.asfortranarray(at.W), X=np.asfortranarray(at.X)),
    }
    for name, variant in same.items():
        if not agree(task.both(impl, variant), plain, AGREE_FLOAT32):
            raise Fault("edge_case", case=name)
    if not agree(plain, usual, AGREE_FLOAT32):
        return None  # wrong everywhere, and told already
    for name, variant in sizes.items():
        if not agree(task.both(impl, variant), right[name], AGREE_FLOAT32):
            raise Fault("edge_case", case=name)
    return None


def stability(task: Loss, impl: Side, expected: Side, random: Random) -> Verdict | None:
    """Large scores, each example shifted by another amount."""
    alike, at = (shifted(random, shifts) for shifts in ([2e3] * 4, [0.0, 2e3, -3e3, 1e4]))
    moderate = problem(random)
    right, usual = task.parts(expected, at), task.both(expected, moderate)
    common = task.parts(impl, alike)
    each = task.parts(impl, at)
    for name in task.names:
        if not np.isfinite(common[name]).all():
            raise Fault("unstable_overflow", name=name, largest=2e3)
    for name in task.names:
        if not np.isfinite(each[name]).all():
            raise Fault("unstable_batch_shift", name=name)
    if not agree(task.both(impl, moderate), usual, AGREE_FLOAT32):
        return None  # wrong at any size, and told already
    for name in task.names:
        if not agree(each[name], right[name], AGREE_FLOAT32):
            raise Fault("unstable_wrong", name=name, **rounded(got=each[name], expected=right[name]))
    return None


def large_differences(task: Loss, impl: Side, expected: Side, random: Random) -> Verdict | None:
    """Classes ten thousand apart: a probability underflows. Infinite is advice, finite and wrong is not."""
    at, moderate = far_apart(random, 1e4), problem(random)
    level = shifted(random, [0.0, 2e3, -3e3, 1e4])
    right, usual = task.parts(expected, at), task.both(expected, moderate)
    found = task.parts(impl, at)
    if not agree(task.both(impl, moderate), usual, AGREE_FLOAT32):
        return None  # wrong at any size, and told already
    loss, dW = found["loss"], found["dW"]
    if np.isfinite(loss) and not agree(loss, right["loss"], AGREE_FLOAT32):
        raise Fault("epsilon_in_log", **rounded(got=loss, expected=right["loss"]))
    if not np.isfinite(dW).all() or not agree(dW, right["dW"], AGREE_FLOAT32):
        if all(np.isfinite(part).all() for part in task.parts(impl, level).values()):
            raise Fault("unstable_shift", name="dW")
        return None  # not finite for large scores at all, and told already
    return None if np.isfinite(loss) else Verdict("unstable_log_zero", **rounded(expected=right["loss"]))
