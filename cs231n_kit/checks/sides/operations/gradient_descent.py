"""Descending a small loss by name: what was asked of it, and where the parameters went."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from .student import Student

Params = Mapping[str, np.ndarray]


def bowl(params: Params) -> tuple[float, dict[str, np.ndarray]]:
    """``½ Σ k (p - 1)²``; k is 1 for the first array, 2 for the next …: none depends on another."""
    loss, grads = 0.0, {}
    for k, (name, p) in enumerate(params.items(), start=1):
        loss += float(0.5 * k * np.sum((p - 1) ** 2))
        grads[name] = k * (p - 1)
    return loss, grads


def steep(params: Params) -> tuple[float, dict[str, np.ndarray]]:
    """``25 Σ (p - 1)²``: with steps of 0.05 it rises, for each leads to the other side and further up."""
    loss = float(sum(25 * np.sum((p - 1) ** 2) for p in params.values()))
    return loss, {name: 50 * (p - 1) for name, p in params.items()}


def valley(params: Params) -> tuple[float, dict[str, np.ndarray]]:
    """``½ (Σ p)² + ½ Σ p²`` over the entries of all arrays: the gradient of each depends on all."""
    total = float(sum(np.sum(p) for p in params.values()))
    squares = float(sum(np.sum(p * p) for p in params.values()))
    return 0.5 * total * total + 0.5 * squares, {name: total + p for name, p in params.items()}


def saddle(params: Params) -> tuple[float, dict[str, np.ndarray]]:
    """``Σ W1 b1 + ½ Σ W2²``: the gradient of an array is an array of `params`, and no copy of it."""
    W1, b1, W2 = (params[name] for name in ("W1", "b1", "W2"))
    return float(np.sum(W1 * b1) + 0.5 * np.sum(W2 * W2)), {"W1": b1, "b1": W1, "W2": W2}


LOSSES = {"bowl": bowl, "steep": steep, "valley": valley, "saddle": saddle}


def gradient_descent(
    student: Student, params: dict[str, Any], loss: str, step_size: float, num_iters: int
) -> dict[str, Any]:
    """The history and the parameters afterwards, both those handed in (``held``) and those in the dict.

    ``params`` and ``grads`` hold, for each call of the loss, what it was given and what it returned.
    """
    held, own, asked = dict(params), dict(params), []
    shapes = _shapes(params)

    def loss_fn(given: Params) -> tuple[float, dict[str, np.ndarray]]:
        if not isinstance(given, dict) or _shapes(given) != shapes:
            got = _shapes(given) if isinstance(given, dict) else type(given).__name__
            raise ValueError(f"loss_fn takes the dict of params, arrays of the shapes {shapes}; got {got}")
        for name, kind in {name: np.asarray(p).dtype for name, p in given.items()}.items():
            if kind.kind not in "fiu":
                raise TypeError(f"loss_fn takes arrays of real numbers; params[{name!r}] holds {kind}")
        value, grads = LOSSES[loss](given)
        asked.append(({name: np.array(p) for name, p in given.items()}, _copies(grads), value))
        return value, grads

    history = student["gradient_descent"](own, loss_fn, step_size, num_iters)
    return {
        "history": history,
        "held": _copies(held),
        "kept": _copies(own),
        "params": [given for given, _, _ in asked],
        "grads": [grads for _, grads, _ in asked],
        "losses": [value for _, _, value in asked],
    }


def _shapes(arrays: Mapping[str, Any]) -> dict[str, tuple[int, ...]]:
    return {name: np.shape(array) for name, array in arrays.items()}


def _copies(arrays: Mapping[str, Any]) -> dict[str, Any]:
    """Copies of the arrays; what is none is handed on as it is, to be judged by the check."""
    return {name: np.array(a) if isinstance(a, np.ndarray) else a for name, a in arrays.items()}
