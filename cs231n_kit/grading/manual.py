"""Points that a person gave: kept beside what is graded, and no grading ever changes them."""

import math
import re
import sqlite3
from collections.abc import Iterable, Mapping
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
    answer : str
        A hash of the answer that they were given for, so that a change of it shows; empty if not known.
    """

    id: str
    question: str
    points: float
    max_points: float
    comment: str = ""
    answer: str = ""


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
            "INSERT OR REPLACE INTO manual (id, question, points, max_points, comment, answer)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            (
                id,
                " ".join(quiet(one.question).split()),
                round(float(one.points), DIGITS),
                round(float(one.max_points), DIGITS),
                quiet(one.comment),
                one.answer,
            ),
        )


def given(connection: sqlite3.Connection, id: str) -> list[Manual]:
    """Those of a submission in the order of the questions."""
    found = connection.execute(
        "SELECT id, question, points, max_points, comment, answer FROM manual WHERE id = ? AND NOT aside"
        " ORDER BY question",
        (id,),
    )
    return [Manual(*one) for one in found]


def of(connection: sqlite3.Connection, id: str) -> list[Row]:
    """The same as they stand in the row of the submission."""
    return [
        {name: getattr(one, name) for name in ("question", "points", "max_points", "comment")}
        for one in given(connection, id)
    ]


def worth(connection: sqlite3.Connection) -> dict[str, float]:
    """The most that questions give, where somebody set it."""
    return dict(connection.execute("SELECT name, max_points FROM questions ORDER BY name"))


def set_worth(connection: sqlite3.Connection, worth: Mapping[str, float]) -> None:
    """Set it within a transaction; points that were given stay, and are out of the new number.

    Raises
    ------
    KitError
        If somebody has more points than that.
    """
    for question, most in worth.items():
        found = connection.execute(
            "SELECT id, points FROM manual WHERE question = ? AND points > ? ORDER BY id", (question, most)
        ).fetchone()
        if found:
            raise KitError(
                f"{question} cannot give {most:g} at most, because {found[0]!r} has {found[1]:g} points"
                " there; give fewer points first"
            )
        connection.execute("INSERT OR REPLACE INTO questions VALUES (?, ?)", (question, most))
        connection.execute("UPDATE manual SET max_points = ? WHERE question = ?", (most, question))


def questions(connection: sqlite3.Connection) -> tuple[str, ...]:
    """All questions at which somebody has points, in order."""
    found = connection.execute("SELECT DISTINCT question FROM manual WHERE NOT aside ORDER BY question")
    return tuple(question for (question,) in found)


def set_aside(connection: sqlite3.Connection, id: str) -> int:
    """Count those of a submission no more until they are given again, and say how many are kept so."""
    return connection.execute("UPDATE manual SET aside = 1 WHERE id = ?", (id,)).rowcount


def quiet(text: str) -> str:
    """The text as it is kept: without what a terminal acts on, or what turns the text around it."""
    return _ACTS.sub("", readable(text))


def _require_possible(one: Manual) -> None:
    if not quiet(one.question).strip():
        raise KitError(f"manual points must name their question, and those of {one.id!r} name none; add it")
    if not (math.isfinite(one.max_points) and 0 <= one.points <= one.max_points):
        raise KitError(
            f"manual points must be from 0 to the most that the question gives, got {one.points:g} of"
            f" {one.max_points:g} for {one.id!r} at {one.question!r}; correct them"
        )
