"""What a multiclass SVM loss is asked beside what every loss is: does another margin than 1 explain it?"""

from collections.abc import Callable

import numpy as np

from ...finding import Fault, Verdict
from ...judging.fit import agree, rounded
from ...judging.problems import Problem, problem
from ...side import Side
from . import Loss
from .task import Random


def other_margin(
    task: Loss, impl: Side, expected: Side, random: Random, ask: Callable[..., Verdict | None], part: str
) -> Verdict | None:
    """Ask `ask`; what it finds wrong may be right with another margin than 1.

    ``part`` is what `ask` judges, ``"loss"`` or ``"dW"``. With a large margin every term is active, as
    with other mistakes: what has another name keeps it unless loss and gradient have the same margin.
    """
    at = problem(random)
    known = expected("svm_loss with other margins", at.W, at.X, at.y).value
    try:
        return ask(task, impl, expected, random)
    except Fault as fault:
        found = {name: _part(task, impl, at, name) for name in ("loss", "dW")}
        for margin, loss, dW in known:
            wrong = {"loss": np.asarray(loss), "dW": np.asarray(dW)}
            same = {name for name, value in found.items() if value is not None and agree(value, wrong[name])}
            if len(same) == 2 or (part in same and fault.code in ("loss_wrong", "grad_wrong")):
                raise Fault("margin_other", margin=margin, **rounded(got=found[part])) from None
        raise


def _part(task: Loss, impl: Side, at: Problem, name: str) -> np.ndarray | None:
    """A part of what the task returned; None where it cannot be judged, which is told elsewhere."""
    try:
        return task.parts(impl, at, names=(name,))[name]
    except Fault:
        return None
