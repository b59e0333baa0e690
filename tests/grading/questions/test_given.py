"""What rows that were filled in give: nothing unless all of them are right."""

import pytest

from cs231n_kit.errors import KitError
from cs231n_kit.grading.manual import Manual
from cs231n_kit.grading.questions.given import Known, given
from cs231n_kit.grading.questions.stamp import BLIND, Stamp, filled, key
from cs231n_kit.grading.questions.table import Line

SEEN, LATER = "a" * 16, "b" * 16  # digests of answers
BEFORE = Manual("s1", "why", 1.0, 2.0, "Good.", SEEN)
NOTHING = Known(("s1", "s2", "007"), {"why": 2.0, "how": 1.0}, {})
KNOWN = Known(NOTHING.ids, NOTHING.worth, {("s1", "why"): BEFORE})


def version(id="s1", question="why", answer=SEEN, points=None, comment=""):
    return str(Stamp(key(id, question), answer, filled(points, comment)))


def row(points="", comment="", submission="s1", question="why", number=2, most="2", mark=None):
    return Line(number, submission, question, points, most, comment, version() if mark is None else mark)


@pytest.mark.parametrize(
    "text, points",
    [
        *(("1", 1), ("1.5", 1.5), ("1,5", 1.5), ("0", 0), ("2", 2), ("2,00", 2), ("1.", 1), (".5", 0.5)),
        *(("+1", 1), (" 1 ", 1), ("\xa01", 1), ("'1", 1), ("-0", 0)),
    ],
)
def test_numbers_as_spreadsheets_write_them(text, points):
    assert given([row(text, "Good.")], NOTHING, "q.csv").points == [
        Manual("s1", "why", points, 2.0, "Good.", SEEN)
    ]


NUMBER = (
    "its points must be a number such as 1.5, got {}; correct it (a spreadsheet may have made a date of it)"
)
MOVED = "its version is not that of {} there: cells were moved; put them back, or write the file anew"
UNKNOWN = "no submission in the gradebook is called {}; correct it, or grade that submission first"
REFUSED = [
    *(
        (row(text), NUMBER.format(repr(text)))
        for text in ("one", "1. May", "05.01.2026", "1/2", "50%", "1e0")
    ),
    *((row(text), NUMBER.format(repr(text))) for text in ("nan", "inf", "1 5", "١", "=1", "1,000.5", "²")),
    (row("\x1b[31m" + "9" * 99), NUMBER.format(repr("\x1b[31m" + "9" * 34 + "…"))),
    (row("2.01"), "its points must be from 0 to 2, got 2.01; correct them"),
    (row("-1"), "its points must be from 0 to 2, got -1; correct them"),
    (row("1", submission="s9", mark=""), UNKNOWN.format("'s9'")),
    (row("1", submission="", mark=""), UNKNOWN.format("''")),
    (row("1", submission="7", mark=""), UNKNOWN.format("'7'")),
    (row("", submission="s9", mark=""), UNKNOWN.format("'s9'")),
    (row("1", question="who"), "no question is called 'who'; they are why, how"),
    (row("1", question="how", most="1"), MOVED.format("how")),
    (row("1", submission="s2"), MOVED.format("why")),
    (row("1", mark="1.2E+10"), "'1.2E+10' is no version as it was written; put it back, or empty it"),
    (row("1", most="3"), "why gives 2 at most, and the row says 3; write the file anew, or put 2 there"),
    (
        row("1", most="two"),
        "its max_points must be a number such as 1.5, got 'two'; correct it (a spreadsheet may have made a"
        " date of it)",
    ),
    (row("1", "na\ufffdve"), "its comment is no UTF-8 ('na\ufffdve'); save the file as CSV UTF-8"),
    (row("1", "x" * 10_001), "its comment has 10,001 characters, and may have 10,000; shorten it"),
]


@pytest.mark.parametrize("line, message", REFUSED)
def test_a_wrong_row_is_told(line, message):
    with pytest.raises(KitError) as error:
        given([row("1", question="how", most="1", mark="", number=9), line], KNOWN, "q.csv")
    assert str(error.value) == (
        f"q.csv: nothing was taken in, because 1 row must be corrected\n  row 2: {message}"
    )


def test_all_wrong_rows_are_told_and_many_are_counted():
    twice = [row("1", number=2), row("", number=3), row("9", submission="s2", mark="", number=4)]
    with pytest.raises(KitError) as error:
        given(twice, KNOWN, "q.csv")
    assert str(error.value) == (
        "q.csv: nothing was taken in, because 2 rows must be corrected\n"
        "  row 3: s1 at why stands in row 2 already; leave one of them\n"
        "  row 4: its points must be from 0 to 2, got 9; correct them"
    )
    with pytest.raises(KitError) as error:
        given([row("x", number=n) for n in range(2, 40)], KNOWN, "q.csv")
    said = str(error.value).split("\n")
    assert len(said) == 12 and said[-1] == "  and 28 more"


def told(line, known=KNOWN):
    """What one row gives: where it is put, and with which points."""
    found = given([line], known, "q.csv")
    return {
        "new": [(one.points, one.comment) for one in found.new],
        "changed": [(before.points, after.points, after.comment) for before, after in found.changed],
        "same": found.same,
        "kept": [(one.points, one.comment) for one in found.kept],
        "pointless": found.pointless,
    }


EMPTY = {"new": [], "changed": [], "same": 0, "kept": [], "pointless": []}
PREFILLED = version(points=1.0, comment="Good.")
OLD = version(points=0.5, comment="Hm.")
GIVEN = {
    "nothing": (row(), {}),
    "nothing, points were there": (row("", "Good.", mark=PREFILLED), {}),
    "the points that are there, untouched": (row("1", "Good.", mark=PREFILLED), {"same": 1}),
    "the points that are there, in other signs": (row("1,00", "Good.", mark=PREFILLED), {"same": 1}),
    "the points that are there, typed": (row("1", "Good."), {"same": 1}),
    "without a version": (row("1", "Good.", mark=""), {"same": 1}),
    "other points": (row("2", "Good.", mark=PREFILLED), {"changed": [(1.0, 2.0, "Good.")]}),
    "another comment": (row("1", "Hm.", mark=PREFILLED), {"changed": [(1.0, 1.0, "Hm.")]}),
    "no comment any more": (row("1", "", mark=PREFILLED), {"changed": [(1.0, 1.0, "")]}),
    "other points, without a version": (row("2", "", mark=""), {"changed": [(1.0, 2.0, "")]}),
    "untouched, and changed by somebody else": (row("0.5", "Hm.", mark=OLD), {"kept": [(1.0, "Good.")]}),
    "touched, and changed by somebody else": (row("2", "Hm.", mark=OLD), {"changed": [(1.0, 2.0, "Hm.")]}),
    "the same for another answer": (
        row("1", "Good.", mark=version(answer=LATER)),
        {"changed": [(1.0, 1.0, "Good.")]},
    ),
    "a comment alone": (row("", "Why?"), {"pointless": [("s1", "why")]}),
    "the comment that is there, alone": (row("", "Good."), {}),
    "new": (row("2", "Yes.", "s2", mark=version("s2")), {"new": [(2.0, "Yes.")]}),
    "a spreadsheet took the id for a number": (row("1", "", "7", mark=version("007")), {"new": [(1.0, "")]}),
    "nobody is named": (
        row("1", "", BLIND + key("s2", "why"), mark=version("s2")),
        {"new": [(1.0, "")]},
    ),
    "nobody is named, and no version": (
        row("1", "", BLIND + key("s2", "why"), mark=""),
        {"new": [(1.0, "")]},
    ),
    "what acts on a terminal": (row("1", "\x1b[31m\u202eno", "s2", mark=""), {"new": [(1.0, "[31mno")]}),
}


@pytest.mark.parametrize("case", GIVEN)
def test_a_row_gives_what_its_author_put_there(case):
    line, expected = GIVEN[case]
    assert told(line) == EMPTY | expected


def test_points_that_are_gone_from_the_gradebook_do_not_come_back_by_themselves():
    assert told(row("1", "Good.", mark=PREFILLED), NOTHING) == EMPTY


def test_a_name_of_another_questions_row_is_refused():
    with pytest.raises(KitError, match="cells were moved"):
        given([row("1", "", BLIND + key("s2", "how"), mark="")], KNOWN, "q.csv")
