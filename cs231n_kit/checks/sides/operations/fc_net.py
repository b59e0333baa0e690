"""The network with one hidden layer: its first parameters, and its loss."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import permutations
from typing import Any

import numpy as np

from .student import Student


def init(student: Student, sizes: tuple[int, int, int], weight_scale: float, seed: int) -> Any:
    """The parameters of a new network with D, H and C of `sizes`, NumPy's global generator seeded first."""
    np.random.seed(seed)
    return student["TwoLayerNet"](*sizes, weight_scale=weight_scale).params


def loss(student: Student, params: dict[str, Any], reg: float, X: Any, y: Any = None) -> Any:
    """Scores, or loss and gradients, of a network with these parameters, whatever its `__init__` does.

    If it stops, it is tried once more with layers that return what their docstrings say, in that order: so
    one that returns it in another form does not count for the network.
    """
    TwoLayerNet = student["TwoLayerNet"]
    D, H = params["W1"].shape
    try:
        net = TwoLayerNet(D, H, params["W2"].shape[1])  # it may keep more than parameters
    except Exception:
        net = TwoLayerNet.__new__(TwoLayerNet)
    net.params, net.reg = params, reg
    batch = (X,) if y is None else (X, y)
    try:
        return net.loss(*batch)
    except Exception:
        with _in_documented_form(TwoLayerNet.loss.__globals__):
            return net.loss(*batch)


@contextmanager
def _in_documented_form(names: dict[str, Any]) -> Iterator[None]:
    """While this lasts the layers that these names stand for are put right in form."""
    forms = {"relu_forward": _with_cache, "affine_backward": _in_order}
    own = {name: names[name] for name in forms if callable(names.get(name))}
    names.update({name: forms[name](layer) for name, layer in own.items()})
    try:
        yield
    finally:
        names.update(own)


def _with_cache(forward: Any) -> Any:
    """A forward pass whose output stands for the cache that is missing, as it does in `layers.backward`."""

    def completed(*inputs: Any) -> Any:
        value = forward(*inputs)
        return (value, value) if isinstance(value, np.ndarray) else value

    return completed


def _in_order(backward: Any) -> Any:
    """`affine_backward` with dx first, dw second and db last, told apart by their shapes."""

    def ordered(dout: Any, cache: Any) -> Any:
        parts = backward(dout, cache)
        if not isinstance(parts, tuple | list) or len(parts) != 3:
            return parts
        return next((order for order in permutations(parts) if _fit(order, dout)), parts)

    return ordered


def _fit(gradients: tuple[Any, ...], dout: Any) -> bool:
    (dx, dw, db), (N, M) = gradients, dout.shape
    return np.ndim(dx) > 1 and len(dx) == N and np.shape(dw) == (np.size(dx) // N, M) and np.size(db) == M
