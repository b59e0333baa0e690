"""Which other tasks a task calls: noted while it runs."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from types import FrameType
from typing import Any

from ....tasks import tasks
from .student import Student


def tasks_called_by(task: str, operation: Callable[..., Any]) -> Callable[..., list[str]]:
    """An operation: do what `operation` does for `task`, and give the names of the other tasks called."""

    def names(student: Student, *arguments: Any) -> list[str]:
        known, called = task_names() - {task}, set[str]()

        def note(frame: FrameType, event: str, _: Any) -> None:
            if event == "call" and frame.f_code.co_qualname in known:
                called.add(frame.f_code.co_qualname)

        with noting(note):
            operation(student, *arguments)
        return sorted(called)

    return names


@contextmanager
def noting(note: Callable[[FrameType, str, Any], None]) -> Iterator[None]:
    """Have `note` called for each function that is entered or left, while this lasts."""
    before = sys.getprofile()
    sys.setprofile(note)
    try:
        yield
    finally:
        sys.setprofile(before)


@cache
def task_names() -> frozenset[str]:
    return frozenset(task.name for task in tasks())
