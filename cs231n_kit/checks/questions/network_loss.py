"""Checks of the loss of a network with one hidden layer: what it adds to its layers, not what these do.

It is judged against the student's own layers put together, so that a mistake in one of them costs once.
"""

from typing import Any

import numpy as np

from ..finding import Fault, Skipped, Stopped, Verdict
from ..judging.fit import AGREE_FLOAT32, agree, agreed, apart, fit, is_close, rounded
from ..judging.returned import NUMBER, returned
from ..side import Side
from .layer import Random, changed, judged, output, same
from .network import NAMES, C, N, Net, Params, composed, listed, net


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
    if agree(found, right) or any(agree(found, np.array(own)) for own in _own_losses(impl, at)):
        return None
    norm = sum(float(np.sum(at.params[name] ** 2)) for name in ("W1", "W2"))
    if any(agree(found, right + scale * norm) for scale in (0.5, 1.0)):
        return None  # what is too much is a penalty, and judged there
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
        return None  # what is too much is a penalty, and judged there
    if all(agree(found[name], base[name], AGREE_FLOAT32) for name in wrong):
        return Verdict("ok_float32", error=max(apart(found[name], base[name]) for name in wrong))
    if len(wrong) == len(NAMES) and all(agree(found[name], N * base[name]) for name in NAMES):
        raise Fault("grad_not_averaged", **rounded(N=N))
    raise Fault("net_gradients_wrong", wrong=", ".join(wrong), right=listed(set(NAMES) - set(wrong)))


def network_effects(impl: Side, expected: Side, random: Random) -> Verdict | None:
    """Parameters and examples are left alone, and a second call gives the same."""
    at = net(random)
    answer = at.answer(impl, 0.1)
    changed(answer.changed, ["params", "reg", "X", "y"])
    same(at.loss(impl, 0.1), at.loss(impl, 0.1))
    return None


def _passed(impl: Side, layer: str, scores: np.ndarray) -> np.ndarray | None:
    try:
        return output(impl, layer, scores.shape, scores)
    except (Fault, Stopped):
        return None


def _own_losses(impl: Side, at: Net) -> list[float]:
    """The losses of the student's layers, and of the scores that the student's network gives."""
    own = composed(impl, at)
    losses = [own.loss] if own else []
    try:
        value: Any = impl("softmax_loss", at.scores(impl), at.y).value
        return [*losses, float(returned(value, ("loss", "dx"), [NUMBER, (N, C)])[0])]
    except (Fault, Stopped):
        return losses


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
