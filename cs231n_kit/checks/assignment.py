"""An assignment: an ordered table of tasks and checks, points, and the files that belong to it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from .finding import Verdict
from .side import Side

Ask = Callable[[Side, Side, np.random.RandomState], Verdict | None]

# What is left alone, how it is written, what is finite: that earns nothing where nothing is right yet.
FORM = {"edge_cases", "stability", "large_differences", "side_effects", "loops", "bias_shape", "bias_penalty"}


@dataclass(frozen=True)
class Check:
    """One question about one task.

    ``ask(impl, expected, random)`` makes inputs from `random`, calls both sides, and raises a `Fault`,
    returns advice, or returns None: all is well. It may be called with any seed.
    """

    task: str
    name: str
    points: float
    ask: Ask

    @property
    def form(self) -> bool:
        """Whether it is asked only where another check of the task has passed."""
        return self.name in FORM


def shared_out(task: str, points: float, asks: Mapping[Any, float]) -> tuple[Check, ...]:
    """Checks of a task, named as their functions are, each worth its share of `points`."""
    whole = sum(asks.values())
    return tuple(Check(task, ask.__name__, points * share / whole, ask) for ask, share in asks.items())


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
