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

SCHEMA = 1
APPLICATION = 0x63733233  # "cs23": says that a file is a gradebook and not somebody else's SQLite
TABLES = """
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
"""


@contextmanager
def connected(path: Path) -> Iterator[sqlite3.Connection]:
    """The database, with its tables; a `KitError` if it is no gradebook of this kit or an older one."""
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")  # before anything else, for the reason above
        has_tables = _checked(connection, path)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        if not has_tables:
            _create(connection)
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


def _checked(connection: sqlite3.Connection, path: Path) -> bool:
    """Whether the file has its tables; one that is not ours is not written to."""
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (schema,) = connection.execute("PRAGMA user_version").fetchone()
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if tables and application != APPLICATION:
        raise KitError(f"{path} is a database of something else; name another folder with --out")
    if schema > SCHEMA:
        raise KitError(
            f"{path} was written by a newer kit (its schema is {schema}, this kit reads {SCHEMA});"
            " install that kit, or name another folder with --out"
        )
    return bool(tables)


def _create(connection: sqlite3.Connection) -> None:
    with transaction(connection):
        for statement in TABLES.split(";"):
            connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {APPLICATION}")
        connection.execute(f"PRAGMA user_version = {SCHEMA}")
