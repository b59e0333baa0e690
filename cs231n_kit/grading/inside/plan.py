"""The plan: the calls that the checks make of work that is right, known before a submission is read.

What a check asks next depends on what came back only where something is wrong. So a box makes the calls of
the plan one after the other, without being asked for each, and sends every answer as soon as it is there;
what a check wants to know beyond them is asked of it afterwards.
"""

import struct
from collections.abc import Generator, Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from ...checks.finding import HOPELESS
from .wire import BadFrame

VALUE, STOPPED, GIVEN_UP = range(3)  # how a call ended; given up: so would every other call of the task
LOADED = "loaded"  # what a child says when all files are; no file is called that
ASKED = 2**32 - 1  # the check number of calls that are not in the plan
CALLS = 4096  # of one check with seeds of their own

_HEAD = struct.Struct("<IIBd")


@dataclass(frozen=True)
class Planned:
    """The calls of one check, each an operation and its arguments."""

    task: str
    calls: tuple[tuple[str, list[Any]], ...]


Plan = tuple[Planned, ...]
Place = tuple[int, int]  # which check of the plan, and which of its calls


class Reply(NamedTuple):
    """What a call of the plan came back with; `body` is packed, and alike for answers that are alike."""

    place: Place
    ended: int
    seconds: float
    body: bytes


def places(plan: Plan, first: int = 0, given_up: Iterable[str] = ()) -> Generator[Place, int, None]:
    """The calls in their order, from check number `first` on; it is sent how each of them ended.

    A call that stopped is the last of its check, and no call is made of a task that is `given_up`. Both sides
    of a channel go by this, so that each knows which call is next.
    """
    given_up = set(given_up)
    for number, check in enumerate(plan[first:], first):
        for call in range(len(check.calls)):
            if check.task in given_up:
                break
            ended = yield number, call
            if ended == GIVEN_UP:
                given_up.add(check.task)
            if ended != VALUE:
                break


def seed_of(place: Place) -> int:
    """What draws at random is seeded with."""
    return (CALLS * place[0] + place[1]) % 2**32


def how_it_ended(stopped: str | None) -> int:
    if stopped is None:
        return VALUE
    return GIVEN_UP if stopped in HOPELESS else STOPPED


def reply_packed(reply: Reply) -> bytes:
    """A reply as the body of a frame."""
    return _HEAD.pack(*reply.place, reply.ended, reply.seconds) + reply.body


def reply_unpacked(body: bytes) -> Reply:
    """The reply in the body of a frame; its own body is left as it is.

    Raises
    ------
    BadFrame
        If it is none.
    """
    if len(body) < _HEAD.size:
        raise BadFrame(f"a reply of {len(body)} bytes")
    number, call, ended, seconds = _HEAD.unpack_from(body)
    return Reply((number, call), ended, seconds, body[_HEAD.size :])


def as_lists(plan: Plan) -> list[Any]:
    """A plan as it is packed."""
    return [[check.task, [list(call) for call in check.calls]] for check in plan]


def of_lists(found: list[Any]) -> Plan:
    return tuple(
        Planned(task, tuple((operation, arguments) for operation, arguments in calls))
        for task, calls in found
    )
