"""How often the lines of a task are run: what grows with the problem is a loop, wherever it is written."""

import inspect
import site
import sys
import sysconfig
from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

from ....tasks import PACKAGE
from .student import Student

# Code without a file: what Python and NumPy make themselves.
MADE = ("<frozen ", "<__array_function__ ")


def lines_run_by(task: str, operation: Callable[..., Any]) -> Callable[..., list[list[int]]]:
    """An operation: do what `operation` does for `task`, and give ``[line, times]`` for its file's lines.

    What is run in another file, but for those of Python and its packages, counts for the line of the
    task's file that called it: a loop is no less one for being imported.
    """

    def count(student: Student, *arguments: Any) -> list[list[int]]:
        own = getattr(inspect.unwrap(_function(student, task)), "__code__", None)
        times = Counter[int]()

        def line(frame: FrameType, event: str, _: Any) -> Any:
            times[frame.f_lineno] += event == "line"
            return line

        def enter(frame: FrameType, event: str, _: Any) -> Any:
            if own is None:
                return None
            if frame.f_code.co_filename == own.co_filename:
                return line
            caller = _caller(frame, own) if _is_written(frame.f_code.co_filename) else None
            if caller is None:
                return None

            def elsewhere(frame: FrameType, event: str, _: Any) -> Any:
                times[caller] += event == "line"
                return elsewhere

            return elsewhere

        before = sys.gettrace()
        sys.settrace(enter)
        try:
            operation(student, *arguments)
        finally:
            sys.settrace(before)
        return [[number, often] for number, often in times.items()]

    return count


def _function(student: Student, task: str) -> Any:
    owner, _, method = task.rpartition(".")
    return getattr(student[owner], method) if owner else student[task]


def _caller(frame: FrameType | None, own: CodeType) -> int | None:
    """The line of the task's file that led to `frame`."""
    while frame is not None:
        if frame.f_code.co_filename == own.co_filename:
            return frame.f_lineno
        frame = frame.f_back
    return None


@cache
def _is_written(file: str) -> bool:
    """Whether a file is the student's, or the kit's, and none of Python or of a package."""
    if file.startswith(MADE):
        return False
    path = Path(file).absolute()
    return path.is_relative_to(PACKAGE) or not any(path.is_relative_to(folder) for folder in _installed())


@cache
def _installed() -> tuple[Path, ...]:
    """The folders of the standard library and of installed packages."""
    paths = sysconfig.get_paths()
    named = [paths[name] for name in ("stdlib", "platstdlib", "purelib", "platlib")]
    return tuple(Path(folder) for folder in [*named, *site.getsitepackages(), site.getusersitepackages()])
