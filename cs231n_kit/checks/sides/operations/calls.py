"""Which other tasks a task calls: noted while it runs."""

import sys
from collections.abc import Callable
from functools import cache
from types import FrameType
from typing import Any

from ....tasks import tasks
from .student import Student


def tasks_called_by(task: str, operation: Callable[..., Any]) -> Callable[..., list[str]]:
    """An operation: do what `operation` does for `task`, and give the names of the other tasks called."""

    def names(student: Student, *arguments: Any) -> list[str]:
        known, called = _names() - {task}, set[str]()

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


@cache
def _names() -> frozenset[str]:
    return frozenset(task.name for task in tasks())
