"""Which functions of the student's files a task calls itself, not by way of another task: noted in a run."""

import ast
from collections.abc import Callable
from functools import cache
from types import CodeType, FrameType
from typing import Any

from ....tasks import PACKAGE, STUBS, functions, task_files
from .calls import noting, task_names
from .student import Student


def called_directly_by(task: str, operation: Callable[..., Any]) -> Callable[..., list[str]]:
    """An operation: do what `operation` does for `task`, and give the names of the functions that it calls.

    These are the other tasks, and what is given in the files that hold tasks.
    """

    def names(student: Student, *arguments: Any) -> list[str]:
        others = task_names() - {task}
        called: set[str] = set()
        inside = 0  # so many other tasks

        def note(frame: FrameType, event: str, _: Any) -> None:
            nonlocal inside
            code = frame.f_code
            if event not in ("call", "return"):  # of a function written in C
                return
            is_task = code.co_qualname in others
            if event == "call" and not inside and (is_task or _is_given(code)):
                called.add(code.co_qualname)
            if is_task:
                inside += 1 if event == "call" else -1

        with noting(note):
            operation(student, *arguments)
        return sorted(called)

    return names


@cache
def given_functions() -> frozenset[tuple[str, str]]:
    """The public functions that stand complete in the student's files: path and name of each."""
    texts = {file: (STUBS / file).read_text("utf-8") for file in task_files()}
    named = [(file, name) for file, text in texts.items() for name, _ in functions(ast.parse(text))]
    public = [(file, name) for file, name in named if not name.rpartition(".")[2].startswith("_")]
    return frozenset((f"{PACKAGE.name}/{file}", name) for file, name in public if name not in task_names())


def _is_given(code: CodeType) -> bool:
    """By the end of its path: what lies before the package differs from one machine to the next."""
    path = code.co_filename.replace("\\", "/")
    return any(name == code.co_qualname and path.endswith(file) for file, name in given_functions())
