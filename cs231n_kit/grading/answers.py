"""Answers made of what came out of a box, which may be anything."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from ..checks.finding import STOPPED, Stopped
from ..checks.judging.source import Source
from ..checks.judging.syntax import Unparsable, tree_of
from ..checks.side import CALLS, DIRECTLY, LINES, Answer
from ..checks.sides.operations import task_of
from ..overlay import STUBS
from ..tasks import PACKAGE, Task, functions, tasks
from .inside.plan import Reply
from .inside.wire import BadFrame, unpacked

NOTED = (LINES, CALLS, DIRECTLY)  # operations that give a list of what the kit itself noted
TEXT = 500  # characters of what a submission says of itself


class Answers:
    """Reads replies; `files` are the texts of the submission, to tell where in them a call stopped."""

    def __init__(self, files: Mapping[str, str]) -> None:
        self._files = files

    def answer(self, reply: Reply, operation: str, arguments: int) -> Answer:
        """The answer to an operation with so many arguments.

        Raises
        ------
        Stopped
            If the call did not come back with a value, or what came is no answer.
        """
        try:
            came = unpacked(reply.body)
            if not isinstance(came, dict):
                raise TypeError("it is no answer")
            if "stopped" in came:
                stopped = self._stopped(
                    tasks_by_name()[task_of(operation)], came["stopped"], came["evidence"]
                )
            else:
                changed, printed = came["changed"], max(int(came["printed"]), 0)
                places = tuple(place for place in range(arguments) if place in changed)
                if _is_noted(operation) and not isinstance(came["value"], list | tuple):
                    raise TypeError("what the notes are made with is not Python's any more")
                return Answer(came["value"], places, printed, float(reply.seconds))
        except (BadFrame, KeyError, TypeError, ValueError, OverflowError):
            raise Stopped("process_died") from None
        raise stopped

    def source(self, task: str) -> Source:
        return Source(self._text(tasks_by_name()[task].file), task)

    def _stopped(self, task: Task, code: Any, said: Any) -> Stopped:
        if not isinstance(code, str) or code not in STOPPED or not isinstance(said, dict):
            raise TypeError("it says why it stopped in no known way")
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
            line = dict(functions(tree_of(text)))[task.name].lineno
        except (Unparsable, KeyError):
            return {"file": f"{PACKAGE.name}/{task.file}"}
        return {
            "file": f"{PACKAGE.name}/{task.file}",
            "line": line,
            "text": text.splitlines()[line - 1].strip(),
        }

    def _text(self, file: str) -> str:
        return self._files[file] if file in self._files else (STUBS / file).read_text("utf-8")


@cache
def tasks_by_name() -> dict[str, Task]:
    return {task.name: task for task in tasks()}


def _is_noted(operation: str) -> bool:
    return operation.startswith(NOTED)


def _plain(value: Any) -> Any:
    """Text of a decent length in one line, or a whole number; all else is nothing."""
    if isinstance(value, str):
        return "".join(sign if sign.isprintable() else " " for sign in value[:TEXT]).strip()
    return value if type(value) is int and 0 <= value < 10**9 else ""
