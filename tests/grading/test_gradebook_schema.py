"""A gradebook of another kit: an older one is brought up to date and loses nothing, a newer is refused."""

import json
import sqlite3
from contextlib import closing

import pytest

from cs231n_kit import __version__
from cs231n_kit.errors import KitError
from cs231n_kit.grading import database
from cs231n_kit.grading.gradebook import FILE, Gradebook
from cs231n_kit.grading.manual import Manual
from cs231n_kit.grading.places import place
from cs231n_kit.grading.submission import Settings

from .rows import row, scoreless, submission

# As the first kit wrote it: this text never changes.
FIRST = """
    CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL);
    CREATE TABLE submissions (
        id TEXT PRIMARY KEY, key TEXT NOT NULL, edition TEXT NOT NULL, again INTEGER NOT NULL, graded TEXT,
        failed TEXT, gone INTEGER NOT NULL DEFAULT 0
    );
    PRAGMA application_id = 0x63733233;
    PRAGMA user_version = 1;
"""
SETTINGS = {"round": 0, "kit_version": __version__, "assignment": "svm", "seed": 7, "timeout": 10.0}
SETTINGS |= {"memory": 2048, "layers": ["rlimits"]}


@pytest.fixture
def first(tmp_path):
    """A gradebook of the first kit with a submission that was graded, and one that was not."""
    with closing(sqlite3.connect(tmp_path / FILE)) as connection:
        connection.executescript(FIRST)
        told = [(name, json.dumps(value)) for name, value in SETTINGS.items()]
        connection.executemany("INSERT INTO settings VALUES (?, ?)", told)
        rows = [("s1", json.dumps(row("s1")), None), ("s2", None, json.dumps(scoreless("s2")))]
        connection.executemany("INSERT INTO submissions VALUES (?, 'k', 'e', 0, ?, ?, 0)", rows)
        connection.commit()
    return tmp_path


def columns(folder):
    with closing(sqlite3.connect(folder / FILE)) as connection:
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        return version, {
            table: connection.execute(f"PRAGMA table_info({table})").fetchall()
            for table in ("settings", "submissions", "manual")
        }


def test_an_older_one_is_brought_up_to_date(first, tmp_path):
    with Gradebook.open(first, layers=("rlimits",)) as book:
        assert book.settings == Settings("svm", 7, layers=("rlimits",))
        assert [(one["id"], one["score"]) for one in book.rows()] == [("s1", 4.0), ("s2", None)]
        book.put(scoreless("s1"), book.key(submission("s1")))  # where it lay is unknown: taken for the same
        assert book.row("s1")["score"] == 4.0
        book.put_manual([Manual("s1", "q1", 1, 2)])
    with Gradebook.open(tmp_path / "new"):
        pass
    assert columns(first) == columns(tmp_path / "new")
    assert columns(first)[0] == database.SCHEMA == 2


def test_what_stops_that_half_way_leaves_the_older_one(first, monkeypatch):
    before = (first / FILE).read_bytes()
    broken = f"{database.STEPS[1]}; CREATE TABLE settings (name)"
    with monkeypatch.context() as patch:
        patch.setattr(database, "STEPS", (database.STEPS[0], broken))
        with pytest.raises(KitError, match="already exists"), Gradebook.open(first):
            pass
    assert columns(first)[0] == 1 and len(before) <= (first / FILE).stat().st_size
    with Gradebook.open(first) as book:
        assert book.row("s1")["score"] == 4.0


@pytest.mark.parametrize("opened", [Gradebook.open, Gradebook.reopen])
def test_a_newer_one_is_refused(tmp_path, opened):
    with Gradebook.open(tmp_path):
        pass
    with closing(sqlite3.connect(tmp_path / FILE)) as connection:
        connection.execute("PRAGMA user_version = 3")
    before = (tmp_path / FILE).read_bytes()
    with pytest.raises(KitError) as error, opened(tmp_path):
        pass
    assert str(error.value) == (
        f"{tmp_path / FILE} was written by a newer kit (its schema is 3, this kit reads 2); install that kit,"
        " or name another folder with --out"
    )
    assert (tmp_path / FILE).read_bytes() == before


def test_one_without_a_schema_is_none(first):
    with closing(sqlite3.connect(first / FILE)) as connection:
        connection.execute("PRAGMA user_version = 0")
    with pytest.raises(KitError) as error, Gradebook.open(first):
        pass
    assert str(error.value) == (
        f"{first / FILE} is a database of something else; name another folder with --out"
    )


# --- opened to be read or added to ---


def test_it_is_reopened_as_the_last_run_left_it(tmp_path):
    with Gradebook.open(
        tmp_path, assignment="svm", seed=7, timeout=3.0, memory=99, layers=("a", "b")
    ) as book:
        book.put(row("s1"), "k")
        settings = book.settings
    for _ in range(2):
        with Gradebook.reopen(tmp_path) as book:
            assert book.settings == settings and book.row("s1") == row("s1")


def test_what_is_not_there_is_not_reopened(tmp_path):
    folder = tmp_path / "none"
    with pytest.raises(KitError) as error, Gradebook.reopen(folder):
        pass
    assert str(error.value) == (
        f"{folder} holds no {FILE}; name the folder that was given to grade as --out, or grade first"
    )
    assert not folder.exists()
    (tmp_path / FILE).touch()
    with pytest.raises(KitError) as error, Gradebook.reopen(tmp_path):
        pass
    assert str(error.value) == (
        f"{tmp_path / FILE} is empty, because nothing was ever graded into it; grade first"
    )


def test_a_place_is_a_folder_whatever_the_suffix(tmp_path):
    assert place(tmp_path / "a.zip") == place(tmp_path / "a.tar.gz") == place(tmp_path / "x" / ".." / "a")
    assert place(tmp_path / "a.zip") != place(tmp_path / "x" / "a.zip")
