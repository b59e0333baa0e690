"""Checks of the loss of a network with one hidden layer: what it adds to its layers, not what these do.

It is judged against the student's own layers put together, so that a mistake in one of them costs once.
"""

from typing import Any

import numpy as np

from ...finding import Fault, Skipped, Stopped, Verdict
from ...judging.fit import AGREE_FLOAT32, agree, agreed, apart, fit, is_close, rounded
from ...judging.returned import NUMBER, returned
from ...side import Side
from ..layers.layer import Random, changed, judged, output, same
from .net import NAMES, C, N, Net, Params, composed, listed, net


def network_scores(impl: Side, expected: Side, random: Random) -> Verdict | None:
    """The scores, which come where no labels are given."""
    at = net(random)
    right = at.scores(expected)
    found = at.scores(impl)
    if agree(found, right):
        return None
    own, straight = composed(impl, at), composed(impl, at, relu=False)
    if own and agree(found, own.scores):
        return None  # a layer is wrong, and told there
    if straight and agree(found, straight.scores):
        raise Fault("relu_missing")
    scores = own.scores if own else right
    further = {"scores_are_probabilities": "softmax_forward", "scores_cut_off": "relu_forward"}
    for code, layer in further.items():
        if (other := _passed(impl, layer, scores)) is not None and agree(found, other):
            raise Fault(code)
    return judged("scores", found, scores, otherwise="output_wrong")


def network_loss(impl: Side, expected: Side, random: Random) -> Verdict | None:
    """The loss without a penalty."""
    at = net(random)
    right = np.array(at.loss(expected))
    found = np.array(at.loss(impl))
    own = composed(impl, at)
    if agree(found, right) or (own and agree(found, np.array(own.loss))):
        return None  # right, or a layer is wrong, and told there
    of_scores = _of_own_scores(impl, at)
    if of_scores is not None and agree(found, of_scores):
        raise Skipped("told_already")  # the scores are wrong
    norm = sum(float(np.sum(at.params[name] ** 2)) for name in ("W1", "W2"))
    if any(agree(found, right + scale * norm) for scale in (0.5, 1.0)):
        return None  # the data term is right; what is too much is a penalty, and judged there
    if agree(found, right * N):
        raise Fault("loss_not_averaged", **rounded(N=N))
    if agree(found, -right):
        raise Fault("loss_sign")
    return agreed(found, right, Fault("loss_wrong", **rounded(got=found, expected=right, N=N)))


def network_gradients(impl: Side, expected: Side, random: Random) -> Verdict | None:
    """The gradients without a penalty, each by the name of its parameter."""
    at = net(random)
    right = at.gradients(expected)
    found = at.gradients(impl)
    if _wrong(found, right) == []:
        return None
    own, ungated = composed(impl, at), composed(impl, at, gate=False)
    if own and _wrong(found, own.grads) == []:
        return None  # a layer is wrong, and told there
    if any(_wrong(found, grads) == [] for grads in _from_own_scores(impl, at)):
        raise Skipped("told_already")  # the scores are wrong
    if ungated and _wrong(found, ungated.grads) == []:
        raise Fault("gate_missing", name="The gradient of the hidden units")
    base = own.grads if own else right
    wrong = _wrong(found, base)
    excess = [fit(found[name] - base[name], [at.params[name]]) for name in wrong]
    if all(residual < 1e-4 and (is_close(scale, 1) or is_close(scale, 2)) for (scale,), residual in excess):
        return None  # the data term is right; what is too much is a penalty, and judged there
    if all(agree(found[name], base[name], AGREE_FLOAT32) for name in wrong):
        return Verdict("ok_float32", error=max(apart(found[name], base[name]) for name in wrong))
    if len(wrong) == len(NAMES):
        _refuse_all(found, base)
    raise Fault("net_gradients_wrong", wrong=", ".join(wrong), right=listed(set(NAMES) - set(wrong)))


def network_effects(impl: Side, expected: Side, random: Random) -> Verdict | None:
    """Parameters and examples are left alone, and a second call gives the same."""
    at = net(random)
    answer = at.answer(impl, 0.1)
    changed(answer.changed, ["params", "reg", "X", "y"])
    same(answer.value, at.answer(impl, 0.1).value)
    return None


def _passed(impl: Side, layer: str, scores: np.ndarray) -> np.ndarray | None:
    try:
        return output(impl, layer, scores.shape, scores)
    except (Fault, Stopped):
        return None


def _refuse_all(found: Params, right: Params) -> None:
    """Where all four gradients are wrong: they are the same multiple of the right ones, or none."""
    (scale,), residual = fit(_row(found), [_row(right)])
    if residual <= 1e-6:
        if is_close(scale, N):
            raise Fault("grad_not_averaged", **rounded(N=N))
        if is_close(scale * N, 1):
            raise Fault("net_averaged_twice", **rounded(N=N))
        if is_close(scale, -1):
            raise Fault("grad_sign")
        raise Fault("net_gradients_scaled", **rounded(scale=scale))
    raise Fault("net_gradients_all_wrong", **rounded(got=found["b2"][0], expected=right["b2"][0]))


def _of_own_scores(impl: Side, at: Net) -> np.ndarray | None:
    """The loss that the student's softmax_loss gives for the scores of the student's network."""
    try:
        value: Any = impl("softmax_loss", at.scores(impl), at.y).value
        return returned(value, ("loss", "dx"), [NUMBER, (N, C)])[0]
    except (Fault, Stopped):
        return None


def _from_own_scores(impl: Side, at: Net) -> list[Params]:
    """The gradients that follow from the scores that the student's network gives, with and without a ReLU."""
    try:
        scores = at.scores(impl)
    except (Fault, Stopped):
        return []
    own = composed(impl, at)
    if own is None or agree(scores, own.scores):
        return []
    ways = [(True, True), (False, True), (False, False)]
    nets = [composed(impl, at, relu, gate, scores) for relu, gate in ways]
    return [net.grads for net in nets if net]


def _wrong(found: Params, right: Params) -> list[str]:
    return [name for name in NAMES if not agree(found[name], right[name])]


def _row(grads: Params) -> np.ndarray:
    return np.concatenate([grads[name].ravel() for name in NAMES])
