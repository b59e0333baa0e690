"""Layers: a forward pass without its cache, and a backward pass with the one that the forward pass left.

A cache may be any object, so it stays where it was made: a backward pass is asked together with the forward
pass before it.
"""

from collections.abc import Callable
from typing import Any

from .student import Student

NO_CACHE = 0.0  # stands for the cache among what a forward pass returned


def forward(name: str) -> Callable[..., Any]:
    """The operation that gives what the forward pass `name` returned, a number in place of its cache."""

    def operation(student: Student, *inputs: Any) -> Any:
        value = student[name](*inputs)
        return (value[0], NO_CACHE) if _is_pair(value) else value

    return operation


def backward(name: str, forward_name: str) -> Callable[..., Any]:
    """The operation that runs both passes of a layer.

    It is called with the inputs of the forward pass by name and in order, the gradient of its output, and
    how often the way back is gone with the same cache; it gives what the last time returned.
    """

    def operation(student: Student, inputs: dict[str, Any], dout: Any, times: int = 1) -> Any:
        value = student[forward_name](*inputs.values())
        cache = value[1] if _is_pair(value) else value
        for _ in range(times):
            gradients = student[name](dout, cache)
        return gradients

    return operation


def _is_pair(value: Any) -> bool:
    return isinstance(value, tuple | list) and len(value) == 2
