"""Whether a submission is the one that had its id before: two classes may each have an ``alice``.

It is the same if it lies in the same folder, under whatever suffix, or if its content is the same, wherever
that lies now: so a class that is moved, or named by another path, keeps its results. Where a platform says
whose it is, that decides, whatever the download is called. What is neither is another submission, and
inherits nothing: no score, and no points that a person gave.
"""

import json
import os
import sqlite3
from pathlib import Path

from . import manual
from .row import ANOTHER, readable


def place(lies: Path | str) -> str:
    """The folder that a submission lies in, as text; or the words for whose it is, as they are."""
    return readable(os.path.abspath(lies.parent) if isinstance(lies, Path) else lies)


def set_apart(connection: sqlite3.Connection, id: str, key: str, place: str | None) -> None:
    """Take the score from a row of another submission before this one is stored, and note what it was.

    Parameters
    ----------
    connection : sqlite3.Connection
        Within a transaction.
    id, key : str
        Of the submission that is to be stored.
    place : str or None
        Where it lies; one whose place is unknown is taken for the same.
    """
    asked = "SELECT place, graded FROM submissions WHERE id = ? AND key <> ? AND place <> ?"
    before = connection.execute(asked, (id, key, place)).fetchone()
    if before is None:
        return
    there, graded = before
    note = _note(there, graded, manual.set_aside(connection, id))
    connection.execute("UPDATE submissions SET graded = NULL, another = ? WHERE id = ?", (note, id))


def _note(place: str, graded: str | None, given: int) -> str:
    row = json.loads(graded) if graded else None
    had = f"had {row['score']:g} of {row['max_score']:g} points" if row else "had no score"
    kept = (
        f"; manual points given before ({given}) were set aside: they are kept, and count here only if they"
        " are given again"
        if given
        else ""
    )
    where = "".join(c if c.isprintable() else "_" for c in place)
    return f"{ANOTHER}, from {where}, {had} before, and has no part in this row{kept}"
