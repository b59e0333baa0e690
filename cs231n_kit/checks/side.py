"""The two sides that a check asks: the functions that are examined, and the expected answers."""

from dataclasses import dataclass
from typing import Any, Protocol

from .judging.source import Source

# Before the name of a task: ask for ``[line, times]`` of each line of its file that it runs; for the names of
# the other tasks that it calls; for those and what is given, unless it is another task that calls them; for
# what it gives for the same problem at the size of real data.
LINES, CALLS, DIRECTLY, FULL_SIZE = (
    "lines run by ",
    "tasks called by ",
    "called directly by ",
    "full size of ",
)


@dataclass(frozen=True)
class Answer:
    """What a call came back with.

    ``changed`` names the arguments, by their place, that the call changed in place; ``printed`` counts
    the characters that it wrote.
    """

    value: Any
    changed: tuple[int, ...] = ()
    printed: int = 0
    seconds: float = 0.0


class Side(Protocol):
    """One of the two sides. Both are asked in the same words; the expected one has only values."""

    def __call__(self, operation: str, *arguments: Any) -> Answer:
        """Call a task, or another of `operations`, with arrays, numbers and names.

        Raises
        ------
        Stopped
            If it does not come back with a value.
        """
        ...

    def source(self, task: str) -> Source:
        """The text that was written for `task`; the expected side has none."""
        ...
