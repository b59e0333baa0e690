import numpy as np
import pytest

from cs231n_kit.checks.show.picture import LARGEST, picture

AXES = {"features_wrong": [1], "classes_wrong": [0]}


@pytest.mark.parametrize(
    "difference, text",
    [
        ([[0, 0], [1, 0], [0, 0]], "Wrong: feature 1; class 0."),
        ([[0, 0], [1, 1], [1, 0]], "Wrong: features 1, 2; all classes."),
        ([[1e-9, 0], [1, 0], [0, 0]], "Wrong: feature 1; class 0."),
        ([[0, np.nan], [1, 0], [0, 0]], "Wrong: features 0, 1; all classes."),
        ([[1, 2], [3, 4]], "Every entry is wrong."),
    ],
)
def test_it_says_which_entries_are_wrong(difference, text):
    assert picture({"difference": difference} | AXES).text == text


@pytest.mark.parametrize(
    "axes, names",
    [
        (AXES, ("feature", "class")),
        ({"examples_wrong": [], "classes_wrong": []}, ("example", "class")),
        ({}, ("row", "column")),
    ],
)
def test_the_axes_are_named_by_the_evidence(axes, names):
    drawn = picture({"difference": [[0, 1], [0, 0]]} | axes)
    assert (drawn.rows, drawn.columns) == names


@pytest.mark.parametrize(
    "difference",
    [None, [], [[0.0, 0.0]], 3.0, "text", [[1, 2], [3]], np.ones((2, 2, 2)), np.ones((LARGEST + 1, 2))],
)
def test_what_cannot_be_drawn_is_left_out(difference):
    assert picture({"difference": difference}) is None
    assert picture({}) is None


def test_sizes_are_relative_to_the_largest():
    drawn = picture({"difference": [[0, 2], [-4, np.inf]]})
    assert [[drawn.size(row, column) for column in (0, 1)] for row in (0, 1)] == [[0, 0.5], [-1, 1]]
    assert [drawn.entry(0, 0), drawn.entry(0, 1), drawn.entry(1, 0)] == ["", "+2", "−4"]
