"""Points that a person gave: no grading changes them, and what cannot be is refused as a whole."""

import pytest

from cs231n_kit.errors import KitError
from cs231n_kit.grading.gradebook import Gradebook
from cs231n_kit.grading.manual import Manual
from cs231n_kit.grading.row import max_total, total

from .rows import RIGHT, row, scoreless, submission, task

GIVEN = [Manual("s1", "q1", 1.5, 2.0, "Why?\nSee notes."), Manual("s1", "q2", 0.0, 1.0)]
TOLD = [
    {"question": "q1", "points": 1.5, "max_points": 2.0, "comment": "Why?\nSee notes."},
    {"question": "q2", "points": 0.0, "max_points": 1.0, "comment": ""},
]


def test_they_come_back_and_stand_in_the_row_beside_the_score(tmp_path):
    with Gradebook.open(tmp_path) as book:
        for id in ("s1", "s2"):
            book.put(row(id), "k")
        book.put_manual(reversed(GIVEN))
    with Gradebook.reopen(tmp_path) as book:
        assert book.manual("s1") == GIVEN and book.manual("s2") == [] and book.questions() == ("q1", "q2")
        assert list(book.rows()) == [row("s1") | {"manual": TOLD}, row("s2")]
        assert list(book.row("s1"))[-1] == "manual"


def test_the_latest_points_for_a_question_count(tmp_path):
    with Gradebook.open(tmp_path) as book:
        book.put(row("s1"), "k")
        book.put_manual(GIVEN)
        book.put_manual([Manual("s1", "q1", 2, 2, "Right after all.")])
        assert book.manual("s1") == [Manual("s1", "q1", 2.0, 2.0, "Right after all."), GIVEN[1]]


@pytest.mark.parametrize("again", [row("s1", task(RIGHT)), scoreless("s1"), scoreless("s1", "unreadable")])
@pytest.mark.parametrize("options", [{}, {"resume": False}, {"timeout": 3.0}])
def test_a_regrade_keeps_them(tmp_path, again, options):
    with Gradebook.open(tmp_path) as book:
        book.put(row("s1"), book.key(submission("s1")))
        book.put_manual(GIVEN)
    with Gradebook.open(tmp_path, **options) as book:
        assert book.row("s1")["manual"] == TOLD
        book.put(again, book.key(submission("s1", "changed")))
        book.finish()
        assert book.row("s1")["manual"] == TOLD and book.manual("s1") == GIVEN
    with Gradebook.open(tmp_path) as book:  # not found any more
        book.finish()
        assert book.row("s1")["manual"] == TOLD


@pytest.mark.parametrize(
    "one, message",
    [
        (
            Manual("s2", "q1", 1, 2),
            "manual points must be of a submission in the gradebook, and 's2' is none; correct the id, or"
            " grade that submission first",
        ),
        (
            Manual("s1", " \u202e", 1, 2),
            "manual points must name their question, and those of 's1' name none; add it",
        ),
        *(
            (
                Manual("s1", "q1", points, most),
                f"manual points must be from 0 to the most that the question gives, got {said} for 's1' at"
                " 'q1'; correct them",
            )
            for points, most, said in [
                (3, 2, "3 of 2"),
                (-0.5, 2, "-0.5 of 2"),
                (float("nan"), 2, "nan of 2"),
                (float("inf"), float("inf"), "inf of inf"),
                (1, float("nan"), "1 of nan"),
            ]
        ),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_stored(tmp_path, one, message):
    with Gradebook.open(tmp_path) as book:
        book.put(row("s1"), "k")
        with pytest.raises(KitError) as error:
            book.put_manual([GIVEN[0], one])
        assert str(error.value) == message
        assert book.manual("s1") == [] and "manual" not in book.row("s1")


@pytest.mark.parametrize(
    "text, kept",
    [
        ("a\r\nb\tc", "a\nb\tc"),
        ("\x1b[31m\x00red", "[31mred"),
        ("\u202eabc", "abc"),
        ("é\xa0雪 👩‍🔬", "é\xa0雪 👩‍🔬"),
    ],
)
def test_what_acts_on_a_terminal_is_not_kept(tmp_path, text, kept):
    with Gradebook.open(tmp_path) as book:
        book.put(row("s1"), "k")
        book.put_manual([Manual("s1", f"q {text}", 1, 2, text)])
        (one,) = book.manual("s1")
        assert (one.comment, one.question) == (kept, " ".join(f"q {kept}".split()))


@pytest.mark.parametrize(
    "one, sum, most",
    [
        (row() | {"manual": TOLD}, 5.5, 9.0),
        (row(), 4.0, 6.0),
        (scoreless() | {"manual": TOLD}, None, 9.0),
        (scoreless() | {"max_score": None, "manual": TOLD}, None, None),
    ],
)
def test_the_total_is_of_both_and_none_without_a_score(one, sum, most):
    assert (total(one), max_total(one)) == (sum, most)
