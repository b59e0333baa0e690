"""The boxed child: it loads one submission, makes the calls of the plan, and sends what each of them gave."""

import os
import random
from collections.abc import Collection, Mapping
from contextlib import suppress
from functools import partial
from types import ModuleType
from typing import Any

import numpy as np

from ...checks.finding import Stopped
from ...checks.side import Answer
from ...checks.sides.call import Printed, answer, quiet
from ...checks.sides.versions import function_in
from .frames import Frames, framed
from .load import files_of_names, modules, shown_path
from .plan import ASKED, LOADED, Place, Plan, Reply, how_it_ended, places, reply_packed, seed_of
from .ready import Ready, ready
from .wire import BadFrame, foreign, packed, unpacked


def serve(descriptor: int, plan: Plan, calls: list[list[Ready]]) -> None:
    """Make the calls of the plan, then those that are asked for, until the other side hangs up.

    First come the check of the plan to begin with, the tasks of which no call is made, and the texts of the
    files; each file is named while it is loaded. Sockets are nothing that a box may use, so that its channel
    is a file to it.

    Parameters
    ----------
    descriptor : int
        The channel.
    plan : Plan
    calls : list of list of Ready
        Those of the plan.
    """
    frames, read = Frames(), partial(os.read, descriptor)
    first, given_up, files = unpacked(frames.next(read), trusted=True)
    student = Loaded(modules(files, partial(say, descriptor)), files)
    say(descriptor, LOADED)
    make = partial(_make, descriptor, student)
    with suppress(StopIteration):
        order = places(plan, first, given_up)
        number, call = next(order)
        while True:
            number, call = order.send(make((number, call), calls[number][call]))
    while True:
        number, operation, arguments = unpacked(frames.next(read), trusted=True)
        make((ASKED, number), ready(operation, arguments))


def say(descriptor: int, value: Any) -> None:
    _write(descriptor, packed(value))


def _write(descriptor: int, body: bytes) -> None:
    rest = memoryview(framed(body))
    while rest:
        rest = rest[os.write(descriptor, rest) :]


class Loaded:
    """What a submission defines, by name."""

    def __init__(self, loaded: Mapping[str, ModuleType | Stopped], given: Collection[str]) -> None:
        self._modules, self._given = loaded, frozenset(given)
        self._files = files_of_names()
        self._paths = [shown_path(file) for file in loaded]

    def __call__(self, call: Ready) -> Answer:
        if function_in(self._module(call.task), call.task) is None:
            raise Stopped("missing", file=shown_path(self._files[call.task]))
        with quiet(printed := Printed()):  # anew each time, whatever an earlier call has done to that
            return answer(partial(call.function, self), self._paths, call.arguments, printed)

    def __getitem__(self, name: str) -> Any:
        """A function, or the class of a method."""
        return getattr(self._module(name), name)

    def _module(self, name: str) -> ModuleType:
        file = self._files[name]
        module = self._modules[file]
        if isinstance(module, Stopped):  # a stub may miss what another file should have
            raise module if file in self._given else Stopped("not_implemented")
        return module


def _make(descriptor: int, student: Loaded, place: Place, call: Ready) -> int:
    """Make a call and send what it gave; how it ended."""
    if place[0] == ASKED or place[1] == 0:  # what draws does so alike in every run, not alike in two calls
        np.random.seed(seed_of(place))
        random.seed(seed_of(place))
    value, stopped, seconds = _answer(student, call)
    try:
        body = packed(value)
    except BadFrame:
        body = packed(value | {"value": foreign("more_than_is_taken")})
    except MemoryError:
        body, stopped = packed({"stopped": "memory_limit", "evidence": {}}), "memory_limit"
    ended = how_it_ended(stopped)
    _write(descriptor, reply_packed(Reply(place, ended, seconds, body)))
    return ended


def _answer(student: Loaded, call: Ready) -> tuple[dict[str, Any], str | None, float]:
    """What is sent of a call; the code of what stopped it, if anything did; and its time."""
    try:
        came = student(call)
    except Stopped as stopped:
        return {"stopped": stopped.code, "evidence": dict(stopped.evidence)}, stopped.code, 0.0
    except BaseException as error:  # what student code raises past every guard, an interruption too
        evidence = {"error": type(error).__name__, "file": "", "line": 0}
        return {"stopped": "exception", "evidence": evidence}, "exception", 0.0
    return {"value": came.value, "changed": list(came.changed), "printed": came.printed}, None, came.seconds


def end() -> None:
    """Leave without a word: what student code left to be done at the end is not done."""
    os._exit(0)
