"""The gradebook keeps what it was given, whatever happens to the process, the disk or the file."""

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from cs231n_kit.errors import KitError
from cs231n_kit.grading.editions import edition
from cs231n_kit.grading.gradebook import FILE, Gradebook
from cs231n_kit.grading.row import GONE, OUTDATED
from cs231n_kit.grading.submission import Settings

from .rows import RIGHT, WRONG, finding, row, scoreless, submission, task

ROOT = Path(__file__).resolve().parents[2]


def run_script(script, *arguments, **options):
    """Run a script beside the tests; it can use what they use."""
    head = "import sys\nfrom pathlib import Path\nfrom cs231n_kit.grading.gradebook import Gradebook\n"
    return subprocess.Popen(
        [sys.executable, "-c", head + script, *map(str, arguments)],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        **options,
    )


def test_a_new_gradebook_has_the_defaults_and_a_seed_of_its_own(tmp_path):
    seeds = set()
    for name in "abc":
        with Gradebook.open(tmp_path / name / "deep") as book:
            assert replace(book.settings, seed=0) == Settings("softmax", 0)
            assert list(book.rows()) == [] and len(book) == 0
            seeds.add(book.settings.seed)
    assert len(seeds) == 3


def test_what_is_put_comes_back_in_the_order_of_the_ids(tmp_path):
    with Gradebook.open(tmp_path) as book:
        for id in ("s10", "s02", "Ä", "s1"):
            book.put(row(id), id)
        assert [one["id"] for one in book.rows()] == ["s02", "s1", "s10", "Ä"]
        assert book.row("s1") == row("s1") and book.row("s3") is None and len(book) == 4
    with Gradebook.open(tmp_path) as book:
        assert book.row("s02") == row("s02")


def test_a_row_has_the_keys_of_the_contract_in_their_order(tmp_path):
    with Gradebook.open(tmp_path) as book:
        book.put(dict(reversed(row().items())), "k")
        assert list(book.row("s001")) == [
            *("id", "stale", "status", "score", "max_score", "seconds", "notes", "tasks")
        ]


def test_numbers_are_rounded_and_whatever_json_has_no_number_for_is_a_word(tmp_path):
    evidence = {"a": 0.1 + 0.2, "b": float("nan"), "c": [float("-inf"), 1e-17], "d": 3, "e": True}
    one = finding(points=1 / 3, max_points=2, evidence=evidence)
    with Gradebook.open(tmp_path) as book:
        book.put(row("s", task(one)) | {"seconds": 0.123456}, "k")
        back = book.row("s")
    (found,) = back["tasks"][0]["findings"]
    assert (back["seconds"], back["score"], found["points"]) == (0.123, 0.333333, 0.333333)
    assert isinstance(found["max_points"], float)
    assert found["evidence"] == {"a": 0.3, "b": "nan", "c": ["-inf", 1e-17], "d": 3, "e": True}
    assert isinstance(found["evidence"]["d"], int) and found["evidence"]["e"] is True


@pytest.mark.parametrize(
    "wrong", [{"status": "graded", "score": None}, {"status": "error"}, {"status": "ok"}]
)
def test_a_row_that_contradicts_itself_is_refused(tmp_path, wrong):
    with Gradebook.open(tmp_path) as book:
        with pytest.raises(ValueError, match="a row needs a score exactly if it is graded"):
            book.put(row() | wrong, "k")
        assert len(book) == 0


@pytest.mark.parametrize("id", ["Ünï 雪", "a'b\";--", "\udcff.zip", "line\nend", "=1+1", ""])
def test_any_name_is_an_id(tmp_path, id):
    with Gradebook.open(tmp_path) as book:
        assert not book.is_done(id, "k")
        book.put(row(id, notes=[id]), "k")
        book.finish()
        assert book.is_done(id, "k") and len(book) == 1
        (back,) = book.rows()
        assert back == book.row(id) and GONE not in back["notes"]
        assert json.dumps(back, ensure_ascii=False).encode()


# --- what is done need not be done again ---


def test_done_is_what_has_the_same_key(tmp_path):
    one = submission("s1", "digest")
    with Gradebook.open(tmp_path) as book:
        assert not book.is_done("s1", book.key(one))
        book.put(row("s1"), book.key(one))
    with Gradebook.open(tmp_path) as book:
        assert book.is_done("s1", book.key(one)) and book.skipped == 1
        others = [
            submission("s1", "other"),
            submission("s2", "digest"),
            submission("s1", "digest", notes=("took a",)),
            submission("s1", "digest", unreadable="broken"),
        ]
        for other in others:
            assert not book.is_done("s1", book.key(other))
        assert book.skipped == 1


def test_the_edition_depends_on_everything_that_bears_on_a_result():
    base = Settings("softmax", 7)
    others = [
        replace(base, assignment="svm"),
        replace(base, seed=8),
        replace(base, timeout=9.0),
        replace(base, memory=1024),
        replace(base, layers=("rlimits",)),
    ]
    found = [edition(one, 0) for one in (base, *others)] + [edition(base, 1), edition(base, 0, "9.9")]
    assert len(set(found)) == len(found)
    assert edition(base, 0) == edition(Settings("softmax", 7), 0)


def test_what_the_grader_failed_at_is_tried_again_and_an_unreadable_submission_is_not(tmp_path):
    with Gradebook.open(tmp_path) as book:
        book.put(scoreless("s1", "error"), "k")
        book.put(scoreless("s2", "unreadable"), "k")
        assert not book.is_done("s1", "k") and book.is_done("s2", "k")
        assert book.failures() == ["s1"]
        book.put(row("s3"), "k1")
        book.put(scoreless("s3", "error"), "k2")
        assert book.failures() == ["s1", "s3"]  # though one has a score
        book.put(row("s1"), "k")
        assert book.is_done("s1", "k") and book.failures() == ["s3"]


def test_going_back_to_earlier_settings_finds_the_results_of_then(tmp_path):
    one = submission("s1")
    with Gradebook.open(tmp_path, timeout=10) as book:
        book.put(row("s1"), book.key(one))
    with Gradebook.open(tmp_path, timeout=5) as book:
        assert not book.is_done("s1", book.key(one))
        assert book.row("s1") == row("s1", notes=[OUTDATED]) | {"stale": True}
    with Gradebook.open(tmp_path, timeout=10) as book:
        assert book.is_done("s1", book.key(one))
        assert not book.row("s1")["stale"]


# --- no score is lost ---


@pytest.mark.parametrize(
    "failure, reason",
    [
        (scoreless("s1"), "error: the grader failed: OSError: gone"),
        (scoreless("s1", "unreadable", ["took a", "it is no zip"]), "unreadable: it is no zip"),
        (scoreless("s1", "unreadable", []), "unreadable: no reason was given"),
        (scoreless("s1", notes=["n"]) | {"tasks": [task(finding(message="Said."))]}, "error: Said."),
    ],
)
def test_a_regrade_that_fails_keeps_the_score_and_says_so(tmp_path, failure, reason):
    with Gradebook.open(tmp_path) as book:
        book.put(row("s1", notes=["took b"]), "k1")
        for key in ("k2", "k3"):  # the second failure takes the place of the first
            book.put(failure, key)
        why = f"the score is of an earlier grading, because the latest ended as {reason}"
        assert book.row("s1") == row("s1", notes=["took b", why]) | {"stale": True}
        assert not book.is_done("s1", "k1")
        book.put(row("s1", task(RIGHT)), "k4")
        assert book.row("s1") == row("s1", task(RIGHT))


def test_what_never_had_a_score_has_none(tmp_path):
    with Gradebook.open(tmp_path) as book:
        book.put(scoreless("s1"), "k")
        assert book.row("s1") == scoreless("s1")
        book.put(scoreless("s1", "unreadable"), "k")
        assert (book.row("s1")["status"], book.row("s1")["stale"]) == ("unreadable", False)
        book.put(row("s1"), "k")
        assert book.row("s1") == row("s1")


def test_no_resume_grades_again_under_a_fresh_seed_and_keeps_the_scores_until_then(tmp_path):
    one = submission("s1")
    with Gradebook.open(tmp_path, seed=7) as book:
        book.put(row("s1"), book.key(one))
    with Gradebook.open(tmp_path, resume=False) as book:
        assert book.settings.seed != 7
        assert not book.is_done("s1", book.key(one))
        assert book.row("s1") == row("s1", notes=[OUTDATED]) | {"stale": True}
        book.put(row("s1"), book.key(one))
        assert book.row("s1") == row("s1")
        seed = book.settings.seed
    with Gradebook.open(tmp_path) as book:
        assert book.settings.seed == seed and book.is_done("s1", book.key(one))
    with Gradebook.open(tmp_path, seed=seed, resume=False) as book:
        assert not book.is_done("s1", book.key(one))


def test_rows_of_submissions_that_are_gone_stay_and_say_so(tmp_path):
    with Gradebook.open(tmp_path) as book:
        for id in ("s1", "s2"):
            book.put(row(id), id)
        book.finish()
        assert list(book.rows()) == [row("s1"), row("s2")]
    with Gradebook.open(tmp_path) as book:
        assert book.is_done("s2", "s2")
        assert list(book.rows()) == [row("s1"), row("s2")]  # it may still be found
        book.finish()
        assert list(book.rows()) == [row("s1", notes=[GONE]), row("s2")]
    with Gradebook.open(tmp_path) as book:
        book.is_done("s1", "s1")
        book.finish()
        assert list(book.rows()) == [row("s1"), row("s2", notes=[GONE])]


# --- who may open it ---


@pytest.mark.parametrize(
    "wanted, message",
    [
        (
            {"seed": 8},
            "{} holds results with the seed 7, but --seed 8 was given; leave --seed out to go on with them,"
            " or add --no-resume to grade everything again",
        ),
        (
            {"assignment": "svm"},
            "{} holds the results of the assignment softmax, but --assignment svm was given; name another"
            " folder with --out for svm",
        ),
        (
            {"assignment": "svm", "resume": False},
            "{} holds the results of the assignment softmax, but --assignment svm was given; name another"
            " folder with --out for svm",
        ),
    ],
)
def test_other_settings_than_the_gradebooks_are_refused(tmp_path, wanted, message):
    with Gradebook.open(tmp_path, assignment="softmax", seed=7) as book:
        book.put(row(), "k")
    with pytest.raises(KitError) as error, Gradebook.open(tmp_path, **wanted):
        pass
    assert str(error.value) == message.format(tmp_path)
    with Gradebook.open(tmp_path) as book:
        assert book.settings == Settings("softmax", 7) and book.row("s001") == row()


@pytest.mark.parametrize("wanted", [{}, {"seed": 7}, {"assignment": "svm"}, {"seed": 8, "resume": False}])
def test_settings_that_fit_are_taken(tmp_path, wanted):
    with Gradebook.open(tmp_path, assignment="svm", seed=7):
        pass
    with Gradebook.open(tmp_path, **wanted) as book:
        assert book.settings.assignment == "svm"
        assert book.settings.seed == wanted.get("seed", 7)


HOLD = """
with Gradebook.open(Path(sys.argv[1])) as book:
    print("open", flush=True)
    sys.stdin.read()
"""


def test_a_second_grader_is_refused_and_the_lock_goes_with_its_process(tmp_path):
    first = run_script(HOLD, tmp_path, stdin=subprocess.PIPE)
    assert first.stdout.readline() == "open\n"
    with pytest.raises(KitError) as error, Gradebook.open(tmp_path):
        pass
    assert str(error.value) == (
        f"another grader is at work in {tmp_path}; wait until it is done, or name another folder with --out"
    )
    first.kill()
    first.communicate()
    with Gradebook.open(tmp_path):
        pass


FORK = """
import os, time
with Gradebook.open(Path(sys.argv[1])) as book:
    if child := os.fork():
        print(child, flush=True)
    time.sleep(60)
"""


def test_a_child_that_outlives_the_grader_does_not_keep_the_lock(tmp_path):
    first = run_script(FORK, tmp_path)
    child = int(first.stdout.readline())
    try:
        first.kill()
        first.wait()
        with Gradebook.open(tmp_path):
            pass
        os.kill(child, 0)  # it is still there
    finally:
        os.kill(child, signal.SIGKILL)
        first.communicate()


def test_a_database_of_something_else_is_left_alone(tmp_path):
    with sqlite3.connect(tmp_path / FILE) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("CREATE TABLE photos (name)")
    connection.close()
    before = (tmp_path / FILE).read_bytes()
    with pytest.raises(KitError) as error, Gradebook.open(tmp_path):
        pass
    assert str(error.value) == (
        f"{tmp_path / FILE} is a database of something else; name another folder with --out"
    )
    assert (tmp_path / FILE).read_bytes() == before


def test_a_file_that_is_no_database_is_left_alone(tmp_path):
    (tmp_path / FILE).write_bytes(b"not SQLite at all" * 100)
    with pytest.raises(KitError) as error, Gradebook.open(tmp_path):
        pass
    assert str(error.value) == (
        f"{tmp_path / FILE} cannot be read or written (file is not a database); move it away or name another"
        " folder with --out; it was left as it is"
    )
    assert (tmp_path / FILE).read_bytes() == b"not SQLite at all" * 100


def test_a_damaged_gradebook_is_told_in_one_sentence(tmp_path):
    with Gradebook.open(tmp_path) as book:
        for n in range(50):
            book.put(row(f"s{n}", notes=["x" * 5000]), "k")
    content = bytearray((tmp_path / FILE).read_bytes())
    content[4096 * 2 :] = bytes(len(content) - 4096 * 2)
    (tmp_path / FILE).write_bytes(content)
    with pytest.raises(KitError, match="malformed.*move it away or name another folder"):  # noqa: SIM117
        with Gradebook.open(tmp_path) as book:
            list(book.rows())
    assert (tmp_path / FILE).stat().st_size == len(content)


def test_another_program_that_writes_is_named(tmp_path, monkeypatch):
    with Gradebook.open(tmp_path):
        pass
    other = sqlite3.connect(tmp_path / FILE, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    connect = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda path, **options: connect(path, timeout=0, **options))
    with (
        pytest.raises(KitError, match="database is locked.*close the other program"),
        Gradebook.open(tmp_path),
    ):
        pass
    other.close()


@pytest.mark.parametrize("place", ["file", "file/deep"])
def test_a_folder_that_cannot_be_made_is_told(tmp_path, place):
    (tmp_path / "file").write_text("mine")
    with pytest.raises(KitError) as error, Gradebook.open(tmp_path / place):
        pass
    assert str(error.value).startswith(
        f"--out must be a folder that can be written, and {tmp_path / place} cannot be ("
    )


# --- the worst ---

WRITE = """
from tests.grading.rows import row
with Gradebook.open(Path(sys.argv[1])) as book:
    start = int(sys.argv[2])
    for n in range(start, start + 100_000):
        book.put(row(f"s{n:06}", notes=[str(n) * 1000]), "k")
        print(n, flush=True)
"""


def test_killed_at_any_moment_it_holds_what_it_acknowledged(tmp_path):
    moments, acknowledged = random.Random(5), []
    for round in range(20):
        writer = run_script(WRITE, tmp_path, 10_000 * round)
        first = writer.stdout.readline()
        assert first, writer.stderr.read()
        time.sleep(moments.random() * 0.03)
        writer.kill()
        rest, _ = writer.communicate()
        acknowledged += map(int, [first, *rest.split("\n")[:-1]])
        with Gradebook.open(tmp_path) as book:
            held = {one["id"]: one for one in book.rows()}
        for n in acknowledged:
            assert held[f"s{n:06}"]["notes"] == [str(n) * 1000]
        in_flight = len(held) - len(acknowledged)
        assert 0 <= in_flight <= round + 1  # stored, and killed before it could say so
    assert len(acknowledged) > 20
    connection = sqlite3.connect(tmp_path / FILE)
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    connection.close()


FULL = """
import resource
from cs231n_kit.errors import KitError
from tests.grading.rows import row
if sys.argv[2] == "limit":
    resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, resource.RLIM_INFINITY))
done = 0
try:
    with Gradebook.open(Path(sys.argv[1])) as book:
        for done in range(10_000):
            book.put(row(f"s{done:05}", notes=["x" * 5000]), "k")
except KitError as error:
    print(done, error)
"""


def check_full(folder, mode):
    stdout, stderr = run_script(FULL, folder, mode).communicate()
    assert stderr == ""
    done, _, message = stdout.strip().partition(" ")
    path = folder / FILE
    assert message.startswith(f"{path} cannot be read or written (")
    assert message.endswith(
        "); make room or make it writable, and run the same command again: what is stored is kept"
    )
    assert int(done) > 5
    return int(done)


def test_a_file_that_may_not_grow_loses_nothing(tmp_path):
    done = check_full(tmp_path, "limit")
    with Gradebook.open(tmp_path) as book:
        assert [one["id"] for one in book.rows()] == [f"s{n:05}" for n in range(done)]
        book.put(row("s99999"), "k")  # and goes on


@pytest.fixture
def mounted(tmp_path):
    """A folder on a disk of 300 kB; only root can make one, anybody else is asked by a limit instead."""
    folder = tmp_path / "small"
    folder.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=300k", "none", folder], capture_output=True, text=True
    )
    if made.returncode:
        pytest.skip(f"no disk could be made: {made.stderr.strip()}")
    yield folder
    subprocess.run(["umount", folder], check=True)


def test_a_full_disk_loses_nothing(mounted):
    done = check_full(mounted, "disk")
    subprocess.run(["mount", "-o", "remount,size=2m", mounted], check=True)
    with Gradebook.open(mounted) as book:
        assert [one["id"] for one in book.rows()] == [f"s{n:05}" for n in range(done)]
        book.put(row("s99999"), "k")


def test_a_read_only_disk_is_told(mounted):
    with Gradebook.open(mounted) as book:
        book.put(row(), "k")
    subprocess.run(["mount", "-o", "remount,ro", mounted], check=True)
    with pytest.raises(KitError) as error, Gradebook.open(mounted):
        pass
    assert str(error.value) == (
        f"--out must be a folder that can be written, and {mounted} cannot be (Read-only file system);"
        " correct that or name another"
    )


AS_NOBODY = """
import fcntl, os  # while everything can still be imported
from cs231n_kit.errors import KitError
if os.geteuid() == 0:  # who may write anywhere
    os.setegid(65534)
    os.seteuid(65534)
try:
    with Gradebook.open(Path(sys.argv[1])):
        print("opened")
except KitError as error:
    print(error)
"""


def test_a_folder_without_permission_is_told():
    with TemporaryDirectory() as name:  # pytest's own folders are closed to others
        Path(name).chmod(0o555)
        stdout, stderr = run_script(AS_NOBODY, name).communicate()
        assert (stdout, stderr) == (
            f"--out must be a folder that can be written, and {name} cannot be (Permission denied); correct"
            " that or name another\n",
            "",
        )
        assert os.listdir(name) == []


def test_reading_takes_no_more_memory_for_more_rows(tmp_path):
    import tracemalloc

    peaks = []
    with Gradebook.open(tmp_path) as book:
        for n in range(100):
            book.put(row(f"s{n:04}", task(RIGHT, WRONG), notes=["x" * 80_000]), "k")
            if n in (9, 99):
                tracemalloc.start()
                assert sum(1 for _ in book.rows()) == n + 1
                peaks.append(tracemalloc.get_traced_memory()[1])
                tracemalloc.stop()
    assert peaks[1] < peaks[0] + 1_000_000  # all 100 rows are 8 MB
