"""How often the lines of a task are run: what grows with the problem is a loop, however it is written."""

import inspect
import sys
from collections import Counter
from collections.abc import Callable
from types import FrameType
from typing import Any

from .student import Student


def lines_run_by(task: str) -> Callable[..., list[list[int]]]:
    """An operation: call `task`, and give ``[line, times]`` for each line of its file that was run."""

    def count(student: Student, *arguments: Any) -> list[list[int]]:
        function = student[task]
        file = getattr(inspect.unwrap(function), "__code__", None)
        times = Counter[int]()

        def line(frame: FrameType, event: str, _: Any) -> Any:
            times[frame.f_lineno] += event == "line"
            return line

        def enter(frame: FrameType, event: str, _: Any) -> Any:
            return line if file and frame.f_code.co_filename == file.co_filename else None

        before = sys.gettrace()
        sys.settrace(enter)
        try:
            function(*arguments)
        finally:
            sys.settrace(before)
        return [[number, often] for number, often in times.items()]

    return count
