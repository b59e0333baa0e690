"""Class downloads of learning platforms: whose each file is, read off names that the platform made."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from .names import plain

LONGEST = 255  # characters of a name: more no platform gives, and no disk takes

_NUMBER = "[0-9]{1,20}"
_CANVAS = re.compile(
    rf"(?P<name>[^\W\d_][^\W_]*(?:-[^\W_]+)*)_(?:(?P<late>LATE)_)?(?P<user>{_NUMBER})_(?P<submission>{_NUMBER})"
    r"_(?P<file>[^/]+\.\w+)"
)
_MOODLE = re.compile(
    rf"(?P<name>[^/]+?)_(?P<user>{_NUMBER})_assignsubmission_(?:file|onlinetext)(?:_(?P<file>[^/]*))?"
)
_BLACKBOARD = re.compile(
    r"(?P<whole>[^/]+_(?P<user>[^/_]+))_attempt_(?P<attempt>[0-9]{4}(?:-[0-9]{2}){5})(?:_(?P<file>[^/]+)|\.txt)"
)
_GRADESCOPE = re.compile(rf"submission_(?P<submission>{_NUMBER})")
_AGAIN = re.compile(r"(?P<stem>.+)-(?P<attempt>[0-9]{1,3})(?P<suffix>\.\w+|\.tar\.gz)")
_ANONYMOUS = re.compile(r"Participant(?: [0-9]+)?")


@dataclass(frozen=True)
class Part:
    """A file or folder of a download.

    ``place`` is its name there; ``name`` the one that the student gave it, empty for a folder; ``key`` is
    equal for all that one student handed in, ``attempt`` for what was handed in at one time; ``id`` is for
    people to read.
    """

    place: str
    name: str
    key: str
    id: str
    attempt: str = ""
    identity: Mapping[str, Any] = field(default_factory=dict)


def parts_of(entries: Sequence[tuple[str, bool]]) -> list[Part]:
    """What a folder holds, if a platform named all of it; else nothing.

    Parameters
    ----------
    entries : sequence of (str, bool)
        Names, and whether each is a folder.

    Returns
    -------
    parts : list of Part
        One for each entry, or none: a folder of which one name is not the platform's is an ordinary one.
    """
    for platform in (_moodle, _blackboard, _canvas, _gradescope):
        parts = [platform(name, is_folder) for name, is_folder in entries if len(name) <= LONGEST]
        known = [part for part in parts if part]
        if known and len(known) == len(entries) and (platform is not _canvas or _are_of_canvas(known)):
            return known
    return []


def attempts(parts: Sequence[Part]) -> Iterator[tuple[str, list[Part]]]:
    """What belongs to one submission, with its id.

    That is the student's for the latest attempt; an earlier one has its number or time after it.
    """
    students: dict[str, list[Part]] = {}
    for part in parts:
        students.setdefault(part.key, []).append(part)
    for mine in students.values():
        times = sorted({part.attempt for part in mine}, key=lambda time: (len(time), time))
        if len({part.name for part in mine}) == len(mine) and all(map(_is_number, times)):
            yield mine[0].id, mine  # files of one attempt, some of them handed in again
            continue
        for time in times:
            id = mine[0].id if time == times[-1] else f"{mine[0].id}_attempt_{time or 0}"
            yield id, [part for part in mine if part.attempt == time]


def identity_of(platform: str, people: Sequence[Mapping[str, str]], **more: str) -> dict[str, Any]:
    """Who handed something in, in the words of `Submission.identity`; what is not known is left out."""
    shown = [{name: plain(said) for name, said in one.items() if said} for one in people]
    return {
        "platform": platform,
        "people": shown,
        **{name: plain(said) for name, said in more.items() if said},
    }


def _canvas(name: str, is_folder: bool) -> Part | None:
    found = _CANVAS.fullmatch(name)
    if is_folder or not found or found["name"] != found["name"].lower():
        return None
    again = _AGAIN.fullmatch(found["file"])
    file = again["stem"] + again["suffix"] if again else found["file"]
    attempt = str(int(again["attempt"])) if again else ""
    id = f"{found['name']}_{found['user']}"
    person = {"user": found["user"], "name": found["name"]}
    late = "yes" if found["late"] else ""
    identity = identity_of("canvas", [person], submission=found["submission"], attempt=attempt, late=late)
    return Part(name, file, id, id, attempt, identity)


def _are_of_canvas(parts: Sequence[Part]) -> bool:
    """Nobody has two names, and no two files one number: a date in ordinary names looks like that."""
    people = {(part.identity["people"][0]["user"], part.identity["people"][0]["name"]) for part in parts}
    files = {part.identity["submission"] for part in parts}
    return len({user for user, _ in people}) == len(people) and len(files) == len(parts)


def _moodle(name: str, is_folder: bool) -> Part | None:
    found = _MOODLE.fullmatch(name)
    if not found or bool(found["file"]) is is_folder:
        return None
    anonymous = _ANONYMOUS.fullmatch(found["name"])
    person = {"user": found["user"], "name": "" if anonymous else found["name"]}
    id = f"{'Participant' if anonymous else found['name']}_{found['user']}"
    return Part(name, found["file"] or "", id, id, "", identity_of("moodle", [person]))


def _blackboard(name: str, is_folder: bool) -> Part | None:
    found = _BLACKBOARD.fullmatch(name)
    if is_folder or not found:
        return None
    user, attempt = found["user"], found["attempt"]
    identity = identity_of("blackboard", [{"user": user}], attempt=attempt)
    return Part(name, found["file"] or f"{user}.txt", found["whole"], user, attempt, identity)


def _gradescope(name: str, is_folder: bool) -> Part | None:
    found = _GRADESCOPE.fullmatch(name)
    if not is_folder or not found:
        return None
    return Part(name, "", name, name, "", identity_of("gradescope", [], submission=found["submission"]))


def _is_number(attempt: str) -> bool:
    return not attempt or attempt.isdecimal()
