"""Refusing a task that is done by calling something that does it.

What is given for one notebook, and a gradient measured where one is to be derived, are right in themselves:
only what the task itself calls tells that it was not written.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from ..assignment import Check
from ..finding import Fault, Verdict
from ..judging.source import Source
from ..side import DIRECTLY, Answer, Side
from .layers.layer import Random

MEASURED = ("eval_numerical_gradient", "eval_numerical_gradient_array")
DOES_IT: dict[str, tuple[str, ...]] = {
    "LinearClassifier.predict": ("predict",),
    "affine_forward": ("relu_hidden",),
    "relu_forward": ("relu_hidden",),
    "TwoLayerNet.loss": ("relu_net_loss", "relu_hidden", *MEASURED),
    **dict.fromkeys(("softmax_jacobian", "softmax_backward", "affine_backward", "relu_backward"), MEASURED),
    **dict.fromkeys(("softmax_loss",), ("relu_net_loss", *MEASURED)),
    **dict.fromkeys(("margin_psi", "large_margin_layer", "large_margin_softmax_loss"), MEASURED),
}


def unaided(checks: Iterable[Check]) -> tuple[Check, ...]:
    """The same checks, each refusing what is right by the work of another function.

    Those of form earn nothing where no other does, so that they need not ask.
    """
    return tuple(
        replace(check, ask=partial(_unaided, check)) if check.task in DOES_IT and not check.form else check
        for check in checks
    )


@dataclass
class _Noting:
    """A side, and the arguments that `task` was first called with."""

    impl: Side
    task: str
    arguments: tuple[Any, ...] | None = None

    def __call__(self, operation: str, *arguments: Any) -> Answer:
        if operation == self.task and self.arguments is None:
            self.arguments = arguments
        return self.impl(operation, *arguments)

    def source(self, task: str) -> Source:
        return self.impl.source(task)


def _unaided(check: Check, impl: Side, expected: Side, random: Random) -> Verdict | None:
    noting = _Noting(impl, check.task)
    verdict = check.ask(noting, expected, random)
    if noting.arguments is not None:
        called = impl(DIRECTLY + check.task, *noting.arguments).value
        for name in DOES_IT[check.task]:
            if name in called:
                raise Fault("calls_given", called=name)
    return verdict
