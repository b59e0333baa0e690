"""Rows that were filled in, judged against the gradebook: what is to be stored, or what is wrong."""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ...errors import KitError
from ..manual import Manual, quiet
from .stamp import BLIND, Stamp, filled, key, stamp_in
from .table import UNKNOWN, Line

SAID = 10  # rows that are told of
COMMENT = 10_000  # characters
_NUMBER = re.compile(r"[+-]?(?:\d{1,6}(?:[.,]\d{0,6})?|[.,]\d{1,6})")

Place = tuple[str, str]  # a submission and a question


@dataclass(frozen=True)
class Known:
    """What the gradebook holds: its submissions, the most that each question gives, points given before."""

    ids: tuple[str, ...]
    worth: Mapping[str, float]
    stored: Mapping[Place, Manual]

    def places(self) -> dict[str, Place]:
        """Every submission at every question, by its key."""
        return {key(id, question): (id, question) for id in self.ids for question in self.worth}


@dataclass
class Given:
    """What a file gives: points that are new, points that replace others, and what is left as it is."""

    new: list[Manual] = field(default_factory=list)
    changed: list[tuple[Manual, Manual]] = field(default_factory=list)  # before, after
    same: int = 0
    kept: list[Manual] = field(default_factory=list)  # not touched in the file, and others by now
    pointless: list[Place] = field(default_factory=list)  # a comment, and no points

    @property
    def points(self) -> list[Manual]:
        """All that is to be stored."""
        return [*self.new, *(after for _, after in self.changed)]


class _Wrong(Exception):
    """What is wrong with a row, and what to do."""


def given(lines: Sequence[Line], known: Known, name: str) -> Given:
    """What the rows of a file give.

    Raises
    ------
    KitError
        If any of them is wrong: all that are, the first few in words.
    """
    found, wrong = Given(), []
    places, seen = known.places(), dict[Place, int]()
    for line in lines:
        try:
            place, stamp = _place(line, known, places)
            if place in seen:
                raise _Wrong(f"{_told(place)} stands in row {seen[place]} already; leave one of them")
            seen[place] = line.number
            _judge(line, place, stamp, known, found)
        except _Wrong as error:
            wrong.append(f"row {line.number}: {error}")
    if wrong:
        more = [f"and {len(wrong) - SAID} more"] if len(wrong) > SAID else []
        rows = "1 row" if len(wrong) == 1 else f"{len(wrong)} rows"
        raise KitError(
            "\n  ".join(
                [f"{name}: nothing was taken in, because {rows} must be corrected", *wrong[:SAID], *more]
            )
        )
    return found


def _place(line: Line, known: Known, places: Mapping[str, Place]) -> tuple[Place, Stamp | None]:
    """Whose row it is: by its stamp, if a spreadsheet made another name of the submission's."""
    stamp = stamp_in(line.version)
    if line.version.strip() and not stamp:
        raise _Wrong(f"{_quoted(line.version)} is no version as it was written; put it back, or empty it")
    if line.question not in known.worth:
        raise _Wrong(f"no question is called {_quoted(line.question)}; they are {', '.join(known.worth)}")
    meant = places.get(stamp.key) if stamp else None
    named = (line.submission, line.question)
    if line.submission not in known.ids:
        found = places.get(line.submission.removeprefix(BLIND)) or meant
        if not found:
            raise _Wrong(
                f"no submission in the gradebook is called {_quoted(line.submission)}; correct it, or grade"
                " that submission first"
            )
        named = found
    if named[1] != line.question or (stamp and stamp.key != key(*named)):
        raise _Wrong(
            f"its version is not that of {line.question} there: cells were moved; put them back, or write the"
            " file anew"
        )
    return named, stamp


def _judge(line: Line, place: Place, stamp: Stamp | None, known: Known, found: Given) -> None:
    """Put what a row gives where it belongs."""
    most, before = known.worth[place[1]], known.stored.get(place)
    comment = quiet(line.comment).strip()
    points = _points(line, most)
    if points is None:
        if comment and comment != (before.comment.strip() if before else ""):
            found.pointless.append(place)
        return
    if UNKNOWN in line.comment:
        raise _Wrong(f"its comment is no UTF-8 ({_quoted(line.comment)}); save the file as CSV UTF-8")
    if len(comment) > COMMENT:
        raise _Wrong(f"its comment has {len(comment):,} characters, and may have {COMMENT:,}; shorten it")
    after = Manual(*place, points, most, comment, stamp.answer if stamp else "")
    untouched = stamp is not None and stamp.filled == filled(points, comment)
    agrees = before is not None and _says(before) == _says(after)
    if before and agrees and (untouched or stamp is None or before.answer == after.answer):
        found.same += 1
    elif untouched:  # what stands there is the file's and not its author's, so it replaces nothing
        found.kept += [before] if before else []
    elif before:
        found.changed.append((before, after))
    else:
        found.new.append(after)


def _points(line: Line, most: float) -> float | None:
    """The points in a row, None if it has none."""
    said = _numeral(line.max_points)
    if said and _number(said, "its max_points") != most:
        raise _Wrong(
            f"{line.question} gives {most:g} at most, and the row says {said}; write the file anew, or put"
            f" {most:g} there"
        )
    text = _numeral(line.points)
    if not text:
        return None
    points = _number(text, "its points")
    if not 0 <= points <= most:
        raise _Wrong(f"its points must be from 0 to {most:g}, got {text}; correct them")
    return points


def _numeral(text: str) -> str:
    return text.strip().removeprefix("'").strip()


def _number(text: str, what: str) -> float:
    if not _NUMBER.fullmatch(text) or not text.isascii():
        raise _Wrong(
            f"{what} must be a number such as 1.5, got {_quoted(text)}; correct it (a spreadsheet may have"
            " made a date of it)"
        )
    number = float(text.replace(",", "."))
    assert math.isfinite(number)
    return number


def _says(one: Manual) -> tuple[float, str, float]:
    return one.points, one.comment.strip(), one.max_points


def _told(place: Place) -> str:
    return f"{place[0]} at {place[1]}"


def _quoted(text: str) -> str:
    """Some text of a file for a sentence at a terminal."""
    return repr(text if len(text) <= 40 else f"{text[:39]}…")
