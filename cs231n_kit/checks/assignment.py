"""An assignment: an ordered table of tasks and checks, points, and the files that belong to it."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from .finding import Verdict
from .side import Side

Ask = Callable[[Side, Side, np.random.RandomState], Verdict | None]


@dataclass(frozen=True)
class Check:
    """One question about one task.

    ``ask(impl, expected, random)`` makes inputs from `random`, calls both sides, and raises a `Fault`,
    returns advice, or returns None: all is well. It may be called with any seed.

    ``form`` says that it asks what is left alone, how a function is written, or what is finite: that earns
    nothing where no other check of the task has passed that `opens` it. A student sees of a ``hidden`` one
    its points alone.
    """

    task: str
    name: str
    points: float
    ask: Ask
    form: bool = False
    visibility: str = "public"

    @property
    def opens(self) -> bool:
        """Whether passing it shows that something is done: a penalty is right without a look at the data."""
        return not self.form and not self.name.endswith("_regularisation")


def checks_of(
    task: str, table: Mapping[str, tuple[float, Ask]], form: Collection[str] = ("side_effects",)
) -> tuple[Check, ...]:
    """The checks of a task by name, each with what it is worth and what it asks; those in `form` ask form."""
    return tuple(Check(task, name, worth, ask, name in form) for name, (worth, ask) in table.items())


def shared_out(
    task: str, points: float, asks: Mapping[Any, float], form: Collection[str] = ()
) -> tuple[Check, ...]:
    """Checks of a task, named as their functions are, each worth its share of `points`."""
    whole = sum(asks.values())
    return checks_of(task, {ask.__name__: (points * share / whole, ask) for ask, share in asks.items()}, form)


@dataclass(frozen=True)
class Assignment:
    """The checks of one notebook, in the order in which they are told.

    ``files`` are those that a submission may bring, relative to the package.
    """

    name: str
    files: tuple[str, ...]
    checks: tuple[Check, ...]

    @property
    def notebook(self) -> str:
        return f"notebooks/{self.name}.ipynb"

    @property
    def tasks(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(check.task for check in self.checks))

    def of(self, task: str) -> tuple[Check, ...]:
        """The checks of one task."""
        return tuple(check for check in self.checks if check.task == task)
