"""The same numbers for other sizes and types of the inputs, and finite ones for large scores.

A part that is a multiple of the right one everywhere, the loss without its mean for instance, has been told
about already: here it is judged as if it were right. A part that is none is not judged at all.
"""

import numpy as np

from ...finding import Fault, Skipped, Verdict
from ...judging.fit import AGREE_FLOAT32, agree, fit, is_close, rounded
from ...judging.problems import Problem, far_apart, problem, shifted
from ...side import Side
from .task import Loss, Random

Parts = dict[str, np.ndarray]

# Far more than exp takes, and so little that float32 still tells scores 1e-4 apart.
LARGE, SHIFTS = 2e3, [0.0, 400.0, -600.0, 2e3]


def edge_cases(task: Loss, impl: Side, expected: Side, random: Random) -> Verdict | None:
    """Other types, orders and sizes of the inputs give the same, or the right, numbers."""
    at, other = problem(random), problem(random)
    sizes = {
        "a single example": problem(random, N=1, D=4, C=3),
        "two classes": problem(random, N=6, D=5, C=2),
        "all examples of one class": at.with_(y=np.full_like(at.y, 2)),
        "more features than examples": problem(random, N=3, D=8, C=5),
    }
    right = {name: task.parts(expected, variant) for name, variant in sizes.items()}
    usual = [task.parts(expected, one) for one in (at, other)]

    plain = task.both(impl, at)
    same = {
        "labels of type int32": at.with_(y=at.y.astype(np.int32)),
        "labels of type uint8": at.with_(y=at.y.astype(np.uint8)),
        "arrays in Fortran order": at.with_(W=np.asfortranarray(at.W), X=np.asfortranarray(at.X)),
    }
    for name, variant in same.items():
        if agree(task.both(impl, variant), plain, AGREE_FLOAT32):
            continue
        if agree(task.both(impl, at), plain, AGREE_FLOAT32):  # or what changes from call to call is no case
            raise Fault("edge_case", case=name)
    multiples = _multiples(task, impl, [at, other], usual)
    for name, variant in sizes.items():
        found = task.parts(impl, variant)
        if not _agree(found, right[name], multiples, variant):
            raise Fault("edge_case", case=name)
    return None


def stability(task: Loss, impl: Side, expected: Side, random: Random) -> Verdict | None:
    """Large scores, each example shifted by another amount."""
    alike, at = (shifted(random, shifts) for shifts in ([LARGE] * 4, SHIFTS))
    ordinary = [problem(random), problem(random)]
    right, usual = task.parts(expected, at), [task.parts(expected, one) for one in ordinary]
    _require_finite(task, impl, ordinary[0])
    common = task.parts(impl, alike)
    each = task.parts(impl, at)
    for name in task.names:
        if not np.isfinite(common[name]).all():
            raise Fault("unstable_overflow", name=name, largest=LARGE)
    for name in task.names:
        if not np.isfinite(each[name]).all():
            raise _of_rows(task, impl, at, name)
    multiples = _multiples(task, impl, ordinary, usual)
    for name in multiples:
        if not _agree(each, right, {name: multiples[name]}, at):
            raise Fault("unstable_wrong", name=name, **rounded(got=each[name], expected=right[name]))
    return None


def _of_rows(task: Loss, impl: Side, at: Problem, name: str) -> Fault:
    """Whether an example with large scores is trouble alone, or only beside the others."""
    for place, shift in enumerate(SHIFTS):
        one = at.with_(X=at.X[[place]], y=at.y[[place]])
        if not np.isfinite(task.parts(impl, one)[name]).all():
            return Fault("unstable_alone", name=name, **rounded(scores=shift))
    return Fault("unstable_batch_shift", name=name)


def large_differences(task: Loss, impl: Side, expected: Side, random: Random) -> Verdict | None:
    """Classes ten thousand apart: a probability underflows. Infinite is advice, finite and wrong is not."""
    at, ordinary = far_apart(random, 1e4), [problem(random), problem(random)]
    level = shifted(random, SHIFTS)
    right, usual = task.parts(expected, at), [task.parts(expected, one) for one in ordinary]
    _require_finite(task, impl, ordinary[0])
    found = task.parts(impl, at)
    multiples = _multiples(task, impl, ordinary, usual)

    def wrong(name: str) -> bool:
        known = {name: multiples[name]} if name in multiples else {}
        return not _agree(found, right, known, at)

    if np.isfinite(found["loss"]) and wrong("loss"):
        raise Fault("epsilon_in_log", **rounded(got=found["loss"], expected=right["loss"]))
    if not np.isfinite(found["dW"]).all() or wrong("dW"):
        if all(np.isfinite(part).all() for part in task.parts(impl, level).values()):
            raise Fault("unstable_shift", name="dW")
        raise Skipped("told_already")  # not finite for large scores at all: that is told of stability
    return (
        None
        if np.isfinite(found["loss"])
        else Verdict("unstable_log_zero", **rounded(expected=right["loss"]))
    )


def _require_finite(task: Loss, impl: Side, ordinary: Problem) -> None:
    """What is not even finite where the numbers are ordinary is told about, and not asked here."""
    if not all(np.isfinite(part).all() for part in task.parts(impl, ordinary).values()):
        raise Skipped("told_already")


def _multiples(task: Loss, impl: Side, ordinary: list[Problem], usual: list[Parts]) -> dict[str, str]:
    """Which multiple of the right one each part is at ordinary problems of one size, if it is a known one.

    Raises
    ------
    Skipped
        If none of the parts is one: there is nothing to go by.
    """
    found = [task.parts(impl, at) for at in ordinary]
    multiples = {}
    for name in task.names:
        mine, right = (np.concatenate([np.ravel(parts[name]) for parts in each]) for each in (found, usual))
        if not np.isfinite(mine).all():
            continue
        (a,), residual = fit(mine, [right])
        known = [factor for factor, size in _sizes(ordinary[0]).items() if is_close(float(a), size, 2e-3)]
        if residual <= AGREE_FLOAT32 and known:
            multiples[name] = known[0]
    if not multiples:
        raise Skipped("told_already")
    return multiples


def _sizes(at: Problem) -> dict[str, float]:
    """What the factors come to for a problem; no two are the same for an ordinary one."""
    N, (D, C) = at.N, at.W.shape
    constant = {"1": 1.0, "-1": -1.0, "2": 2.0, "1/2": 0.5, "log2": 1.442695, "log10": 0.434294}
    averaged = {
        "N": N,
        "1/N": 1 / N,
        "N/C": N / C,
        "N/D": N / D,
        "N/DC": N / (D * C),
        "1/C": 1 / C,
        "1/D": 1 / D,
    }
    return constant | averaged | {"1/(C-1)": 1 / (C - 1)}


def _agree(found: Parts, right: Parts, multiples: dict[str, str], at: Problem) -> bool:
    """Whether the parts are the known multiples of the right ones."""
    sizes = _sizes(at)
    return all(
        agree(found[name] / sizes[factor], right[name], AGREE_FLOAT32) for name, factor in multiples.items()
    )
