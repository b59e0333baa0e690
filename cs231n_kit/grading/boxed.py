"""The examined side of a check, where the functions run in a box: in come calls, out go numbers."""

import ast
import time
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import TracebackType
from typing import Any

from ..checks.finding import STOPPED, Stopped
from ..checks.judging.source import Source
from ..checks.side import CALLS, DIRECTLY, LINES, Answer
from ..checks.sides.operations import task_of
from ..overlay import STUBS
from ..tasks import PACKAGE, Task, functions, tasks
from .boxes import Box, Died, Server

WHOLE = 6  # times the limit of a call, for all calls of a submission
NOTED = (LINES, CALLS, DIRECTLY)  # operations that give a list of what the kit itself noted
TEXT = 500  # characters of what a submission says of itself


class Boxed:
    """A submission, in a box of its own, and in a fresh one after each call that ended it.

    Parameters
    ----------
    server : Server
    files : dict
        The texts of its task files; what is absent is not done.
    timeout : float
        Seconds that a call may take.
    """

    def __init__(self, server: Server, files: Mapping[str, str], timeout: float) -> None:
        self._server, self._files, self._timeout = server, dict(files), timeout
        self._left = WHOLE * timeout
        self._tasks = _tasks()
        self._box: Box | None = None
        self._hopeless: Stopped | None = None
        self.broken: Exception | None = None  # what the grader itself failed at: then nothing is judged

    def __enter__(self) -> "Boxed":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()

    def __call__(self, operation: str, *arguments: Any) -> Answer:
        if why := self.broken or self._hopeless:
            raise why
        try:
            return self._asked(operation, arguments)
        except Stopped:
            raise
        except Exception as error:
            self.broken = error
            raise

    def _asked(self, operation: str, arguments: Sequence[Any]) -> Answer:
        with _Clock(self):
            try:
                deadline = self._deadline()
                box = self._box or self._load(deadline)
                reply = box.ask(operation, arguments, deadline)
            except TimeoutError:
                self._end()
                raise Stopped("timeout", seconds=self._timeout) from None
            except Died:
                self._end()
                raise Stopped("process_died") from None
        answer = self._answer(self._tasks[task_of(operation)], reply, len(arguments))
        if operation.startswith(NOTED) and not isinstance(answer.value, list | tuple):
            raise Stopped("process_died")  # what the notes are made with is not Python's any more
        return answer

    def source(self, task: str) -> Source:
        return Source(self._text(self._tasks[task].file), task)

    def _deadline(self) -> float:
        if self._left <= 0:
            raise TimeoutError
        return time.monotonic() + min(self._timeout, self._left)

    def _load(self, deadline: float) -> Box:
        """A fresh box with the files loaded; where they cannot be, that is so for every call."""
        self._box = self._server.fork()
        try:
            self._box.send(self._files, deadline)
            if self._box.receive(deadline) != "loaded":
                raise Died("it sent what is no answer")
        except TimeoutError:
            self._hopeless = Stopped("timeout", seconds=self._timeout)
            raise
        except Died:
            self._hopeless = Stopped("process_died")
            raise
        return self._box

    def _end(self) -> None:
        if self._box:
            self._server.end(self._box)
        self._box = None

    def _answer(self, task: Task, reply: Any, arguments: int) -> Answer:
        """An answer made of what came, which may be anything."""
        if not isinstance(reply, dict):
            raise Stopped("process_died")
        if "stopped" in reply:
            raise self._stopped(task, reply)
        try:
            changed = reply["changed"]
            return Answer(
                reply["value"],
                tuple(place for place in range(arguments) if place in changed),
                max(int(reply["printed"]), 0),
                float(reply["seconds"]),
            )
        except (KeyError, TypeError, ValueError, OverflowError):
            raise Stopped("process_died") from None

    def _stopped(self, task: Task, reply: Mapping[str, Any]) -> Stopped:
        code, said = reply["stopped"], reply.get("evidence")
        if not isinstance(code, str) or code not in STOPPED or not isinstance(said, dict):
            return Stopped("process_died")
        evidence = {name: _plain(value) for name, value in said.items()}
        usual = {"error": "", "file": "", "line": 0, "text": "", "task": task.name, "notebook": task.notebook}
        known = usual | {name: value for name, value in evidence.items() if name in usual and value}
        if not known["file"]:
            known |= self._place(task)
        return Stopped(code, **known)

    def _place(self, task: Task) -> dict[str, Any]:
        """Where a task begins, for a call that failed before its first line."""
        text = self._text(task.file)
        try:
            with warnings.catch_warnings(action="ignore"):
                line = dict(functions(ast.parse(text)))[task.name].lineno
        except (SyntaxError, ValueError, KeyError, MemoryError, RecursionError):
            return {"file": f"{PACKAGE.name}/{task.file}"}
        return {
            "file": f"{PACKAGE.name}/{task.file}",
            "line": line,
            "text": text.splitlines()[line - 1].strip(),
        }

    def _text(self, file: str) -> str:
        return self._files[file] if file in self._files else (STUBS / file).read_text("utf-8")


@cache
def _tasks() -> dict[str, Task]:
    return {task.name: task for task in tasks()}


@dataclass
class _Clock:
    """Takes what a call needed off what is left for the submission."""

    boxed: Boxed
    start: float = 0.0

    def __enter__(self) -> None:
        self.start = time.monotonic()

    def __exit__(self, *_: object) -> None:
        self.boxed._left -= time.monotonic() - self.start


def _plain(value: Any) -> Any:
    """Text of a decent length in one line, or a whole number; all else is nothing."""
    if isinstance(value, str):
        return "".join(sign if sign.isprintable() else " " for sign in value[:TEXT]).strip()
    return value if type(value) is int and 0 <= value < 10**9 else ""
