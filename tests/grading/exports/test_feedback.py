import os

import pytest

from cs231n_kit import __version__
from cs231n_kit.grading.exports.feedback import feedback, write_feedback
from cs231n_kit.grading.row import GONE
from cs231n_kit.grading.submission import Settings

from ..rows import NAIVE, RIGHT, TRAIN, WRONG, finding, row, scoreless, task
from .html import Page

SETTINGS = Settings("softmax", 7)
HOSTILE = "</p></section></main><script>alert(1)</script><img src=x onerror=alert(1)>"


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


def test_an_old_score_is_marked_as_old():
    words = "This score is of an earlier grading"
    assert words in shown(row() | {"stale": True}).text
    assert words not in shown(row()).text


def test_what_only_a_teacher_needs_is_not_told():
    assert feedback(row(notes=[GONE]), SETTINGS) == feedback(row(), SETTINGS)


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


@pytest.mark.parametrize("place", ["id", "notes", "message", "hint", "check", "task", "text"])
def test_nothing_of_a_submission_is_markup(place):
    said = {place: HOSTILE} if place in ("message", "hint", "check") else {}
    if place == "text":
        said = {"message": f"It stopped\n    {HOSTILE}"}
    one = row(HOSTILE if place == "id" else "s1", task(RIGHT, finding(**said)), notes=[HOSTILE])
    if place == "task":
        one["tasks"][0]["task"] = HOSTILE
    page = shown(one)
    assert page.needs_nothing_else()
    assert HOSTILE in page.text or place == "check"  # a check's name is shown with spaces for underscores


def test_it_is_written_only_when_it_has_changed(tmp_path):
    assert write_feedback(tmp_path, SETTINGS, row("s1"))
    path = tmp_path / "feedback" / "s1.html"
    os.utime(path, (1, 1))
    assert not write_feedback(tmp_path, SETTINGS, row("s1") | {"seconds": 9.0})
    assert path.stat().st_mtime == 1
    assert write_feedback(tmp_path, SETTINGS, row("s1", task(RIGHT)))
    assert path.stat().st_mtime != 1
    assert path.read_text("utf-8") == feedback(row("s1", task(RIGHT)), SETTINGS)
    assert os.listdir(path.parent) == ["s1.html"]


def test_half_a_page_is_mended(tmp_path):
    write_feedback(tmp_path, SETTINGS, row("s1"))
    path = tmp_path / "feedback" / "s1.html"
    path.write_bytes(path.read_bytes()[:100])
    assert write_feedback(tmp_path, SETTINGS, row("s1"))
    assert path.read_text("utf-8") == feedback(row("s1"), SETTINGS)
