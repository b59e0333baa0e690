"""Recording the reference's answers for the public inputs. For staff: needs the reference as `impl`."""

from typing import Any

from ..assignment import Assignment
from ..run import random_of
from ..side import Side
from .recorded import SEED, Recording


def answers(
    assignment: Assignment, reference: Side, expected: Side, seed: int = SEED
) -> dict[str, list[Any]]:
    """What the expected side is asked by each check of the reference, with its answers."""
    recorded = {}
    for check in assignment.checks:
        recording = Recording(expected)
        check.ask(reference, recording, random_of(check, seed))
        recorded[f"{check.task}/{check.name}"] = recording.answers
    return recorded
