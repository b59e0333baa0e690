"""Two submissions of one name from two folders are two: no score and no points pass between them."""

import shutil
import zipfile
from pathlib import Path

import pytest

from cs231n_kit.grading.gradebook import Gradebook
from cs231n_kit.grading.intake import read, sources
from cs231n_kit.grading.manual import Manual
from cs231n_kit.grading.row import GONE
from cs231n_kit.grading.run import lies

from .rows import RIGHT, row, scoreless, task

FILES = ("classifiers/softmax.py",)


def hand_in(folder, text, name="alice"):
    """A submission as it lies on a disk; another suffix is another way to hand in the same."""
    inside = folder / "alice"
    inside.mkdir(parents=True, exist_ok=True)
    (inside / "softmax.py").write_text(text)
    if name != "alice":
        kind = "zip" if name.endswith(".zip") else "gztar"
        shutil.make_archive(str(folder / "alice"), kind, inside)
        shutil.rmtree(inside)


def run(book, path, result):
    """What a run over a class of one does, and whether it had to grade."""
    found = sources([path])
    book.found_at({one.id: one.path for one in found})
    (submission,) = (read(one, FILES) for one in found)
    graded = not book.is_done(submission.id, book.key(submission))
    if graded:
        book.put(result | {"id": submission.id}, book.key(submission))
    book.finish()
    return graded


@pytest.fixture
def book(tmp_path):
    with Gradebook.open(tmp_path / "graded") as book:
        yield book


def another(folder, had):
    return f"another submission of this name, from {folder}, {had} before, and has no part in this row"


HAD = "had 4 of 6 points"


@pytest.mark.parametrize("status", ["error", "unreadable"])
def test_another_one_that_fails_inherits_no_score(tmp_path, book, status):
    hand_in(tmp_path / "week1", "one = 1")
    hand_in(tmp_path / "week2", "two = 2")
    run(book, tmp_path / "week1", row())
    assert run(book, tmp_path / "week2", scoreless(status=status, notes=["why"]))
    told = another(tmp_path / "week1", HAD)
    assert book.row("alice") == scoreless("alice", status, ["why", told])
    run(book, tmp_path / "week2", scoreless(status=status, notes=["why"]))  # nor at the next run
    assert book.row("alice") == scoreless("alice", status, ["why", told])


def test_another_one_that_is_graded_says_what_it_replaced(tmp_path, book):
    hand_in(tmp_path / "week1", "one = 1")
    hand_in(tmp_path / "week2", "two = 2")
    run(book, tmp_path / "week1", row())
    run(book, tmp_path / "week2", row("s", task(RIGHT)))
    assert book.row("alice") == row("alice", task(RIGHT), notes=[another(tmp_path / "week1", HAD)])
    assert not run(book, tmp_path / "week2", row())
    assert book.row("alice")["notes"] == [another(tmp_path / "week1", HAD)]
    assert run(book, tmp_path / "week1", scoreless())  # and back
    assert book.row("alice")["score"] is None
    assert book.row("alice")["notes"][-1] == another(tmp_path / "week2", HAD)


def test_another_one_without_a_score_is_told_too(tmp_path, book):
    hand_in(tmp_path / "week1", "one = 1")
    hand_in(tmp_path / "week2", "two = 2")
    run(book, tmp_path / "week1", scoreless())
    run(book, tmp_path / "week2", row())
    assert book.row("alice") == row("alice", notes=[another(tmp_path / "week1", "had no score")])


def test_two_that_cannot_be_read_for_one_reason_are_two(tmp_path, book):
    for week in ("week1", "week2"):
        (tmp_path / week / "alice").mkdir(parents=True)
    unreadable = scoreless(status="unreadable", notes=["It is empty."])
    hand_in(tmp_path / "week1", "one = 1")
    run(book, tmp_path / "week1", row())
    (tmp_path / "week1" / "alice" / "softmax.py").unlink()
    run(book, tmp_path / "week1", unreadable)
    assert book.row("alice")["score"] == 4.0
    assert not run(book, tmp_path / "week1", unreadable)
    assert run(book, tmp_path / "week2", unreadable)
    assert book.row("alice")["score"] is None


@pytest.mark.parametrize("first", ["alice", "alice.zip"])
@pytest.mark.parametrize("second", ["alice.zip", "alice.tar.gz"])
def test_the_same_place_is_the_same_submission_under_any_suffix(tmp_path, book, first, second):
    hand_in(tmp_path / "class", "one = 1", first)
    run(book, tmp_path / "class", row())
    for path in (tmp_path / "class").iterdir():
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    hand_in(tmp_path / "class", "two = 2", second)
    assert run(book, tmp_path / "class", scoreless())
    assert (book.row("alice")["score"], book.row("alice")["stale"]) == (4.0, True)


def test_the_same_place_is_the_same_by_any_path(tmp_path, book, monkeypatch):
    hand_in(tmp_path / "class", "one = 1")
    run(book, tmp_path / "class", row())
    monkeypatch.chdir(tmp_path)
    (tmp_path / "link").symlink_to("class")
    for path in (Path("class"), Path("class/../class"), Path("link"), Path("class/alice")):
        assert not run(book, path, row())
        hand_in(tmp_path / "class", f"path = {str(path)!r}")
        assert run(book, path, row())
        assert book.row("alice") == row("alice")
    hand_in(tmp_path / "class", "worse = 3")
    run(book, Path("link"), scoreless())
    assert book.row("alice")["score"] == 4.0


def test_a_class_that_moved_keeps_its_results(tmp_path, book):
    hand_in(tmp_path / "class", "one = 1")
    run(book, tmp_path / "class", row())
    (tmp_path / "class").rename(tmp_path / "moved")
    assert not run(book, tmp_path / "moved", row())
    hand_in(tmp_path / "moved", "two = 2")  # handed in again where it is now
    run(book, tmp_path / "moved", scoreless())
    assert (book.row("alice")["score"], book.row("alice")["stale"]) == (4.0, True)


def test_a_class_that_moved_and_is_graded_afresh_keeps_its_scores_until_then(tmp_path):
    hand_in(tmp_path / "class", "one = 1")
    with Gradebook.open(tmp_path / "graded") as book:
        run(book, tmp_path / "class", row())
    (tmp_path / "class").rename(tmp_path / "moved")
    with Gradebook.open(tmp_path / "graded", resume=False) as book:
        assert run(book, tmp_path / "moved", scoreless())
        assert (book.row("alice")["score"], book.row("alice")["stale"]) == (4.0, True)


def test_the_same_content_elsewhere_is_graded_alike(tmp_path, book):
    hand_in(tmp_path / "week1", "one = 1")
    hand_in(tmp_path / "week2", "one = 1")
    run(book, tmp_path / "week1", row())
    assert not run(book, tmp_path / "week2", row())
    assert book.row("alice") == row("alice")


def test_others_of_the_first_folder_are_only_gone(tmp_path):
    hand_in(tmp_path / "week1", "one = 1")
    hand_in(tmp_path / "week2", "two = 2")
    (tmp_path / "week2" / "alice").rename(tmp_path / "week2" / "bob")
    for week in ("week1", "week2"):
        with Gradebook.open(tmp_path / "graded") as book:
            run(book, tmp_path / week, row())
            rows = list(book.rows())
    assert rows == [row("alice", notes=[GONE]), row("bob")]


def test_manual_points_of_another_one_do_not_count_and_are_kept(tmp_path, book):
    hand_in(tmp_path / "week1", "one = 1")
    hand_in(tmp_path / "week2", "two = 2")
    run(book, tmp_path / "week1", row())
    given = [Manual("alice", "q1", 1.0, 2.0, "Good."), Manual("alice", "q2", 1.0, 2.0)]
    book.put_manual(given)
    run(book, tmp_path / "week2", row())
    assert book.manual("alice") == [] and book.questions() == () and "manual" not in book.row("alice")
    assert book.row("alice")["notes"] == [
        f"{another(tmp_path / 'week1', HAD)}; manual points given before (2) were set aside: they are kept,"
        " and count here only if they are given again"
    ]
    book.put_manual(given[:1])
    assert book.manual("alice") == given[:1]


def test_a_folder_with_signs_that_act_is_told_without_them(tmp_path, book):
    hand_in(tmp_path / "week\x1b[31m\u202e", "one = 1")
    hand_in(tmp_path / "week2", "two = 2")
    run(book, tmp_path / "week\x1b[31m\u202e", row())
    run(book, tmp_path / "week2", row())
    (note,) = book.row("alice")["notes"]
    assert note == another(tmp_path / "week_[31m_", HAD)


def test_of_a_platform_the_student_decides_whatever_the_download_is_called(tmp_path, book):
    """The next download of a class has another name, and another number for each submission."""
    for week, (name, number) in enumerate((("submissions.zip", 5001), ("submissions (1).zip", 5009))):
        with zipfile.ZipFile(tmp_path / name, "w") as archive:
            archive.writestr(f"lovelaceada_101_{number}_softmax.py", f"week = {week}")
            archive.writestr(f"hoppergrace_102_{number + 1}_softmax.py", "the_same = True")
        found = sources([tmp_path / name])
        book.found_at({one.id: lies(one) for one in found})
        for submission in (read(one, FILES) for one in found):
            if not book.is_done(submission.id, book.key(submission)):
                book.put(row(submission.id), book.key(submission))
        book.finish()
        if not week:
            book.put_manual([Manual("lovelaceada_101", "q1", 1, 2)])
    told = book.row("lovelaceada_101")
    assert [one["points"] for one in told["manual"]] == [1.0] and told["notes"] == row()["notes"]
