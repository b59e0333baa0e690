"""A loss at the size of real data: the large problem is made where the student's code runs."""

from collections.abc import Callable
from typing import Any

import numpy as np

from .student import Student

N, D = 500, 3073  # pictures of CIFAR-10 with a bias

Large = tuple[np.ndarray, np.ndarray, np.ndarray]  # W, X and y


def at_full_size(task: str, large: Large | None = None) -> Callable[..., Any]:
    """An operation: call `task` with a problem blown up to `N` examples of `D` features.

    It gives the loss, the rows of the gradient that the small problem has, and the largest number in the
    others, which must be 0.

    Parameters
    ----------
    task : str
    large : tuple, optional
        What `blown_up` gives for the problem that the operation will be called with, if that is known.
    """

    def call(student: Student, W: Any, X: Any, y: Any, reg: float) -> tuple[Any, Any, float]:
        rows = _rows(W)
        large_W, large_X, large_y = large or blown_up(W, X, y)
        loss, dW = student[task](large_W, large_X, large_y, reg)
        dW = np.asarray(dW).T if np.shape(dW) == large_W.T.shape else np.asarray(dW)  # told elsewhere
        rest = np.delete(dW, rows, axis=0) if dW.shape == large_W.shape else np.full(1, np.nan)
        return loss, dW[rows], float(np.max(np.abs(rest)))

    return call


def blown_up(W: np.ndarray, X: np.ndarray, y: np.ndarray) -> Large:
    """The problem at the size of real data, with the same mean loss.

    The examples are repeated, and features that are always 0 are put between the others: so the gradient has
    rows of zeros in between.
    """
    rows = _rows(W)
    large_W, large_X = np.ones((D, W.shape[1])), np.zeros((N, D))
    large_W[rows], large_X[:, rows] = W, np.resize(X, (N, X.shape[1]))
    return large_W, large_X, np.resize(y, N)


def _rows(W: np.ndarray) -> np.ndarray:
    return np.linspace(0, D - 1, len(W)).astype(np.int64)
