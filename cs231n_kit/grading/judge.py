"""Judging a submission: each check is asked of what came of its calls."""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from ..checks.assignment import Check
from ..checks.assignments import assignment
from ..checks.finding import Finding, Stopped, Verdict
from ..checks.judging.source import Source
from ..checks.run import findings, verdict_of
from ..checks.side import Answer
from ..checks.sides.call import same
from .answers import Answers
from .boxed import Boxed, Came
from .inside.plan import Planned
from .reference import Given, Reference
from .submission import Settings

KNOWN = 10_000  # verdicts that are kept at once


class Judge:
    """The checks of a run, what the reference answered, and what was said of submissions before.

    A verdict depends on what a submission answered and on nothing else, unless the check has looked at its
    text, or asked for more than is planned, or a call stopped, which is told with a line of the text. So a
    verdict is kept under the answers that led to it: in a class the same ones come again and again.
    """

    def __init__(self, settings: Settings, reference: Reference) -> None:
        self._seed = settings.seed
        checks = assignment(settings.assignment).checks
        self._given = dict(zip(checks, zip(reference.plan, reference.answers, strict=True), strict=True))
        self._known: dict[bytes, Verdict | None] = {}

    def findings(self, boxed: Boxed, files: Mapping[str, str]) -> list[Finding]:
        """What the checks say of a submission.

        Raises
        ------
        Exception
            What the grader itself failed at: then nothing is judged.
        """
        answers = Answers(files)
        came = dict(zip(self._given, boxed.made_ahead(), strict=True))

        def verdict(check: Check) -> Verdict | None:
            planned, _ = self._given[check]
            return self._verdict(check, Ahead(boxed, answers, planned, came[check]))

        found = list(findings(self._given, verdict))
        if boxed.broken:
            raise boxed.broken
        return found

    def _verdict(self, check: Check, side: "Ahead") -> Verdict | None:
        key = _key(check, side.came)
        if key in self._known:
            return self._known[key]
        _, answers = self._given[check]
        verdict = verdict_of(check, side, Given(answers), self._seed)
        if key and side.was_enough and not isinstance(verdict, Stopped):
            if len(self._known) >= KNOWN:
                self._known.clear()
            self._known[key] = _bare(verdict)
        return verdict


class Ahead:
    """The side of one check: what was called ahead is at hand, and what else it asks for is called now.

    ``was_enough`` says that the answers at hand are all that was used: then the time that the calls took has
    not been looked at either, as that is a question of form beside the text.
    """

    def __init__(self, boxed: Boxed, answers: Answers, planned: Planned, came: Sequence[Came]) -> None:
        self._boxed, self._answers = boxed, answers
        self._next = iter(zip(planned.calls, came, strict=False))
        self._at_hand = next(self._next, None)
        self.came = came
        self.was_enough = True

    def __call__(self, operation: str, *arguments: Any) -> Answer:
        if self._at_hand:
            (name, planned), came = self._at_hand
            if name == operation and same(list(arguments), planned):
                self._at_hand = next(self._next, None)
                if isinstance(came, Stopped):
                    raise came
                return self._answers.answer(came, operation, len(arguments))
        self.was_enough = False
        return self._answers.answer(self._boxed.ask(operation, arguments), operation, len(arguments))

    def source(self, task: str) -> Source:
        self.was_enough = False
        return self._answers.source(task)


def _key(check: Check, came: Sequence[Came]) -> bytes:
    """Of a check and all that came of its calls; none where a box was lost, as that hangs on time."""
    digest = hashlib.blake2b(f"{check.task}/{check.name}".encode())
    for one in came:
        if isinstance(one, Stopped):
            return b""
        digest.update(len(one.body).to_bytes(8, "little"))
        digest.update(one.body)
    return digest.digest() if came else b""


def _bare(verdict: Verdict | None) -> Verdict | None:
    """Without the frames in which it was raised, which would be kept with it."""
    if verdict is not None:
        verdict.__traceback__ = verdict.__context__ = verdict.__cause__ = None
    return verdict
