"""Calls that are ready to be made: what need not be done anew in each child is done before it is forked."""

from collections.abc import Callable
from typing import Any, NamedTuple

from ...checks.side import FULL_SIZE
from ...checks.sides.operations import operation, task_of
from ...checks.sides.operations.full_size import at_full_size, blown_up
from .plan import Plan


class Ready(NamedTuple):
    """A call: ``function(student, *arguments)``, of a task."""

    task: str
    function: Callable[..., Any]
    arguments: list[Any]


def ready(name: str, arguments: list[Any]) -> Ready:
    """The call of an operation."""
    return Ready(task_of(name), operation(name), arguments)


def all_ready(plan: Plan) -> list[list[Ready]]:
    """The calls of a plan, check by check. Problems of the size of real data are made: a fork shares them."""
    return [[_made(*call) for call in check.calls] for check in plan]


def _made(name: str, arguments: list[Any]) -> Ready:
    call = ready(name, arguments)
    if not name.startswith(FULL_SIZE):
        return call
    W, X, y, *_ = arguments
    return call._replace(function=at_full_size(call.task, blown_up(W, X, y)))
