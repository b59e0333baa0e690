"""A task that returns a loss and a gradient: how it is called, and what must come back."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import permutations
from typing import Any

import numpy as np

from ...finding import Fault
from ...judging.problems import Problem
from ...judging.returned import NUMBER, UNSEEN, as_array, finite, returned
from ...side import Answer, Side

FULL, HALF = 1.0, 0.5  # what stands before reg * sum(W * W)
Random = np.random.RandomState
Instead = tuple[float, np.ndarray]  # a loss and a gradient, as a named mistake makes them


@dataclass(frozen=True)
class Loss:
    """A task that returns a loss and the gradient for `W`, and how it is called.

    Parameters
    ----------
    task : str
    arguments : callable
        ``arguments(problem, reg)`` for the call.
    convention : float
        `FULL` or `HALF`: the penalty that the docstring asks for. Both are accepted where loss and
        gradient agree.
    names : tuple of str
        What the task returns; the loss and dW are judged here.
    instead : str
        What the expected side calls the mistakes that make another data term of the loss and of the
        gradient: it is asked for them with W, X and y, and gives each in its forms by its code.
    added : str
        The same of the mistakes that add something to the data gradient.
    epsilons : str
        The same of what a small number changes, by what it is added to.
    """

    task: str
    arguments: Callable[[Problem, float], tuple[Any, ...]] = lambda at, reg: (at.W, at.X, at.y, reg)
    convention: float = FULL
    names: tuple[str, ...] = ("loss", "dW")
    instead: str = ""
    added: str = ""
    epsilons: str = ""

    def answer(self, side: Side, at: Problem, reg: float = 0.0) -> Answer:
        return side(self.task, *self.arguments(at, reg))

    def parts(
        self, side: Side, at: Problem, reg: float = 0.0, names: Sequence[str] = ()
    ) -> dict[str, np.ndarray]:
        """What the task returned, by name, with the types and shapes that it must have; of `names` alone."""
        return self.judged(self.answer(side, at, reg).value, at, names)

    def judged(self, value: Any, at: Problem, names: Sequence[str] = ()) -> dict[str, np.ndarray]:
        """The parts of what came back. A gradient that is transposed is put right: that is told once."""
        known = {"loss": NUMBER, "dW": at.W.shape, "db": at.W.shape[1:], "dx": at.X.shape}
        refuse_swapped(value, self.names, [known[name] for name in self.names])
        chosen = names or self.names
        shapes = [known[name] if name in chosen else UNSEEN for name in self.names]
        parts = dict(
            zip(self.names, returned(_turned(value, self.names, at), self.names, shapes), strict=True)
        )
        return {name: parts[name] for name in chosen}

    def loss(self, side: Side, at: Problem, reg: float = 0.0) -> float:
        """The loss, a finite number; whatever the gradient is."""
        found = self.parts(side, at, reg, ("loss",))
        finite(found)
        return float(found["loss"])

    def gradient(self, side: Side, at: Problem, reg: float = 0.0) -> np.ndarray:
        """dW, finite numbers of the shape of W; whatever the loss is."""
        found = self.parts(side, at, reg, ("dW",))
        finite(found)
        return found["dW"]

    def __call__(self, side: Side, at: Problem, reg: float = 0.0) -> tuple[np.ndarray, np.ndarray]:
        found = self.parts(side, at, reg)
        finite(found)
        return found["loss"], found["dW"]

    def both(self, side: Side, at: Problem) -> np.ndarray:
        """Loss and gradient at reg = 0 in one row of numbers."""
        loss, dW = self(side, at)
        return np.append(dW.ravel(), loss)

    def instead_of(self, expected: Side, at: Problem) -> list[tuple[str, Instead]]:
        """What named mistakes make of `at`: those of the task, and the ones that every loss knows."""
        last = at.with_(X=at.X[-1:], y=at.y[-1:])
        loss, dW = self(expected, last)
        forms = {"last_example_only": [(float(loss), dW)]} | self._mistakes(expected, self.instead, at)
        return [(code, (loss, np.asarray(dW))) for code, known in forms.items() for loss, dW in known]

    def added_to(self, expected: Side, at: Problem) -> dict[str, np.ndarray]:
        """What named mistakes add to the data gradient, by their codes."""
        return self._mistakes(expected, self.added, at)

    def with_epsilon(self, expected: Side, at: Problem) -> list[tuple[str, Instead]]:
        """What a small number changes for each unit of it, and what it is added to."""
        forms = self._mistakes(expected, self.epsilons, at)
        return [(to, (loss, np.asarray(dW))) for to, known in forms.items() for loss, dW in known]

    def _mistakes(self, expected: Side, name: str, at: Problem) -> dict[str, Any]:
        found: dict[str, Any] = expected(name, at.W, at.X, at.y).value if name else {}
        return found


def refuse_transposed(value: Any, names: Sequence[str], at: Problem) -> None:
    """A `Fault` where dW has the shape of W transposed."""
    place = names.index("dW")
    if isinstance(value, tuple | list) and len(value) == len(names) and _is_turned(value[place], at):
        raise Fault("grad_transposed", got=list(np.shape(value[place])), expected=list(at.W.shape))


def refuse_swapped(value: Any, names: Sequence[str], shapes: Sequence[tuple[int, ...]]) -> None:
    """A `Fault` where the parts have the right shapes in another order than that of `names`."""
    if not isinstance(value, tuple | list) or len(value) != len(names):
        return
    try:
        arrays = [as_array(part) for part in value]
    except ValueError:  # one of them is no array
        return
    for order in permutations(zip(names, shapes, strict=True)):  # the right order first
        if all(_has_shape(array, shape) for array, (_, shape) in zip(arrays, order, strict=True)):
            got = [name for name, _ in order]
            break
    else:
        return
    if got != list(names):
        raise Fault("returned_swapped", expected=", ".join(names), got=", ".join(got))


def _has_shape(array: np.ndarray, shape: tuple[int, ...]) -> bool:
    """Whether it is real numbers of that shape; a number may come as an array with one entry."""
    alike = array.shape == shape or (shape == NUMBER and array.size == 1)
    return alike and array.dtype.kind in "fiu"


def _turned(value: Any, names: Sequence[str], at: Problem) -> Any:
    if not isinstance(value, tuple | list) or len(value) != len(names):
        return value
    pairs = zip(names, value, strict=True)
    return [part.T if name == "dW" and _is_turned(part, at) else part for name, part in pairs]


def _is_turned(part: Any, at: Problem) -> bool:
    return isinstance(part, np.ndarray) and part.shape == at.W.T.shape != at.W.shape
