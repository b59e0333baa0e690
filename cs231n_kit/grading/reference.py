"""What the reference is asked in a run, and what it answers: made once, in a process of its own.

Run as a module, in a tree with the reference, it writes them to a file.
"""

import sys
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from ..authoring.child import child
from ..checks.assignments import assignment
from ..checks.judging.source import Source
from ..checks.run import random_of
from ..checks.side import Answer, Side
from ..checks.sides.local import Local
from ..errors import KitError
from ..mistakes.side import WithMistakes
from ..overlay import REFERENCE, build_tree
from .inside.plan import Plan, Planned, as_lists, of_lists
from .inside.wire import packed, unpacked
from .scratch import scratch_folder
from .submission import Settings

Asked = tuple[str, list[Any], Any]  # operation, arguments, value


@dataclass(frozen=True)
class Reference:
    """For each check in turn: the calls that it makes of right work, and the answers it compares with."""

    plan: Plan
    answers: tuple[tuple[tuple[str, Any], ...], ...]

    @classmethod
    def read(cls, data: bytes) -> "Reference":
        plan, answers = unpacked(data, trusted=True)
        return cls(of_lists(plan), tuple(tuple(map(tuple, each)) for each in answers))


class Given:
    """The expected side of one check: its answers, one after the other."""

    def __init__(self, answers: tuple[tuple[str, Any], ...]) -> None:
        self._answers = iter(answers)

    def __call__(self, operation: str, *arguments: Any) -> Answer:
        name, value = next(self._answers, ("", None))
        if name != operation:
            raise LookupError(f"no answer of {operation} is next, but {name}")
        return Answer(value)

    def source(self, task: str) -> Source:
        raise LookupError(f"the expected side has no source of {task}")


class Noting:
    """A side that notes what another is asked, and what it answers."""

    def __init__(self, side: Side) -> None:
        self._side = side
        self.asked: list[Asked] = []

    def __call__(self, operation: str, *arguments: Any) -> Answer:
        given = deepcopy(list(arguments))
        answer = self._side(operation, *arguments)
        self.asked.append((operation, given, answer.value))
        return answer

    def source(self, task: str) -> Source:
        return self._side.source(task)


def expected(settings: Settings) -> bytes:
    """The `Reference` of a run, for `Reference.read`.

    Raises
    ------
    KitError
        If the checks cannot be asked of the reference.
    """
    with scratch_folder(0o700) as folder:
        tree, file = build_tree(folder / "tree", REFERENCE, authoring=True), folder / "reference"
        process = child(tree, "grading.reference", settings.assignment, str(settings.seed), str(file))
        _, errors = process.communicate()
        if process.returncode:
            said = errors.strip().splitlines()[-1:] or ["it ended without a word"]
            raise KitError(
                f"the reference's answers cannot be made: {said[0]}; mend the solution or the check"
            )
        return file.read_bytes()


def _without_answers(asked: list[Asked]) -> Iterator[tuple[str, list[Any]]]:
    """The calls up to one that is given what an earlier one has answered: no answer of ours enters a box."""
    given: set[bytes] = set()
    answered: set[bytes] = set()
    for operation, arguments, value in asked:
        now = set(_contents(arguments))
        if now & answered:
            return
        yield operation, arguments
        given |= now
        answered |= set(_contents(value)) - given


def _contents(value: Any) -> Iterator[bytes]:
    """The bytes of each array in a value; of one number or none there is nothing to tell."""
    if isinstance(value, np.ndarray) and value.size > 1:
        yield value.astype(np.complex128).tobytes()
    elif isinstance(value, dict):
        yield from _contents(list(value.values()))
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _contents(part)


def main(name: str, seed: int, file: Path) -> None:
    reference = Local()
    plan, answers = [], []
    for check in assignment(name).checks:
        impl, other = Noting(reference), Noting(WithMistakes(reference))
        check.ask(impl, other, random_of(check, seed))
        plan.append(Planned(check.task, tuple(_without_answers(impl.asked))))
        answers.append([[operation, value] for operation, _, value in other.asked])
    file.write_bytes(packed([as_lists(tuple(plan)), answers], trusted=True))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]))
