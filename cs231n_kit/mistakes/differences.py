"""Mistakes in numerical gradients of the functions with names."""

from typing import Any

import numpy as np

from ..checks.sides.operations.functions import FUNCTIONS


def one_sided(function: str, x: Any, h: float) -> dict[str, np.ndarray]:
    """The differences between `x` and the place one step above it, or below it, for each entry."""
    f = FUNCTIONS[function]
    steps = [h * e.reshape(x.shape) for e in np.eye(x.size)]
    return {
        "above": np.array([f(x + step) - f(x) for step in steps]).reshape(x.shape) / h,
        "below": np.array([f(x) - f(x - step) for step in steps]).reshape(x.shape) / h,
    }
