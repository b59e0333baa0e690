"""The calls that the checks make of a submission, noted while it is graded."""

from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

from cs231n_kit.checks.assignments import assignment
from cs231n_kit.checks.finding import Stopped
from cs231n_kit.grading.boxed import Boxed
from cs231n_kit.grading.boxes import Server
from cs231n_kit.grading.inside.plan import Reply
from cs231n_kit.grading.inside.sandbox.layers import chosen
from cs231n_kit.grading.inside.wire import unpacked
from cs231n_kit.grading.judge import Judge
from cs231n_kit.grading.reference import Reference, expected
from cs231n_kit.grading.submission import Settings

from .submissions import NAME, Files

Call = tuple[str, str, tuple[Any, ...], Any]  # check, operation, arguments, value (None if it stopped)
TIMEOUT = 10.0
LATER = ""  # the check of what is asked beyond the plan is not known here


class Noting(Boxed):
    """Notes what a submission is asked."""

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self.calls: list[Call] = []

    def made_ahead(self) -> list[list[Reply | Stopped]]:
        came = super().made_ahead()
        for check, planned, each in zip(assignment(NAME).checks, self._plan, came, strict=True):
            for (operation, arguments), one in zip(planned.calls, each, strict=False):
                name = f"{check.task}/{check.name}"
                self.calls.append((name, operation, tuple(arguments), _value(one)))
        return came

    def ask(self, operation: str, arguments: tuple[Any, ...]) -> Reply:
        self.calls.append((LATER, operation, arguments, None))
        return super().ask(operation, arguments)


def calls_of(submissions: dict[str, Files], seed: int) -> Iterator[list[Call]]:
    """The calls of each submission, in their order."""
    with ExitStack() as ending:
        settings = Settings(NAME, seed, TIMEOUT, layers=chosen("auto"))
        reference = Reference.read(expected(settings))
        server = ending.enter_context(Server(settings.layers, {"memory": 2048, "cpu": 70}))
        server.learn(reference.plan)
        for files in submissions.values():
            with Noting(server, reference.plan, files, TIMEOUT) as noting:
                Judge(settings, reference).findings(noting, files)
            yield noting.calls


def _value(came: Reply | Stopped) -> Any:
    return None if isinstance(came, Stopped) else unpacked(came.body).get("value")
