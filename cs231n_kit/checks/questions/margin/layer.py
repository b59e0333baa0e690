"""Checks of the large-margin layer. The right values of psi are handed in: a mistake there costs once."""

import numpy as np

from ...finding import Fault, Skipped, Verdict
from ...judging.fit import AGREE_FLOAT32, agree, agreed, fit, is_close, rounded
from ...judging.problems import problem, shifted
from ...side import Side
from ..layers.layer import Random, changed, same
from ..layers.probabilities import AGREE_LARGE
from .case import NAMES, case, right_of


def layer_loss(impl: Side, expected: Side, random: Random) -> Verdict | None:
    """The loss, for the margins 2, 3 and 4."""
    cases = [case(expected, problem(random), m) for m in (2, 3, 4)]
    plain = np.array([right_of(expected, one.at, 1)["loss"] for one in cases])
    right = np.array([one.right["loss"] for one in cases])
    found = np.array([one.found(impl, ("loss",))["loss"] for one in cases])
    if agree(found, right):
        return None
    N = cases[0].at.N
    evidence = rounded(got=found[0], expected=right[0], N=N)
    if agree(found, plain):
        raise Fault("margin_ignored", name="The loss", **evidence)
    (scale,), residual = fit(found, [right])
    if residual <= 1e-6:
        for number, code in ((N, "loss_not_averaged"), (-1, "loss_sign")):
            if is_close(scale, number):
                raise Fault(code, **evidence)
        return agreed(found, right, Fault("loss_scaled", **evidence, **rounded(data_scale=scale)))
    return agreed(found, right, Fault("loss_wrong", **evidence))


def margin_one(impl: Side, expected: Side, random: Random) -> Verdict | None:
    """With margin 1 it is the plain softmax loss, whatever lam is."""
    at = problem(random)
    usual, weighted = (case(expected, at, 2, lam) for lam in (0.0, 3.0))
    plain = {lam: case(expected, at, 1, lam) for lam in (0.0, 3.0)}
    if not usual.is_right(impl):
        raise Skipped("told_already")  # wrong for other margins too
    asked = plain if weighted.is_right(impl) else {0.0: plain[0.0]}
    wrong = [lam for lam, one in asked.items() if not one.is_right(impl)]
    if wrong:
        one = plain[wrong[0]]
        numbers = rounded(got=one.found(impl, ("loss",))["loss"], expected=one.right["loss"])
        raise Fault("margin_one_wrong" if 0.0 in wrong else "lam_at_margin_one", **numbers)
    return None


def lam_weights(impl: Side, expected: Side, random: Random) -> Verdict | None:
    """lam is the weight of the plain score, in the loss and in both gradients."""
    at = problem(random)
    without = case(expected, at, 3)
    cases = [case(expected, at, 3, lam) for lam in (0.4, 5.0)]
    reversed_ = [right_of(expected, at, 3, 1 / one.lam) for one in cases]
    if not without.is_right(impl):
        raise Skipped("told_already")  # wrong without lam too
    found = [one.found(impl) for one in cases]
    wrong = [
        name
        for name in NAMES
        if not all(
            agree(parts[name], one.right[name], AGREE_FLOAT32)
            for parts, one in zip(found, cases, strict=True)
        )
    ]
    if not wrong:
        return None
    evidence = {"names": ", ".join(wrong)}
    if all(agree(parts[name], without.right[name], AGREE_FLOAT32) for parts in found for name in wrong):
        raise Fault("lam_ignored", **evidence)
    pairs = list(zip(found, reversed_, strict=True))
    if all(agree(parts[name], other[name], AGREE_FLOAT32) for parts, other in pairs for name in wrong):
        raise Fault("lam_reversed", **evidence)
    raise Fault("lam_wrong", **evidence)


def edge_cases(impl: Side, expected: Side, random: Random) -> Verdict | None:
    """Other sizes and types of the inputs, and classes without an example."""
    at = problem(random)
    usual = case(expected, at, 3)
    cases = {
        "a single example": case(expected, problem(random, N=1, D=4, C=3), 3),
        "two classes": case(expected, problem(random, N=6, D=5, C=2), 3),
        "a last class without examples": case(expected, at.with_(y=at.y % 3), 3),
        "labels of type uint8": case(expected, at.with_(y=at.y.astype(np.uint8)), 3),
        "features that are integers": case(expected, at.with_(X=np.round(9 * at.X).astype(np.int64)), 3),
    }
    if not usual.is_right(impl):
        raise Skipped("told_already")
    for name, one in cases.items():
        if not one.is_right(impl):
            raise Fault("edge_case", case=name)
    return None


def zero_vectors(impl: Side, expected: Side, random: Random) -> Verdict | None:
    """An example, or a column of W, of zeros: there is no angle."""
    at = problem(random)
    X, W = at.X.copy(), at.W.copy()
    X[1], W[:, at.y[3]] = 0, 0
    usual, special = case(expected, at, 2), case(expected, at.with_(X=X, W=W), 2)
    for name, part in special.any(impl).items():
        if not np.isfinite(part).all():
            raise Fault("no_angle", name=name)
    if not usual.is_right(impl):
        raise Skipped("told_already")
    if not special.is_right(impl):
        raise Fault("edge_case", case="an example, or a column of W, that is all zeros")
    return None


def extremes(impl: Side, expected: Side, random: Random) -> Verdict | None:
    """Large scores, of another size in each example."""
    alike, each = (shifted(random, shifts) for shifts in ([2e3] * 4, [0.0, 2e3, -3e3, 1e4]))
    usual, level, special = (case(expected, at, 2) for at in (problem(random), alike, each))
    common, apart = level.any(impl), special.any(impl)
    for name in NAMES:
        if not np.isfinite(common[name]).all():
            raise Fault("unstable_overflow", name=name, largest=2e3)
    for name in NAMES:
        if not np.isfinite(apart[name]).all():
            raise Fault("unstable_batch_shift", name=name)
    if not usual.is_right(impl):
        raise Skipped("told_already")
    for name in NAMES:
        if not agree(apart[name], special.right[name], AGREE_LARGE):
            numbers = rounded(got=apart[name], expected=special.right[name])
            raise Fault("unstable_wrong", name=name, **numbers)
    return None


def side_effects(impl: Side, expected: Side, random: Random) -> Verdict | None:
    """Inputs are left alone, and a second call gives the same."""
    one = case(expected, problem(random), 2, 0.5)
    answer = one.answer(impl)
    changed(answer.changed, ["x", "W", "y", "margin", "lam", "psi"])
    same(answer.value, one.answer(impl).value)
    return None
