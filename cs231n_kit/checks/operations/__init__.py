"""How a task is called: with arrays, numbers and names alone, so that the call can cross to a process.

A plain function is called as it is. What takes a function or is a method is called by one of the
operations here, which runs where the student's code runs and gives back numbers.
"""

from collections.abc import Callable
from typing import Any

from . import linear_classifier
from .student import Student

Operation = Callable[..., Any]

OPERATIONS: dict[str, Operation] = {
    "LinearClassifier.train": linear_classifier.train,
    "LinearClassifier.predict": linear_classifier.predict,
}


def operation(name: str) -> Operation:
    """The operation of that name: called with the student's functions and the arguments."""
    return OPERATIONS.get(name) or (lambda student, *arguments: student[name](*arguments))


__all__ = ["OPERATIONS", "Student", "operation"]
