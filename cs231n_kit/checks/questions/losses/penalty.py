"""The penalty: read off the student's own numbers at several strengths, and compared with itself."""

import numpy as np

from ...finding import Fault, Verdict
from ...judging.fit import agree, fit, is_close, rounded
from ...judging.problems import Problem, problem
from ...side import Side
from .data import loss_scales, three, where
from .task import FULL, HALF, Loss, Random

STRENGTHS = (0.3, 0.7)
STEP = 1e-2  # the centred difference of a square is exact, and float32 leaves it three digits


def loss_regularisation(task: Loss, impl: Side, expected: Side, random: Random) -> Verdict | None:
    """The penalty in the loss."""
    problems = three(random)
    right = np.array([task.loss(expected, at) for at in problems])
    (scale, changes), (other, _) = (_penalty_of_loss(task, impl, at) for at in problems[:2])
    if scale is None:
        code = "reg_factor_ignored" if is_close(*changes) else "reg_scaled"
        raise Fault(code, what="loss", of="ΣW²", **rounded(reg_scale=changes[0] / STRENGTHS[0]))
    if other is None or not is_close(scale, other):
        raise Fault("loss_reg_wrong", **rounded(reg_scale=scale))
    if is_close(scale, 0):
        found = np.array([task.loss(impl, at) for at in problems])
        _, constant, residual = loss_scales(found, right, problems)
        ignored = residual < 1e-6 and not is_close(constant, 0)
        raise Fault("reg_factor_ignored" if ignored else "loss_reg_missing", **rounded(reg_scale=constant))
    if not is_close(scale, FULL) and not is_close(scale, HALF):
        raise Fault("reg_scaled", what="loss", of="ΣW²", **rounded(reg_scale=scale))
    return _other_convention(task, scale)


def gradient_regularisation(task: Loss, impl: Side, expected: Side, random: Random) -> Verdict | None:
    """The penalty in the gradient, which must be that of the loss."""
    at = problem(random)
    right = task.gradient(expected, at)
    gradients = [task.gradient(impl, at, reg) for reg in (0.0, *STRENGTHS)]
    changes = [fit(dW - gradients[0], [at.W]) for dW in gradients[1:]]
    if _is_derivative(task, impl, at, gradients[1] - gradients[0], random):
        return _convention_noted(task, *changes[0])
    first, second = ((c[0] / reg) for (c, _), reg in zip(changes, STRENGTHS, strict=True))
    evidence = {"what": "gradient", "of": "W"} | rounded(reg_scale=first)
    if max(residual for _, residual in changes) > 1e-4:
        raise Fault("grad_reg_wrong", **where(gradients[1] - gradients[0], 2 * STRENGTHS[0] * at.W))
    if not is_close(first, second):
        same = is_close(first * STRENGTHS[0], second * STRENGTHS[1])
        raise Fault("reg_factor_ignored" if same else "reg_scaled", **evidence)
    if is_close(first, 0):
        (_, constant), residual = fit(gradients[0], [right, at.W])
        ignored = residual < 1e-4 and not is_close(constant, 0)
        raise Fault("reg_factor_ignored" if ignored else "grad_reg_missing", **evidence)
    return _agrees(task, first, _convention_of_loss(task, impl, at))


def _is_derivative(task: Loss, impl: Side, at: Problem, change: np.ndarray, random: Random) -> bool:
    """Whether what reg adds to the gradient is the slope of what it adds to the loss, whatever that is."""
    directions = random.standard_normal((3, *at.W.shape))
    try:
        rises = [_rise(task, impl, at, direction) for direction in directions]
    except Fault:
        return False
    slopes = np.array([np.sum(change * direction) for direction in directions])
    return not is_close(float(np.abs(slopes).max()), 0) and agree(np.array(rises), slopes, 1e-3)


def _rise(task: Loss, impl: Side, at: Problem, direction: np.ndarray) -> float:
    """How fast the penalty of the loss grows along a direction."""
    ahead, behind = (at.with_(W=at.W + step * direction) for step in (STEP, -STEP))
    up, down = (task.loss(impl, one, STRENGTHS[0]) - task.loss(impl, one) for one in (ahead, behind))
    return (up - down) / (2 * STEP)


def _convention_noted(task: Loss, coefficients: np.ndarray, residual: float) -> Verdict | None:
    """Advice where it is the other convention; another penalty is told of the loss."""
    half = float(coefficients[0]) / STRENGTHS[0] / 2
    is_known = is_close(half, FULL) or is_close(half, HALF)
    return _other_convention(task, half) if is_known and residual <= 1e-4 else None


def _agrees(task: Loss, first: float, scale: float | None) -> Verdict | None:
    """Whether ``first · reg · W`` is the derivative of the loss's penalty; of either, where that is wrong."""
    if not is_close(first, 1) and not is_close(first, 2):
        raise Fault("reg_scaled", what="gradient", of="W", **rounded(reg_scale=first))
    if scale is not None and not is_close(first, 2 * scale):
        raise Fault("reg_mismatch", **rounded(loss_scale=scale, gradient_scale=first))
    return _other_convention(task, first / 2)


def _convention_of_loss(task: Loss, impl: Side, at: Problem) -> float | None:
    """`FULL`, `HALF`, or None where the loss has neither and has been told about already."""
    try:
        scale, _ = _penalty_of_loss(task, impl, at)
    except Fault:
        return None
    return next((known for known in (FULL, HALF) if scale is not None and is_close(scale, known)), None)


def _penalty_of_loss(task: Loss, impl: Side, at: Problem) -> tuple[float | None, list[float]]:
    """What stands before ``reg * sum(W * W)``, None if that is no number; and the change at each strength."""
    losses = [task.loss(impl, at, reg) for reg in (0.0, *STRENGTHS)]
    changes = [float((loss - losses[0]) / np.sum(at.W * at.W)) for loss in losses[1:]]
    first, second = (change / reg for change, reg in zip(changes, STRENGTHS, strict=True))
    return (first if is_close(first, second) else None), changes


def _other_convention(task: Loss, scale: float) -> Verdict | None:
    if is_close(scale, task.convention):
        return None
    return Verdict("ok_half_convention" if is_close(scale, HALF) else "ok_full_convention")
