"""Points that a person gave: kept beside what is graded, and no grading ever changes them."""

import math
import re
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from ..errors import KitError
from .row import DIGITS, Row, readable

# What acts on a terminal, or turns the text around it: control characters but tab and line feed, and marks of
# direction.
_ACTS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True)
class Manual:
    """What one submission earned at one question.

    Parameters
    ----------
    id : str
        The submission.
    question : str
    points, max_points : float
        From 0 to ``max_points``.
    comment : str
        For the student.
    """

    id: str
    question: str
    points: float
    max_points: float
    comment: str = ""


def put(connection: sqlite3.Connection, points: Iterable[Manual]) -> None:
    """Store them within a transaction; what was given for the same question before is replaced.

    Raises
    ------
    KitError
        If one is of an unknown submission or has points that cannot be.
    """
    for one in points:
        _require_possible(one)
        id = readable(one.id)
        if connection.execute("SELECT 1 FROM submissions WHERE id = ?", (id,)).fetchone() is None:
            raise KitError(
                f"manual points must be of a submission in the gradebook, and {id!r} is none; correct the id,"
                " or grade that submission first"
            )
        connection.execute(
            "INSERT OR REPLACE INTO manual (id, question, points, max_points, comment)"
            " VALUES (?, ?, ?, ?, ?)",
            (
                id,
                " ".join(_quiet(one.question).split()),
                round(float(one.points), DIGITS),
                round(float(one.max_points), DIGITS),
                _quiet(one.comment),
            ),
        )


def of(connection: sqlite3.Connection, id: str) -> list[Row]:
    """Those of a submission in the order of the questions, as they stand in its row."""
    found = connection.execute(
        "SELECT question, points, max_points, comment FROM manual WHERE id = ? AND NOT aside"
        " ORDER BY question",
        (id,),
    )
    return [dict(zip(("question", "points", "max_points", "comment"), one, strict=True)) for one in found]


def questions(connection: sqlite3.Connection) -> tuple[str, ...]:
    """All questions at which somebody has points, in order."""
    found = connection.execute("SELECT DISTINCT question FROM manual WHERE NOT aside ORDER BY question")
    return tuple(question for (question,) in found)


def set_aside(connection: sqlite3.Connection, id: str) -> int:
    """Count those of a submission no more until they are given again, and say how many are kept so."""
    return connection.execute("UPDATE manual SET aside = 1 WHERE id = ?", (id,)).rowcount


def _quiet(text: str) -> str:
    return _ACTS.sub("", readable(text))


def _require_possible(one: Manual) -> None:
    if not _quiet(one.question).strip():
        raise KitError(f"manual points must name their question, and those of {one.id!r} name none; add it")
    if not (math.isfinite(one.max_points) and 0 <= one.points <= one.max_points):
        raise KitError(
            f"manual points must be from 0 to the most that the question gives, got {one.points:g} of"
            f" {one.max_points:g} for {one.id!r} at {one.question!r}; correct them"
        )
