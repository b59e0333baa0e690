"""Checks of a softmax loss that takes scores: those of any loss, with scores ``x = X W`` and no penalty.

What comes back for the scores is carried on to the weights, ``dW = Xᵀ dx``; the gradient itself is judged
where it is.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import numpy as np

from ...assignment import Ask, Check
from ...finding import Fault, Verdict
from ...judging.fit import agree, agreed, fit, is_close, rounded
from ...judging.problems import Problem, problem
from ...judging.returned import ANY, NUMBER, UNSEEN, finite, returned
from ...side import Answer, Side
from ..layers.layer import judged
from . import Loss, loss_checks
from .epsilon import refuse_epsilon
from .task import refuse_swapped

NAMES = ("loss", "dx")


@dataclass(frozen=True)
class ScoreLoss(Loss):
    """A task that takes scores and labels and returns a loss and dx, the gradient for the scores."""

    def asked(self, side: Side, at: Problem) -> Answer:
        """The answer as it came, refused if its parts stand in another order."""
        answer = side(self.task, at.X @ at.W, at.y)
        refuse_swapped(answer.value, NAMES, [NUMBER, (at.N, at.W.shape[1])])
        return answer

    def answer(self, side: Side, at: Problem, reg: float = 0.0) -> Answer:
        answer = self.asked(side, at)
        loss, dx = returned(answer.value, NAMES, [ANY, ANY])
        if dx.shape == (at.W.shape[1], at.N):
            dx = dx.T  # told about the gradient
        _, dx = returned((loss, dx), NAMES, [UNSEEN, (at.N, at.W.shape[1])])
        with np.errstate(invalid="ignore"):
            return replace(answer, value=(answer.value[0], at.X.T @ dx))


def score_gradient(
    task: ScoreLoss, impl: Side, expected: Side, random: np.random.RandomState
) -> Verdict | None:
    """The gradient for the scores."""
    at = problem(random)
    shape = (at.N, at.W.shape[1])
    _, right = returned(task.asked(expected, at).value, NAMES, [NUMBER, shape])
    of_scores = at.with_(W=at.X @ at.W, X=np.eye(at.N))  # whose weights are the scores
    added, epsilons = task.added_to(expected, of_scores), task.with_epsilon(expected, of_scores)
    found = _dx(task.asked(impl, at).value, shape)
    if agree(found, right):
        return None
    refuse_epsilon("gradient", found, right, [(to, dx) for to, (_, dx) in epsilons])
    (a, *extra), residual = fit(found, [right, *added.values()])
    evidence = rounded(data_scale=a, N=at.N)
    if residual > 1e-6:
        return judged("dx", found, right)
    present = [code for code, size in zip(added, extra, strict=True) if not is_close(size, 0)]
    if present:
        raise Fault(present[0], **evidence)
    for scale, code in ((at.N, "grad_not_averaged"), (-1, "grad_sign")):
        if is_close(a, scale):
            raise Fault(code, **evidence)
    return agreed(found, right, Fault("grad_scaled", **evidence))


def score_loss_checks(task: str, points: Mapping[str, float]) -> tuple[Check, ...]:
    """The checks of a loss of scores by the names in `points`, each worth so many."""
    loss = ScoreLoss(
        task,
        instead="mistakes in softmax_loss",
        added="mistakes in label terms",
        epsilons="an epsilon in softmax_loss",
    )
    checks = loss_checks(loss, points, gradient=score_gradient)
    return tuple(replace(check, ask=partial(_told_as_dx, check.ask)) for check in checks)


def _told_as_dx(ask: Ask, *sides_and_random: Any) -> Verdict | None:
    try:
        return ask(*sides_and_random)
    except Fault as fault:
        renamed = {"name": "dx"} if fault.evidence.get("name") == "dW" else {}
        raise Fault(fault.code, **fault.evidence | renamed) from None


def _dx(value: Any, shape: tuple[int, ...]) -> np.ndarray:
    try:
        _, dx = returned(value, NAMES, [UNSEEN, shape])
    except Fault as fault:
        if fault.code == "wrong_shape" and fault.evidence["got"] == list(shape[::-1]):
            raise Fault("backward_transposed", **fault.evidence) from None
        raise
    finite({"dx": dx})
    return dx
