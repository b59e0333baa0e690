"""The file of a gradebook: how it is opened, how it is written to, and what it says if that fails.

Each result is one transaction in a write-ahead log that is synced to the disk before the transaction is over:
what is stored survives a power cut. On a busy disk that took 2 to 3 ms a result, and a rollback journal 20.
Locked exclusively, SQLite needs no shared memory for its log, so that it works on network drives too, where
home folders often are. When the gradebook is closed its one file is all there is; a killed run leaves the log
``gradebook.sqlite-wal`` beside it, which belongs to it and which the next run takes in.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from ..errors import KitError

APPLICATION = 0x63733233  # "cs23": says that a file is a gradebook and not somebody else's SQLite
# From nothing to the tables of today: a new file takes all steps, one of an older kit those that it lacks.
# A step that was in a release is never changed, because there are files that took it.
STEPS = (
    """
    CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL);
    CREATE TABLE submissions (
        id TEXT PRIMARY KEY,
        key TEXT NOT NULL,      -- of the last attempt: what it was made of
        edition TEXT NOT NULL,  -- and the settings that it was made under
        again INTEGER NOT NULL, -- 1 if the grader failed: the next run tries again
        graded TEXT,            -- the last row with a score
        failed TEXT,            -- the last attempt, if that gave none
        gone INTEGER NOT NULL DEFAULT 0
    );
    """,
    """
    ALTER TABLE submissions ADD COLUMN place TEXT;  -- the folder that it lay in, where that is known
    ALTER TABLE submissions ADD COLUMN another TEXT;  -- what is to be said of another one of this name
    CREATE TABLE manual (
        id TEXT NOT NULL,
        question TEXT NOT NULL,
        points REAL NOT NULL,
        max_points REAL NOT NULL,
        comment TEXT NOT NULL,
        answer TEXT NOT NULL DEFAULT '',  -- hash of what they were given for, where that is known
        aside INTEGER NOT NULL DEFAULT 0, -- 1 if they were given to another submission of this name
        PRIMARY KEY (id, question)
    );
    CREATE TABLE questions (name TEXT PRIMARY KEY, max_points REAL NOT NULL);  -- where somebody set them
    """,
)
SCHEMA = len(STEPS)


@contextmanager
def connected(path: Path) -> Iterator[sqlite3.Connection]:
    """The database, with its tables; a `KitError` if it is no gradebook of this kit or an older one."""
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")  # before anything else, for the reason above
        schema = _schema(connection, path)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        if schema < SCHEMA:
            _bring_up(connection, schema)
        yield connection
        with suppress(
            sqlite3.OperationalError
        ):  # no room to take the log in: it stays, with all that it holds
            connection.execute("PRAGMA journal_mode = DELETE")
    finally:
        connection.close()


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All of it or nothing; when it is over it is on the disk."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


@contextmanager
def in_words(path: Path) -> Iterator[None]:
    """What SQLite has to say, as one sentence: what was stored before is there in every case."""
    try:
        yield
    except sqlite3.ProgrammingError:
        raise  # a mistake of ours, and nothing that a user could mend
    except sqlite3.DatabaseError as error:
        name = getattr(error, "sqlite_errorname", "")
        if name.startswith(("SQLITE_NOTADB", "SQLITE_CORRUPT")):
            todo = "move it away or name another folder with --out; it was left as it is"
        elif name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
            todo = "close the other program that has it open, and run the same command again"
        else:
            todo = "make room or make it writable, and run the same command again: what is stored is kept"
        raise KitError(f"{path} cannot be read or written ({error}); {todo}") from None


def _schema(connection: sqlite3.Connection, path: Path) -> int:
    """How many steps the file has taken; one that is not ours is not written to."""
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (schema,) = connection.execute("PRAGMA user_version").fetchone()
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if tables and (application != APPLICATION or schema < 1):
        raise KitError(f"{path} is a database of something else; name another folder with --out")
    if schema > SCHEMA:
        raise KitError(
            f"{path} was written by a newer kit (its schema is {schema}, this kit reads {SCHEMA});"
            " install that kit, or name another folder with --out"
        )
    return int(schema) if tables else 0


def _bring_up(connection: sqlite3.Connection, schema: int) -> None:
    """All missing steps or none of them."""
    with transaction(connection):
        for step in STEPS[schema:]:
            for statement in step.split(";"):
                connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {APPLICATION}")
        connection.execute(f"PRAGMA user_version = {SCHEMA}")
