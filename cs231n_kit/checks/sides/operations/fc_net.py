"""The network with one hidden layer: its first parameters, and its loss."""

from typing import Any

import numpy as np

from .student import Student


def init(student: Student, sizes: tuple[int, int, int], weight_scale: float, seed: int) -> Any:
    """The parameters of a new network with D, H and C of `sizes`, NumPy's global generator seeded first."""
    np.random.seed(seed)
    return student["TwoLayerNet"](*sizes, weight_scale=weight_scale).params


def loss(student: Student, params: dict[str, Any], reg: float, X: Any, y: Any = None) -> Any:
    """Scores, or loss and gradients, of a network with these parameters, whatever its `__init__` does."""
    TwoLayerNet = student["TwoLayerNet"]
    D, H = params["W1"].shape
    try:
        net = TwoLayerNet(D, H, params["W2"].shape[1])  # it may keep more than parameters
    except Exception:
        net = TwoLayerNet.__new__(TwoLayerNet)
    net.params, net.reg = params, reg
    return net.loss(X) if y is None else net.loss(X, y)
