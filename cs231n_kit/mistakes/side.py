"""The expected side where the reference is at hand: its answers, and what mistakes make of the same input."""

from dataclasses import dataclass
from typing import Any

from ..checks.judging.source import Source
from ..checks.side import Answer, Side
from .table import MISTAKES


@dataclass(frozen=True)
class WithMistakes:
    """The reference; asked for ``mistakes in …``, the numbers of each by the code of its finding."""

    reference: Side

    def __call__(self, operation: str, *arguments: Any) -> Answer:
        if operation in MISTAKES:
            return Answer(MISTAKES[operation](*arguments))
        return self.reference(operation, *arguments)

    def source(self, task: str) -> Source:
        return self.reference.source(task)
