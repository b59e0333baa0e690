"""Functions of an array by name, and the tasks that take one: they differentiate it, or check a gradient."""

import io
from contextlib import redirect_stdout
from typing import Any

import numpy as np

from .student import Student

FUNCTIONS = {
    "quadratic": lambda x: np.sum(x * x),
    "cubic": lambda x: np.sum(x**3),
    "exponential": lambda x: np.sum(np.exp(x)),
    # Each entry has its own coefficient and belongs to every term of a square.
    "coupled": lambda x: np.sum(np.arange(1.0, x.size + 1) * np.ravel(x)) ** 2 / (x.size + 1) ** 2,
}


class Probe:
    """One of `FUNCTIONS` near a place `x`, which notes how `x` was moved each time it was asked.

    ``moved`` counts the entries moved, ``entry`` is the place of the one moved furthest in the order of
    C, -1 for none, and ``upward`` the sign of that move, one a call; ``furthest`` is the longest move of all.
    ``shared`` says whether all it was given was `x` itself.
    """

    def __init__(self, name: str, x: np.ndarray) -> None:
        self._function, self._x, self._place = FUNCTIONS[name], x, x.copy()
        self.moved: list[int] = []
        self.entry: list[int] = []
        self.upward: list[int] = []
        self.furthest = 0.0
        self.shared = True

    def __call__(self, x: Any) -> float:
        if np.shape(x) != self._place.shape:
            raise ValueError(f"f takes an array of the shape {self._place.shape}, got {np.shape(x)}")
        move = np.ravel(np.asarray(x, dtype=np.float64) - self._place)
        far = np.abs(move) > 0.5 * max(np.max(np.abs(move)), 1e-12)
        furthest = int(np.argmax(np.abs(move)))
        self.moved.append(int(far.sum()))
        self.entry.append(furthest if far.any() else -1)
        self.upward.append(int(np.sign(move[furthest])) if far.any() else 0)
        self.furthest = max(self.furthest, float(np.max(np.abs(move))))
        self.shared &= isinstance(x, np.ndarray) and np.shares_memory(x, self._x)
        return float(self._function(np.asarray(x)))

    def record(self) -> dict[str, Any]:
        return {
            "x": np.array(self._x),
            "moved": self.moved,
            "entry": self.entry,
            "upward": self.upward,
            "furthest": self.furthest,
            "shared": self.shared,
        }


def laid_out(x: np.ndarray, order: str) -> np.ndarray:
    """The same numbers in the order of C or Fortran, or as every second entry of a larger array."""
    if order == "view":
        return np.repeat(x, 2, axis=-1)[..., ::2]
    return np.array(x, order="F" if order == "F" else "C")


def eval_numerical_gradient(
    student: Student, function: str, x: Any, settings: dict[str, Any], order: str = "C"
) -> dict[str, Any]:
    """The numerical gradient of a function near `x`, and what was done to get it."""
    place = laid_out(x, order)
    probe = Probe(function, place)
    grad = student["eval_numerical_gradient"](probe, place, **settings)
    return {"grad": grad} | probe.record()


def grad_check_sparse(
    student: Student, function: str, x: Any, analytic: Any, settings: dict[str, Any], seed: int
) -> dict[str, Any]:
    """What a sparse check returned and how many lines it printed, after NumPy's generator was seeded."""
    probe, printed = Probe(function, x), io.StringIO()
    np.random.seed(seed)
    with redirect_stdout(printed):
        error = student["grad_check_sparse"](probe, x, analytic, **settings)
    return {"error": error, "lines": len(printed.getvalue().splitlines())} | probe.record()
