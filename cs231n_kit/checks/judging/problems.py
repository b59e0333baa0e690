"""Inputs for the checks. N, D and C differ from each other, and C from 10: several wrong functions are
right only where two of them are equal.
"""

from dataclasses import dataclass, replace

import numpy as np


@dataclass(frozen=True)
class Problem:
    """Weights, examples and labels: ``W (D, C)``, ``X (N, D)`` of float64, ``y (N,)`` of int64."""

    W: np.ndarray
    X: np.ndarray
    y: np.ndarray

    def with_(self, **changes: np.ndarray) -> "Problem":
        return replace(self, **changes)

    @property
    def N(self) -> int:
        return len(self.X)


def problem(random: np.random.RandomState, N: int = 7, D: int = 5, C: int = 4) -> Problem:
    """Numbers of ordinary size; each class is there if N allows it, some more than once."""
    y = random.permutation(np.arange(N) % C)
    return Problem(0.5 * random.standard_normal((D, C)), random.standard_normal((N, D)), y.astype(np.int64))


def shifted(random: np.random.RandomState, shifts: list[float], D: int = 4, C: int = 3) -> Problem:
    """A problem with one example for each of `shifts`, by which all its scores are raised together."""
    one = problem(random, len(shifts), D, C)
    return one.with_(W=np.vstack([one.W, np.ones((1, C))]), X=np.column_stack([one.X, np.array(shifts)]))


def far_apart(random: np.random.RandomState, distance: float, N: int = 6, C: int = 4) -> Problem:
    """Scores that differ by up to `distance` within an example; the examples are one-hot, W is the scores."""
    scores = distance * random.permutation(np.arange(N * C) / (N * C)).reshape(N, C)
    return Problem(scores, np.eye(N), random.permutation(np.arange(N) % C).astype(np.int64))
