"""One file of checks an assignment, and the table of them all."""

from importlib import import_module

from ...errors import KitError
from ..assignment import Assignment

NAMES = (
    "gradient_check",
    "softmax",
    "spiral",
    "softmax_layer",
    "large_margin",
    "svm",
    "knn",
)


def assignment(name: str) -> Assignment:
    """The assignment called `name`; a `KitError` that lists the names otherwise."""
    if name not in NAMES:
        raise KitError(f"assignment must be one of {', '.join(NAMES)}, got {name!r}; correct it")
    found: Assignment = import_module(f".{name}", __package__).ASSIGNMENT
    return found


def assignments() -> list[Assignment]:
    """All assignments in the order in which they are worked through."""
    return [assignment(name) for name in NAMES]
