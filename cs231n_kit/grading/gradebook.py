"""The gradebook, the store of record: everything else that a run writes can be made from it again."""

import hashlib
import json
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from .. import __version__
from ..errors import KitError
from .database import connected, in_words, transaction
from .lock import lock
from .row import Row, readable, stored, told
from .submission import Settings, Submission

FILE = "gradebook.sqlite"
ASSIGNMENT = "softmax"  # unless another is asked for
SEEDS = 2**32  # NumPy's generators take one below this


class Gradebook:
    """The results of a class. One process at a time has it open, and one thread uses it.

    ``settings`` are those of the run: the seed is the gradebook's own where none was asked for.
    """

    def __init__(self, folder: Path, connection: sqlite3.Connection, settings: Settings, round: int) -> None:
        self.folder = folder
        self.settings = settings
        self.skipped = 0  # how often `is_done` said yes
        self._connection = connection
        self._edition = edition(settings, round)
        self._found: set[str] = set()

    @classmethod
    @contextmanager
    def open(
        cls,
        folder: Path,
        *,
        assignment: str | None = None,
        seed: int | None = None,
        timeout: float = 10.0,
        memory: int = 2048,
        layers: tuple[str, ...] = (),
        resume: bool = True,
    ) -> Iterator["Gradebook"]:
        """Open the gradebook in a folder, or make one.

        Parameters
        ----------
        folder : Path
            Made where it is absent.
        assignment, seed : optional
            The gradebook's own by default; in a new one ``softmax`` and a fresh seed.
        timeout, memory, layers
            As in `Settings`. What was graded under others is graded again.
        resume : bool
            Whether what is graded and unchanged is left alone. If not, everything is graded again, under a
            fresh seed unless one is given; a score is replaced when there is a new one, and not before.

        Raises
        ------
        KitError
            If the folder or the gradebook cannot be used, somebody else is using it, or it holds another
            assignment or seed than the one asked for.
        """
        path = folder / FILE
        with lock(folder), in_words(path), connected(path) as connection:
            before = _before(connection)
            chosen = _assignment(before, assignment, folder)
            settings = Settings(chosen, _seed(before, seed, resume, folder), timeout, memory, layers)
            round = before.get("round", 0) + (bool(before) and not resume)
            now = {"round": round, "kit_version": __version__, **vars(settings)}
            with transaction(connection):
                connection.executemany(
                    "INSERT OR REPLACE INTO settings VALUES (?, ?)",
                    [(name, json.dumps(value)) for name, value in now.items()],
                )
            yield cls(folder, connection, settings, round)

    def key(self, submission: Submission) -> str:
        """Of everything that bears on a result: with the same key it need not be had again."""
        return _hash(submission.id, submission.digest, submission.unreadable, submission.notes, self._edition)

    def is_done(self, id: str, key: str) -> bool:
        """Whether the result for this key is there. One that the grader itself failed at is not."""
        self._found.add(id)
        with self._using():
            asked = "SELECT 1 FROM submissions WHERE id = ? AND key = ? AND NOT again"
            done = self._connection.execute(asked, (readable(id), key)).fetchone() is not None
        self.skipped += done
        return done

    def put(self, row: Row, key: str) -> None:
        """Store a row of ``results.json``: when this returns it is on the disk.

        A row without a score leaves an earlier score in place, and stands beside it.
        """
        text, id = stored(row), readable(row["id"])
        column = "graded" if row["status"] == "graded" else "failed"
        with self._using(), transaction(self._connection):
            self._connection.execute(
                f"INSERT INTO submissions (id, key, edition, again, {column}) VALUES (?, ?, ?, ?, ?)"
                f" ON CONFLICT (id) DO UPDATE SET key = excluded.key, edition = excluded.edition,"
                f" again = excluded.again, failed = NULL, {column} = excluded.{column}, gone = 0",
                (id, key, self._edition, row["status"] == "error", text),
            )
        self._found.add(row["id"])

    def finish(self) -> None:
        """Say that all submissions of the run have been asked for: rows of others get a note from now on.

        They are kept, because a run over part of a class must not lose the rest.
        """
        with self._using(), transaction(self._connection):
            self._connection.execute("UPDATE submissions SET gone = 1")
            self._connection.executemany(
                "UPDATE submissions SET gone = 0 WHERE id = ?", ((readable(id),) for id in self._found)
            )

    def failures(self) -> list[str]:
        """The submissions of the run at which the grader itself failed, whether or not they keep a score."""
        with self._using():
            asked = "SELECT id FROM submissions WHERE again AND NOT gone ORDER BY id"
            return [id for (id,) in self._connection.execute(asked)]

    def row(self, id: str) -> Row | None:
        """The row of one submission, if there is one."""
        return next(self._rows("WHERE id = ?", readable(id)), None)

    def rows(self) -> Iterator[Row]:
        """All rows in the order of their ids, one by one."""
        return self._rows("ORDER BY id")

    def __len__(self) -> int:
        with self._using():
            return int(self._connection.execute("SELECT count(*) FROM submissions").fetchone()[0])

    def _rows(self, which: str, *values: str) -> Iterator[Row]:
        with self._using():
            asked = f"SELECT id, graded, failed, gone, edition <> ? FROM submissions {which}"
            for id, graded, failed, gone, outdated in self._connection.execute(
                asked, (self._edition, *values)
            ):
                yield told(id, graded, failed, gone, outdated)

    def _using(self) -> Any:
        return in_words(self.folder / FILE)


def edition(settings: Settings, round: int, version: str = __version__) -> str:
    """What a result depends on besides its submission, as a hash."""
    return _hash(version, round, *vars(settings).items())


def _hash(*parts: Any) -> str:
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def _before(connection: sqlite3.Connection) -> dict[str, Any]:
    """The settings of the run before; none of a new gradebook."""
    found = connection.execute("SELECT name, value FROM settings")
    return {name: json.loads(value) for name, value in found}


def _assignment(before: dict[str, Any], asked: str | None, folder: Path) -> str:
    held: str = before.get("assignment", asked or ASSIGNMENT)
    if asked not in (None, held):
        raise KitError(
            f"{folder} holds the results of the assignment {held}, but --assignment {asked} was given;"
            f" name another folder with --out for {asked}"
        )
    return held


def _seed(before: dict[str, Any], asked: int | None, resume: bool, folder: Path) -> int:
    if not before or not resume:
        return secrets.randbelow(SEEDS) if asked is None else asked
    held: int = before["seed"]
    if asked not in (None, held):
        raise KitError(
            f"{folder} holds results with the seed {held}, but --seed {asked} was given; leave --seed out to"
            " go on with them, or add --no-resume to grade everything again"
        )
    return held
