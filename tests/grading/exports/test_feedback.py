import os
import re

import pytest

from cs231n_kit import __version__
from cs231n_kit.grading.exports.feedback import LARGEST, feedback, remove_others, write_feedback
from cs231n_kit.grading.row import ANOTHER, FAILED, GONE, OUTDATED
from cs231n_kit.grading.submission import Settings

from ..rows import NAIVE, RIGHT, TRAIN, WRONG, finding, row, scoreless, task
from .hostile import PLACES, TEXTS
from .html import Page

SETTINGS = Settings("softmax", 7)


def shown(one):
    return Page(feedback(one, SETTINGS))


def test_it_says_the_score_and_what_was_found():
    page = shown(row("s001", task(RIGHT, WRONG), task(RIGHT, name=TRAIN), notes=["took a"], max_score=10.0))
    assert page.needs_nothing_else()
    for words in (
        *("s001", "8 of 10", "took a", NAIVE, TRAIN, "1 of 2 checks right · 4 of 6 points"),
        *("gradient not yet right", "It is wrong.", "Look.", "Wrong: feature 0; class 1.", "Right: loss"),
        f"Graded by cs231n-kit {__version__}: assignment softmax, seed 7.",
    ):
        assert words in page.text


@pytest.mark.parametrize(
    "status, words, notes",
    [("unreadable", "could not be read, so it has no score", True), ("error", "no fault of yours", False)],
)
def test_a_submission_without_a_score_has_no_zero(status, words, notes):
    page = shown(scoreless("s1", status, ["it is no zip"]))
    assert "not graded" in page.text and words in page.text
    assert ("it is no zip" in page.text) is notes
    assert "0 of" not in page.text


@pytest.mark.parametrize(
    "note, words, kept",
    [
        (OUTDATED, "of an earlier grading, under other settings than those of the class now.", False),
        (f"{FAILED} error: OSError: gone", "the grader failed at the latest, not through you.", False),
        (f"{FAILED} unreadable: No zip.", "what was there at the latest could not be read.", True),
    ],
)
def test_an_old_score_says_why_it_is_old(note, words, kept):
    page = shown(row(notes=["took a", note]) | {"stale": True})
    assert words in page.text and page.text.count("This score is of an earlier grading") == 1
    assert (note in page.text) is kept and "took a" in page.text
    assert "seed 7" not in page.text  # it may have been another
    assert words not in shown(row(notes=["took a"])).text


@pytest.mark.parametrize("note", [GONE, OUTDATED, f"{ANOTHER}, from /home/me, had 8 of 8 points before"])
def test_what_only_a_teacher_needs_is_not_told(note):
    assert feedback(row(notes=[note]), SETTINGS) == feedback(row(), SETTINGS)


MANUAL = {"manual": [{"question": "q1", "points": 1.5, "max_points": 2.0, "comment": "Why?\nSee."}]}


def test_manual_points_are_shown_and_count():
    page = shown(row("s1", max_score=10.0) | MANUAL)
    for words in ("5.5 of 12", "4 of 10 for the tasks", "Questions", "q1", "1.5 of 2", "Why?\nSee."):
        assert words in page.text
    assert page.needs_nothing_else()
    assert "Questions" not in shown(row()).text and "for the tasks" not in shown(row()).text


def test_manual_points_alone_are_no_score():
    page = shown(scoreless("s1", "unreadable") | MANUAL)
    assert "not graded" in page.text and "1.5 of 2" in page.text and "for the tasks" not in page.text


SECRET = {"visibility": "hidden", "message": "SECRET1", "hint": "SECRET2", "evidence": {"SECRET3": "SECRET4"}}


@pytest.mark.parametrize(
    "status, code, points, words",
    [
        ("failed", "SECRET5", 0.0, "hidden check 2 not yet right: 0 of 3 points. What it asks is not shown."),
        (
            "timeout",
            "SECRET5",
            0.0,
            "hidden check 2 not yet right: 0 of 3 points. What it asks is not shown.",
        ),
        ("passed", "SECRET5", 3.0, "Right: loss, hidden check 2"),
    ],
)
def test_of_a_hidden_check_only_the_points_are_shown(status, code, points, words):
    page = shown(row("s1", task(RIGHT, finding("SECRET6", status, code, points, 3.0, **SECRET), WRONG)))
    assert "SECRET" not in page.html
    assert words in page.text


def test_hidden_checks_alone_do_not_look_passed():
    page = shown(row("s1", task(finding("x", max_points=3.0, **SECRET))))
    assert "SECRET" not in page.html and "0 of 1 check right · 0 of 3 points" in page.text


def test_the_evidence_is_shown_and_drawn():
    found = finding(evidence={"data_scale": 5.0, "difference": [[0.0, 0.25]], "classes_wrong": [1]})
    page = shown(row("s1", task(RIGHT, found)))
    assert "data scale" in page.text and "difference" not in page.text
    assert len(page.all("svg")) == 1 and "+0.25" in page.text


def test_evidence_that_cannot_be_drawn_is_told_in_words():
    page = shown(row("s1", task(finding(evidence={"difference": [[0.5] * 13]}))))
    assert page.all("svg") == [] and "[[0.5, 0.5" in page.text


def tags(html):
    """What the page is made of but for its words."""
    return [(tag, sorted(attributes)) for tag, attributes in Page(html).tags]


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
@pytest.mark.parametrize("place", PLACES)
def test_nothing_of_a_submission_is_more_than_text(place, text):
    html = feedback(PLACES[place](text), SETTINGS)
    assert tags(html) == tags(feedback(PLACES[place]("x"), SETTINGS))
    assert Page(html).needs_nothing_else()
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x00\x1b]", html)


LONG = "&" * 100_000  # each sign is five in HTML


def six(*findings):
    return row("s1", *[task(*findings)] * 6)


def manual(number, **said):
    return row() | {
        "manual": [{"question": "q", "points": 1.0, "max_points": 2.0, "comment": ""} | said] * number
    }


LARGE = {"difference": [[1.0] * 12] * 12}


@pytest.mark.parametrize(
    "one",
    [
        row(LONG),
        row(notes=[LONG] * 1000),
        six(*(finding(message=f"{n} {LONG}", hint=LONG) for n in range(12))),
        six(*(finding(message=f"{n}", evidence={LONG: LONG}) for n in range(60))),
        six(*(finding(message=f"{n}", evidence=LARGE) for n in range(30))),
        manual(500, question=LONG, comment=LONG),
        manual(9, comment="雪" * 100_000),
    ],
    ids=["id", "notes", "messages", "evidence", "pictures", "manual", "comments"],
)
def test_a_page_can_always_be_mailed(one):
    html = feedback(one, SETTINGS)
    assert len(html.encode()) <= LARGEST
    assert Page(html).needs_nothing_else()


def test_only_a_page_that_would_be_too_large_is_cut():
    assert "is cut on this page" in shown(row(notes=[LONG] * 40)).text
    assert "is cut on this page" not in shown(row()).text


def written(folder, one, settings=SETTINGS):
    """Whether a page was written, and its file, whose time is long ago."""
    done = write_feedback(folder, settings, one)
    path = folder / "feedback" / "s1.html"
    assert (path.stat().st_mtime != 1) is done
    os.utime(path, (1, 1))
    return done


@pytest.fixture
def path(tmp_path):
    assert written(tmp_path, row("s1"))
    return tmp_path / "feedback" / "s1.html"


@pytest.mark.parametrize("others", [{}, {"seconds": 9.0}, {"notes": [GONE]}])
def test_what_has_not_changed_is_not_even_rendered(tmp_path, path, others, monkeypatch):
    monkeypatch.setattr("cs231n_kit.grading.exports.feedback._page", None)
    assert not written(tmp_path, row("s1") | others)


@pytest.mark.parametrize(
    "one, settings",
    [
        (row("s1", task(RIGHT)), SETTINGS),
        (row("s1") | {"stale": True}, SETTINGS),
        (row("s1", notes=["took a"]), SETTINGS),
        (row("s1") | MANUAL, SETTINGS),
        (row("s1"), Settings("svm", 7)),
        (row("s1"), Settings("softmax", 8)),
    ],
)
def test_what_has_changed_is_written(tmp_path, path, one, settings):
    assert written(tmp_path, one, settings)
    html, _, last = path.read_text("utf-8").rpartition("<!-- ")
    assert html == feedback(one, settings) and last.startswith("cs231n-kit ")
    assert os.listdir(path.parent) == ["s1.html"]
    assert not written(tmp_path, one, settings)


@pytest.mark.parametrize("name", ["__version__", "_template"])
def test_another_kit_writes_it_anew(tmp_path, path, name, monkeypatch):
    other = "9.9" if name == "__version__" else lambda: "another template"
    monkeypatch.setattr(f"cs231n_kit.grading.exports.stamp.{name}", other)
    assert written(tmp_path, row("s1"))


ALTERED = {
    "half of it": lambda page: page[:100],
    "empty": lambda page: b"",
    "a point more": lambda page: page.replace(b"4 of 6", b"6 of 6", 1),
    "no last line": lambda page: page[: page.rindex(b"<!--")],
    "something after it": lambda page: page + b"\n",
    "other line ends": lambda page: page.replace(b"\n", b"\r\n"),
}


@pytest.mark.parametrize("alter", ALTERED.values(), ids=ALTERED)
def test_a_page_that_was_altered_comes_back(tmp_path, path, alter):
    page = path.read_bytes()
    path.write_bytes(alter(page))
    assert path.read_bytes() != page
    assert written(tmp_path, row("s1")) and path.read_bytes() == page


def test_a_page_that_was_deleted_comes_back(tmp_path, path):
    page = path.read_bytes()
    path.unlink()
    assert written(tmp_path, row("s1")) and path.read_bytes() == page


def test_a_hidden_check_does_not_show_in_the_last_line(tmp_path):
    one, other = (
        row("s1", task(finding("x", max_points=3.0, **SECRET | {"message": said}))) for said in ("a", "b")
    )
    assert written(tmp_path, one) and not written(tmp_path, other)


def test_only_pages_of_the_kit_are_removed(tmp_path, path):
    page, folder = path.read_bytes(), path.parent
    for name, content in {
        "mine.html": b"<p>mine</p>",
        "empty.html": b"",
        "noted.html": page.replace(b"4 of 6", b"6 of 6", 1),
        "theirs.txt": page,
        "gone.html": page,
    }.items():
        (folder / name).write_bytes(content)
    (folder / "folder.html").mkdir()
    remove_others(tmp_path, {"s1.html"})
    kept = ["empty.html", "folder.html", "mine.html", "noted.html", "s1.html", "theirs.txt"]
    assert sorted(os.listdir(folder)) == kept


def test_no_folder_of_pages_is_no_page_to_remove(tmp_path):
    remove_others(tmp_path, {"s1.html"})
    assert os.listdir(tmp_path) == []
