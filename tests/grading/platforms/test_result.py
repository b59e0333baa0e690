from datetime import datetime
from decimal import Decimal

import pytest

from cs231n_kit.grading.platforms.result import Identity, Part, result, results
from cs231n_kit.grading.row import GONE

from ..rows import RIGHT, WRONG, row, scoreless, task

GIVEN = {"question": "q-1", "points": 1.1, "max_points": 2.0, "comment": "yes"}


def test_a_row_and_what_a_person_gave():
    one = result(row("ada", task(RIGHT, WRONG)) | {"manual": [GIVEN]})
    assert (one.id, one.score, one.max_score, one.stale) == ("ada", Decimal("5.1"), Decimal("8.0"), False)
    assert one.tasks == (Part("softmax_loss_naive", 4.0, 6.0),)
    assert one.manual == (Part("q-1", 1.1, 2.0, "yes"),)
    assert one.people == () and one.late is None


def test_all_are_out_of_what_the_class_is():
    found = results([row("ada"), row("bob") | {"manual": [GIVEN]}, scoreless("eve")])
    assert [(one.score, one.max_score) for one in found] == [
        (Decimal("4.0"), 8),
        (Decimal("5.1"), 8),
        (None, 8),
    ]


@pytest.mark.parametrize("change", [{"stale": True}, {"notes": [GONE]}])
def test_what_is_of_an_earlier_run_is_stale(change):
    assert result(row() | change).stale


@pytest.mark.parametrize(
    "identity, late, submitted, people",
    [
        ({"platform": "canvas", "people": [{"user": "1"}]}, False, None, [Identity("canvas", "1")]),
        (
            {"platform": "canvas", "people": [{"user": "1"}], "late": "yes"},
            True,
            None,
            [Identity("canvas", "1")],
        ),
        (
            {"platform": "blackboard", "people": [{"user": "s1"}], "attempt": "2026-10-14-23-58-01"},
            None,
            datetime(2026, 10, 14, 23, 58, 1),
            [Identity("blackboard", "s1")],
        ),
        ({"platform": "moodle", "people": [{"name": " A "}]}, None, None, [Identity("moodle", "", "A")]),
        ({"platform": "gradescope", "people": [], "attempt": "3"}, None, None, []),
        ({}, None, None, []),
    ],
)
def test_who_handed_it_in(identity, late, submitted, people):
    one = result(row() | {"identity": identity})
    assert (one.late, one.submitted, list(one.people)) == (late, submitted, people)
