"""The gradebook, the store of record: everything else that a run writes can be made from it again."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from ..errors import KitError
from . import editions, manual
from .database import connected, in_words, transaction
from .editions import SEEDS as SEEDS
from .editions import edition, hashed
from .lock import lock
from .manual import Manual
from .places import place, set_apart
from .row import Row, readable, stored, told
from .submission import Settings, Submission

FILE = "gradebook.sqlite"


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
        self._places: dict[str, str] = {}

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
            asked = editions.Asked(assignment, seed, timeout, memory, layers, resume)
            yield cls(folder, connection, *editions.begun(connection, asked, folder))

    @classmethod
    @contextmanager
    def reopen(cls, folder: Path) -> Iterator["Gradebook"]:
        """Open the gradebook under the settings of its last run, to add to it or to export it: not to grade.

        Raises
        ------
        KitError
            If there is none, it cannot be used, or somebody else is using it.
        """
        path = folder / FILE
        if not path.is_file():
            raise KitError(
                f"{folder} holds no {FILE}; name the folder that was given to grade as --out, or grade first"
            )
        with lock(folder), in_words(path), connected(path) as connection:
            before = editions.as_before(connection)
            if before is None:  # it was killed before its first run began
                raise KitError(f"{path} is empty, because nothing was ever graded into it; grade first")
            yield cls(folder, connection, *before)

    def found_at(self, paths: Mapping[str, Path | str]) -> None:
        """Say where the submissions of this run lie, by id: paths, or words for whose they are.

        One that lies elsewhere than the one that had its id before, and differs from it, is another one: it
        inherits nothing, and its row gets a note.
        """
        self._places = {readable(id): place(path) for id, path in paths.items()}

    def key(self, submission: Submission) -> str:
        """Of everything in a submission that bears on its row.

        Two that cannot be read may be so for the same reason, and are not the same for that: where they lie
        counts too.
        """
        lies = self._places.get(readable(submission.id)) if submission.unreadable else None
        who = dict(submission.identity)
        return hashed(submission.id, submission.digest, submission.unreadable, submission.notes, lies, who)

    def is_done(self, id: str, key: str) -> bool:
        """Whether the result for this key under the settings of the run is there.

        One that the grader itself failed at is not.
        """
        self._found.add(readable(id))
        with self._using():
            asked = "SELECT 1 FROM submissions WHERE id = ? AND key = ? AND edition = ? AND NOT again"
            found = self._connection.execute(asked, (readable(id), key, self._edition))
            done = found.fetchone() is not None
        self.skipped += done
        return done

    def put(self, row: Row, key: str) -> None:
        """Store a row of ``results.json``: when this returns it is on the disk.

        A row without a score leaves an earlier score of the same submission in place, and stands beside it.
        """
        text, id = stored(row), readable(row["id"])
        column = "graded" if row["status"] == "graded" else "failed"
        lies = self._places.get(id)
        with self._using(), transaction(self._connection):
            set_apart(self._connection, id, key, lies)
            self._connection.execute(
                f"INSERT INTO submissions (id, key, edition, again, place, {column})"
                f" VALUES (?, ?, ?, ?, ?, ?)"
                f" ON CONFLICT (id) DO UPDATE SET key = excluded.key, edition = excluded.edition,"
                f" again = excluded.again, place = coalesce(excluded.place, place), failed = NULL,"
                f" {column} = excluded.{column}, gone = 0",
                (id, key, self._edition, row["status"] == "error", lies, text),
            )
        self._found.add(id)

    def put_manual(self, points: Iterable[Manual]) -> None:
        """Store points that a person gave: all of them, or none if one cannot be.

        Those for the same question are replaced. No grading changes them, whatever it is told to do.

        Raises
        ------
        KitError
            If one is of an unknown submission, names no question or has points that cannot be.
        """
        with self._using(), transaction(self._connection):
            manual.put(self._connection, points)

    def manual(self, id: str) -> list[Manual]:
        """The points that a person gave to a submission, in the order of the questions."""
        with self._using():
            return manual.given(self._connection, readable(id))

    def questions(self) -> tuple[str, ...]:
        """All questions at which somebody has such points, in order."""
        with self._using():
            return manual.questions(self._connection)

    def worth(self) -> dict[str, float]:
        """The most that questions give, where somebody set it."""
        with self._using():
            return manual.worth(self._connection)

    def set_worth(self, worth: Mapping[str, float]) -> None:
        """Set the most that some questions give; points that were given stay, out of that number.

        Raises
        ------
        KitError
            If somebody has more points at one of them: then all stay as they are.
        """
        with self._using(), transaction(self._connection):
            manual.set_worth(self._connection, worth)

    def finish(self) -> None:
        """Say that all submissions of the run have been asked for: rows of others get a note from now on.

        They are kept, because a run over part of a class must not lose the rest.
        """
        with self._using(), transaction(self._connection):
            self._connection.execute("UPDATE submissions SET gone = 1")
            self._connection.executemany(
                "UPDATE submissions SET gone = 0, place = coalesce(?, place) WHERE id = ?",
                ((self._places.get(id), id) for id in self._found),
            )

    def grade_again(self, ids: Iterable[str]) -> None:
        """Have submissions graded again that are graded and unchanged.

        Raises
        ------
        KitError
            If one is not in the gradebook; then none is.
        """
        with self._using(), transaction(self._connection):
            for id in ids:
                found = self._connection.execute("UPDATE submissions SET again = 1 WHERE id = ?", (id,))
                if not found.rowcount:
                    raise KitError(
                        f"--regrade must be the id of a submission in {self.folder / FILE}, got {id!r};"
                        " gradebook.csv lists them"
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
            asked = f"SELECT id, graded, failed, gone, edition <> ?, another FROM submissions {which}"
            found = self._connection.execute(asked, (self._edition, *values))
            for id, graded, failed, gone, outdated, another in found:
                given = manual.of(self._connection, id)
                yield told(id, graded, failed, gone=gone, outdated=outdated, another=another, manual=given)

    def _using(self) -> Any:
        return in_words(self.folder / FILE)
