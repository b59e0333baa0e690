"""Which other tasks a task calls: noted while it runs."""

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

from ....tasks import tasks
from .student import Student


def tasks_called_by(task: str, operation: Callable[..., Any]) -> Callable[..., list[str]]:
    """An operation: do what `operation` does for `task`, and give the names of the other tasks called."""
    known = {one.name for one in tasks()} - {task}

    def names(student: Student, *arguments: Any) -> list[str]:
        called: set[str] = set()

        def note(frame: FrameType, event: str, _: Any) -> None:
            if event == "call" and frame.f_code.co_qualname in known:
                called.add(frame.f_code.co_qualname)

        before = sys.getprofile()
        sys.setprofile(note)
        try:
            operation(student, *arguments)
        finally:
            sys.setprofile(before)
        return sorted(called)

    return names
