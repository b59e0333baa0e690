"""Checks of the penalty of a network, ``½ reg (sum(W1 * W1) + sum(W2 * W2))``, and of its first parameters.

What the penalty is follows from the student's own numbers at several strengths: the data term cancels.
"""

from typing import Any

import numpy as np

from ...finding import Fault, Skipped, Verdict
from ...judging.fit import AGREE_FLOAT32, agree, fit, is_close, rounded
from ...judging.returned import ANY, finite, kind_of, returned
from ...side import Side
from ..layers.layer import Random
from ..losses import FULL, HALF
from ..losses.penalty import STRENGTHS
from .net import NAMES, Net, Params, listed, net

INIT = "TwoLayerNet.__init__"
WEIGHTS, BIASES = ("W1", "W2"), ("b1", "b2")
ENOUGH = 1000  # entries whose spread tells how they are distributed


def loss_penalty(impl: Side, expected: Side, random: Random) -> Verdict | None:
    """The penalty in the loss."""
    at = net(random)
    right = at.loss(expected)
    strength, again = STRENGTHS
    scales = _loss_scales(impl, random, strength)
    if all(is_close(scale, 0) for scale in scales.values()):
        excess = at.loss(impl) - right
        norm = sum(float(np.sum(at.params[name] ** 2)) for name in WEIGHTS)
        constant = any(is_close(excess / norm, scale) for scale in (HALF, FULL))
        raise Fault("reg_factor_ignored" if constant else "loss_reg_missing")
    others = _loss_scales(impl, random, again)
    _named(scales, "loss", "ΣW²")
    if not is_close(scales["W1"], others["W1"]):
        code = (
            "reg_factor_ignored" if is_close(scales["W1"] * strength, others["W1"] * again) else "reg_scaled"
        )
        raise Fault(code, what="loss", of="ΣW²", **rounded(reg_scale=scales["W1"]))
    if not any(is_close(scales["W1"], scale) for scale in (HALF, FULL)):
        raise Fault("reg_scaled", what="loss", of="ΣW²", **rounded(reg_scale=scales["W1"]))
    return None if is_close(scales["W1"], HALF) else Verdict("ok_full_convention")


def gradient_penalty(impl: Side, expected: Side, random: Random) -> Verdict | None:
    """The penalty in the gradients, which must be that of the loss."""
    at = net(random)
    right = at.gradients(expected)
    plain, *penalised = (at.gradients(impl, reg) for reg in (0.0, *STRENGTHS))
    scales, others = (
        _gradient_scales(at, plain, found, reg) for found, reg in zip(penalised, STRENGTHS, strict=True)
    )
    if all(is_close(scale, 0) for scale in scales.values()):
        constant = all(agree(plain[name] - right[name], at.params[name], 1e-4) for name in WEIGHTS) or all(
            agree(plain[name] - right[name], 2 * at.params[name], 1e-4) for name in WEIGHTS
        )
        raise Fault("reg_factor_ignored" if constant else "grad_reg_missing")
    _named(scales, "gradient", "W")
    scale = scales["W1"]
    if not is_close(scale, others["W1"]):
        same = is_close(scale * STRENGTHS[0], others["W1"] * STRENGTHS[1])
        raise Fault(
            "reg_factor_ignored" if same else "reg_scaled",
            what="gradient",
            of="W",
            **rounded(reg_scale=scale),
        )
    if not any(is_close(scale, 2 * half) for half in (HALF, FULL)):
        raise Fault("reg_scaled", what="gradient", of="W", **rounded(reg_scale=scale))
    of_loss = _loss_scales(impl, random, STRENGTHS[0])["W1"]
    told = not any(is_close(of_loss, one) for one in (HALF, FULL))  # the loss has been told about already
    if not told and not is_close(scale, 2 * of_loss):
        raise Fault("reg_mismatch", **rounded(loss_scale=of_loss, gradient_scale=scale))
    return None if is_close(scale, 2 * HALF) else Verdict("ok_full_convention")


def first_shapes(impl: Side, expected: Side, random: Random) -> Verdict | None:
    """Four parameters by their names, in their shapes. Other draws than the reference's cost nothing."""
    sizes, seed = (3, 5, 4), int(random.randint(2**31))
    right = _params(expected, sizes, 0.1, seed)
    found = _params(impl, sizes, 0.1, seed)
    known = all(agree(found[name], right[name], AGREE_FLOAT32) for name in WEIGHTS)
    scaled = all(fit(found[name], [right[name]])[1] < 1e-6 for name in WEIGHTS)
    return None if known or scaled else Verdict("other_draws")


def first_weights(impl: Side, expected: Side, random: Random) -> Verdict | None:
    """Normally distributed weights with the mean 0 and the standard deviation that was asked for."""
    scale, sizes = 0.02, (60, 50, 40)
    for name, W in _values(impl, WEIGHTS, sizes, scale, int(random.randint(2**31))).items():
        if W.size < ENOUGH:
            raise Skipped("told_already")  # of shapes
        deviation, mean, bound = np.std(W), np.mean(W), 5 * scale / np.sqrt(W.size)
        evidence = {"name": name} | rounded(mean=mean, deviation=deviation, weight_scale=scale)
        if deviation == 0:
            raise Fault("weights_alike", **evidence)
        if abs(deviation - scale) > 5 * scale / np.sqrt(2 * W.size):
            raise Fault("weights_scale", **evidence)
        if abs(mean) > bound:
            raise Fault("weights_mean", **evidence)
        far = float(np.mean(np.abs(W) > 2 * scale))  # 4.6 % for a normal distribution
        if not 0.025 < far < 0.07:
            raise Fault("weights_not_normal", far=far, **evidence)
    return None


def first_biases(impl: Side, expected: Side, random: Random) -> Verdict | None:
    """Biases of 0."""
    found = _values(impl, BIASES, (3, 5, 4), 0.1, int(random.randint(2**31)))
    if found["b1"].shape != (5,) and found["b2"].shape != (4,):
        raise Skipped("told_already")  # of shapes; zeros of any shape would be too little
    if wrong := [name for name, b in found.items() if b.any()]:
        raise Fault("biases_not_zero", names=", ".join(wrong))
    return None


def _params(side: Side, sizes: tuple[int, int, int], scale: float, seed: int) -> Params:
    D, H, C = sizes
    params = side(INIT, sizes, scale, seed).value
    if not isinstance(params, dict):
        raise Fault("wrong_return", expected="self.params, a dict", got=kind_of(params))
    if missing := [name for name in NAMES if name not in params]:
        raise Fault("names_missing", what="self.params", missing=", ".join(missing), got=listed(params))
    shapes: list[tuple[int, ...]] = [(D, H), (H,), (H, C), (C,)]
    try:
        arrays = returned([params[name] for name in NAMES], NAMES, shapes)
    except Fault as fault:
        raise Fault("first_shape" if fault.code == "wrong_shape" else fault.code, **fault.evidence) from None
    found = dict(zip(NAMES, arrays, strict=True))
    finite(found)
    return found


def _values(
    impl: Side, names: tuple[str, ...], sizes: tuple[int, int, int], scale: float, seed: int
) -> Params:
    """Some of the parameters, of whichever shape: that is told of shapes, as all is that is no number."""
    params = impl(INIT, sizes, scale, seed).value
    if not isinstance(params, dict) or not params.keys() >= set(names):
        raise Skipped("told_already")
    try:
        found = dict(
            zip(names, returned([params[name] for name in names], names, [ANY] * len(names)), strict=True)
        )
        finite(found)
    except Fault:
        raise Skipped("told_already") from None
    return found


def _loss_scales(impl: Side, random: Random, reg: float) -> dict[str, float]:
    """What stands before reg times the sum of squares of each parameter, in the student's loss."""
    nets = [net(random) for _ in range(6)]
    changes = np.array([at.loss(impl, reg) - at.loss(impl) for at in nets])
    squares = [np.array([np.sum(at.params[name] ** 2) for at in nets]) for name in NAMES]
    scales, _ = fit(changes, squares)
    return {name: float(scale) / reg for name, scale in zip(NAMES, scales, strict=True)}


def _gradient_scales(at: Net, plain: Params, found: Params, reg: float) -> dict[str, float]:
    """What stands before reg times each parameter, in the student's gradients."""
    scales = {}
    for name in NAMES:
        (scale,), residual = fit(found[name] - plain[name], [at.params[name]])
        if residual > 1e-4 and not agree(found[name], plain[name], 1e-9):
            raise Fault("net_reg_wrong", name=name)
        scales[name] = float(scale) / reg
    return scales


def _named(scales: dict[str, float], what: str, of: str) -> None:
    """Refuse a penalty on biases, or one that is not on both weights alike."""
    evidence: dict[str, Any] = {"what": what, "of": of}
    biases = [name for name in ("b1", "b2") if not is_close(scales[name], 0)]
    if biases:
        raise Fault("reg_on_bias", names=", ".join(biases), **evidence)
    left = [name for name in WEIGHTS if is_close(scales[name], 0)]
    if left:
        raise Fault("reg_one_layer", names=", ".join(left), **evidence)
    if not is_close(scales["W1"], scales["W2"]):
        raise Fault("reg_scaled", **evidence, **rounded(reg_scale=scales["W2"]))
