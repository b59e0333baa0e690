import pytest

from cs231n_kit.checks.show.picture import picture
from cs231n_kit.grading.exports.drawing import drawing

from .html import Page

EVIDENCE = {"features_wrong": [0], "classes_wrong": [1]}


def drawn(difference, **others):
    return Page(drawing(picture({"difference": difference} | (others or EVIDENCE))))


def test_each_entry_is_said_and_the_wrong_ones_have_a_ground():
    page = drawn([[0.0, 0.25], [-0.5, 0.0]])
    (svg,) = page.all("svg")
    assert svg["role"] == "img"
    assert svg["aria-label"] == (
        "Yours minus the right one. Wrong: all features; all classes. feature 0, class 1: +0.25; feature 1,"
        " class 0: −0.5."
    )
    assert [(one["class"], one["fill-opacity"]) for one in page.all("rect")] == [
        ("more", "0.34"),
        ("less", "0.55"),
    ]
    for words in ("class 0", "class 1", "feature 1", "✓", "+0.25", "−0.5", "Yours minus the right one."):
        assert words in page.text
    assert page.needs_nothing_else()


@pytest.mark.parametrize("entry", ["nan", "inf", "-inf"])
def test_what_is_no_number_is_drawn_too(entry):
    page = drawn([[0.0, entry]])
    assert entry in page.text and len(page.all("rect")) == 1


def test_a_large_one_is_not_read_to_its_end():
    (svg,) = drawn([[1.0] * 12] * 12).all("svg")
    assert svg["aria-label"].endswith("; and 120 more.")
