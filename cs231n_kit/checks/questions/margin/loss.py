"""Checks of the large-margin loss with its penalty: what it adds to the layer, and nothing that this does.

The student's own layer takes the place of the right one where the loss is made of it and it is wrong.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

import numpy as np

from ...assignment import Ask, Check
from ...finding import Fault, Skipped, Stopped, Verdict
from ...judging.fit import AGREE_FLOAT32, agree
from ...judging.problems import problem
from ...judging.returned import NUMBER, UNSEEN, returned
from ...judging.source import Source
from ...side import Answer, Side
from ..losses import Loss, loss_checks

TASK = "large_margin_softmax_loss"
MARGIN = 2
LOSS = Loss(TASK, arguments=lambda at, reg: (at.W, at.X, at.y, reg, MARGIN))


@dataclass(frozen=True)
class Carried:
    """The expected side, with the answers of the student's layer where the loss is as wrong as that is.

    ``stops`` holds why that layer did not come back, where it did not.
    """

    impl: Side
    expected: Side
    stops: list[Stopped] = field(default_factory=list)

    def __call__(self, operation: str, *arguments: Any) -> Answer:
        right = self.expected(operation, *arguments)
        W, X, y, reg, margin = arguments
        if reg:
            return right
        own = self._of_layer(W, X, y, margin)
        if own is None or not _are(self.impl, operation, arguments, own):
            return right
        return Answer(own)

    def _of_layer(self, W: Any, X: Any, y: Any, margin: Any) -> tuple[np.ndarray, np.ndarray] | None:
        """The loss and dW of the student's layer, if it comes back with them."""
        names, shapes = ("loss", "dx", "dW"), [NUMBER, UNSEEN, W.shape]
        try:
            loss, _, dW = returned(self.impl("large_margin_layer", X, W, y, margin).value, names, shapes)
        except Stopped as stopped:
            self.stops.append(stopped)
            return None
        except Fault:
            return None
        return loss, dW

    def source(self, task: str) -> Source:
        return self.expected.source(task)


def _are(impl: Side, operation: str, arguments: tuple[Any, ...], own: tuple[np.ndarray, np.ndarray]) -> bool:
    """Whether the student's loss gives what its own layer does."""
    try:
        found = returned(impl(operation, *arguments).value, ("loss", "dW"), [NUMBER, own[1].shape])
    except (Fault, Stopped):
        return False
    return all(agree(mine, layers) for mine, layers in zip(found, own, strict=True))


def margins(task: Loss, impl: Side, expected: Side, random: np.random.RandomState) -> Verdict | None:
    """The margin that is asked for, in the loss and in the gradient."""
    at = problem(random)
    asked = {m: replace(task, arguments=_with_margin(m)) for m in (1, 2, 3, 4)}
    right = {m: loss.both(expected, at) for m, loss in asked.items()}
    found = {m: loss.both(impl, at) for m, loss in asked.items()}
    wrong = [m for m in asked if not agree(found[m], right[m], AGREE_FLOAT32)]
    if not wrong:
        return None
    if len(wrong) < len(asked) and all(agree(found[m], found[1]) for m in asked):
        raise Fault("margin_not_passed")
    if MARGIN in wrong:
        raise Skipped("told_already")  # loss and gradient are asked for this margin
    raise Fault("edge_case", case="the margin " + " or ".join(map(str, wrong)))


def margin_loss_checks(points: Mapping[str, float]) -> tuple[Check, ...]:
    """The checks by the names in `points`, each worth so many."""
    checks = loss_checks(LOSS, points, margins=margins)
    return tuple(replace(check, ask=partial(_carrying, check.ask)) for check in checks)


def _carrying(ask: Ask, impl: Side, expected: Side, random: np.random.RandomState) -> Verdict | None:
    carried = Carried(impl, expected)
    try:
        return ask(impl, carried, random)
    except Stopped as stopped:
        if stopped.code == "exception" and (_layer_stopped(carried) or _layer_is_broken(impl)):
            raise Fault("needs_first", first="large_margin_layer (and margin_psi)") from None
        raise


def _layer_stopped(carried: Carried) -> bool:
    return any(stopped.code == "exception" for stopped in carried.stops)


def _layer_is_broken(impl: Side) -> bool:
    """Whether the layer does not come back with arrays of the right shapes."""
    at = problem(np.random.RandomState(0))
    try:
        value = impl("large_margin_layer", at.X, at.W, at.y, MARGIN).value
        returned(value, ("loss", "dx", "dW"), [NUMBER, at.X.shape, at.W.shape])
    except (Fault, Stopped):
        return True
    return False


def _with_margin(margin: int) -> Any:
    return lambda at, reg: (at.W, at.X, at.y, reg, margin)
