"""The expected side for a student: answers of the reference, recorded for the public inputs.

No solution is on the student's machine. The answers of a check are kept in the order in which the check
asks for them.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from ..judging.source import Source
from ..side import Answer

FOLDER = Path(__file__).parents[1] / "recorded"
SEED = 231  # of the public inputs


class Recorded:
    """The recorded answers of one check, one after the other."""

    def __init__(self, answers: list[Any]) -> None:
        self._answers: Iterator[Any] = iter(answers)

    def __call__(self, operation: str, *arguments: Any) -> Answer:
        name, value = next(self._answers, (None, None))
        if name != operation:
            raise LookupError(f"no recorded answer of {operation} is next, but {name}; record them again")
        return Answer(decoded(value))

    def source(self, task: str) -> Source:
        raise LookupError(f"the expected side has no source of {task}")


class Recording:
    """A side that asks another and keeps its answers, for `Recorded` to give."""

    def __init__(self, side: Any) -> None:
        self._side = side
        self.answers: list[list[Any]] = []

    def __call__(self, operation: str, *arguments: Any) -> Answer:
        answer = self._side(operation, *arguments)
        self.answers.append([operation, encoded(answer.value)])
        return Answer(answer.value)

    def source(self, task: str) -> Source:
        raise LookupError(f"the expected side has no source of {task}")


def path_of(assignment: str) -> Path:
    return FOLDER / f"{assignment}.json"


def read(assignment: str) -> dict[str, list[Any]]:
    """The answers of all checks of an assignment, by ``task/check``."""
    return json.loads(path_of(assignment).read_text("utf-8"))


def encoded(value: Any) -> Any:
    """A value as JSON holds it: an array as its shape and numbers, a tuple as a list."""
    if isinstance(value, np.ndarray):
        return {"shape": list(value.shape), "values": value.ravel().tolist()}
    if isinstance(value, np.generic):
        return value.item()
    if isinstance(value, dict):
        return {"items": {name: encoded(part) for name, part in value.items()}}
    if isinstance(value, tuple | list):
        return [encoded(part) for part in value]
    return value


def decoded(value: Any) -> Any:
    if isinstance(value, list):
        return [decoded(part) for part in value]
    if isinstance(value, dict) and "shape" in value:
        return np.array(value["values"]).reshape(value["shape"])
    if isinstance(value, dict):
        return {name: decoded(part) for name, part in value["items"].items()}
    return value
