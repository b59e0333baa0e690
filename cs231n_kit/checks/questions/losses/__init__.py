"""Checks of a loss of weights, examples and labels with a penalty: one family, used by four assignments.

Every check asks the expected side before it asks the other one, so that what it asks never depends on the
student: the answers can be recorded.

A loss is fitted as ``a · data + r · sum(W * W)`` and its gradient as ``a · data gradient + r · W``. The
expected side gives the data terms; what the penalty is follows from the student's own numbers at several
strengths. The coefficients are the diagnosis.
"""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from ...assignment import Check, checks_of
from ...judging.problems import Problem
from .data import data_gradient, loss_value
from .form import loops, no_loops, side_effects
from .penalty import gradient_regularisation, loss_regularisation
from .robust import edge_cases, large_differences, stability
from .task import FULL, HALF, Loss

ASKS: Mapping[str, Callable[..., Any]] = {
    "loss": loss_value,
    "gradient": data_gradient,
    "loss_regularisation": loss_regularisation,
    "gradient_regularisation": gradient_regularisation,
    "edge_cases": edge_cases,
    "stability": stability,
    "large_differences": large_differences,
    "side_effects": side_effects,
    "loops": loops,
}
FORM = ("side_effects", "loops")


def loss_checks(task: Loss, points: Mapping[str, float], **further: Callable[..., Any]) -> tuple[Check, ...]:
    """The checks of a loss by the names in `points`, each worth so many."""
    asks = {**ASKS, **further}
    return checks_of(
        task.task, {name: (worth, partial(asks[name], task)) for name, worth in points.items()}, FORM
    )


__all__ = ["ASKS", "FULL", "HALF", "Loss", "Problem", "loops", "loss_checks", "no_loops"]
