"""The calls that the checks make of a submission, noted while it is graded."""

from collections.abc import Iterator
from contextlib import ExitStack
from copy import deepcopy
from typing import Any

from cs231n_kit.checks.assignments import assignment
from cs231n_kit.checks.run import run
from cs231n_kit.checks.side import Answer, Side
from cs231n_kit.checks.sides.recorded import Recorded
from cs231n_kit.grading.boxed import Boxed
from cs231n_kit.grading.boxes import Server
from cs231n_kit.grading.inside.sandbox.layers import chosen

from .submissions import NAME, Files

Call = tuple[str, str, tuple[Any, ...], Any]  # check, operation, arguments, value (None if it stopped)
TIMEOUT = 10.0


class Noting:
    """A side that notes what another is asked."""

    def __init__(self, side: Side) -> None:
        self._side = side
        self.check = ""
        self.calls: list[Call] = []

    def __call__(self, operation: str, *arguments: Any) -> Answer:
        kept, value = deepcopy(arguments), None
        try:
            answer = self._side(operation, *arguments)
            value = answer.value
        finally:
            self.calls.append((self.check, operation, kept, value))
        return answer

    def source(self, task: str) -> Any:
        return self._side.source(task)


def calls_of(submissions: dict[str, Files], answers: dict[str, Any], seed: int) -> Iterator[list[Call]]:
    """The calls of each submission, in their order."""
    with ExitStack() as ending:
        layers = chosen("auto")
        server = ending.enter_context(Server(layers, {"memory": 2048, "cpu": 70}))
        for files in submissions.values():
            with Boxed(server, files, TIMEOUT) as boxed:
                noting = Noting(boxed)

                def expected(check: Any, noting: Noting = noting) -> Recorded:
                    noting.check = f"{check.task}/{check.name}"
                    return Recorded(answers[noting.check])

                list(run(assignment(NAME).checks, noting, expected, seed))
            yield noting.calls
