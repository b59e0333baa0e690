"""What an operation is given of the student's work."""

from typing import Any, Protocol


class Student(Protocol):
    """What the student wrote, by name: ``student["softmax_loss_naive"]``, ``student["LinearClassifier"]``."""

    def __getitem__(self, name: str) -> Any: ...
