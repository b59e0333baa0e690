"""The boxed child: it loads one submission, makes the calls that are asked for, and sends what they gave."""

import os
import random
from collections.abc import Mapping
from functools import partial
from types import ModuleType
from typing import Any

import numpy as np

from ...checks.finding import Stopped
from ...checks.side import Answer
from ...checks.sides.call import call
from ...checks.sides.operations import task_of
from ...checks.sides.versions import function_in
from .load import files_of_tasks, modules, shown_path
from .wire import BadFrame, Frames, foreign, packed, unpacked

Reply = dict[str, Any]


def serve(descriptor: int) -> None:
    """Answer until the other side hangs up: first the texts of the files, then one call after the other.

    Sockets are nothing that a box may use, so that its channel is a file to it.
    """
    frames, read = Frames(), partial(os.read, descriptor)
    student = Loaded(modules(unpacked(frames.next(read))))
    say(descriptor, "loaded")
    while True:
        number, operation, arguments = unpacked(frames.next(read))
        np.random.seed(number)  # what draws does so alike in every run, and not alike in two calls
        random.seed(number)
        _write(descriptor, _frame(number, _reply(student, operation, arguments)))


def say(descriptor: int, value: Any) -> None:
    _write(descriptor, packed(value))


def _write(descriptor: int, frame: bytes) -> None:
    rest = memoryview(frame)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


class Loaded:
    """What a submission defines, by name."""

    def __init__(self, loaded: Mapping[str, ModuleType | Stopped]) -> None:
        self._modules = loaded
        self._files = files_of_tasks()
        self._paths = [shown_path(file) for file in loaded]

    def __call__(self, operation: str, arguments: Any) -> Answer:
        task = task_of(operation)
        file = self._files[task]
        module = self._modules[file]
        if isinstance(module, Stopped):
            raise module
        if function_in(module, task) is None:
            raise Stopped("missing", file=shown_path(file))
        return call(self, self._paths, operation, arguments)

    def __getitem__(self, name: str) -> Any:
        """A function, or the class of a method."""
        file = next(file for task, file in self._files.items() if name in (task, task.partition(".")[0]))
        module = self._modules[file]
        if isinstance(module, Stopped):
            raise module
        return getattr(module, name)


def _reply(student: Loaded, operation: str, arguments: Any) -> Reply:
    try:
        answer = student(operation, arguments)
    except Stopped as stopped:
        return {"stopped": stopped.code, "evidence": dict(stopped.evidence)}
    except BaseException as error:  # what student code raises past every guard, an interruption too
        return {"stopped": "exception", "evidence": {"error": type(error).__name__, "file": "", "line": 0}}
    return {
        "value": answer.value,
        "changed": list(answer.changed),
        "printed": answer.printed,
        "seconds": answer.seconds,
    }


def _frame(number: int, reply: Reply) -> bytes:
    try:
        return packed([number, reply])
    except BadFrame:
        return packed([number, reply | {"value": foreign("more_than_is_taken")}])
    except MemoryError:
        return packed([number, {"stopped": "memory_limit", "evidence": {"file": "", "line": 0, "text": ""}}])


def end() -> None:
    """Leave without a word: what student code left to be done at the end is not done."""
    os._exit(0)
