"""Files filled in, and new ones."""

import csv
import io

import pytest

from cs231n_kit.grading.platforms.blackboard import BLACKBOARD
from cs231n_kit.grading.platforms.canvas import CANVAS
from cs231n_kit.grading.platforms.matching import match
from cs231n_kit.grading.platforms.moodle import MOODLE
from cs231n_kit.grading.platforms.result import Part
from cs231n_kit.grading.platforms.table import comment, filled, mark, new

from . import made
from .made import grade, person, sheet


def fill(platform, data, *grades, comments=False):
    read = sheet(data)
    layout = platform.layout(read, None, "softmax")
    return filled(read, layout, match(grades, layout.people, platform.name), grades, comments)


@pytest.mark.parametrize(
    "platform, data, changes",
    [
        (CANVAS, made.CANVAS.encode(), [(',"CS231N, 1",,', ',"CS231N, 1",17.5,'), (",3.00,", ",12,")]),
        (
            CANVAS,
            made.CANVAS.encode("utf-8-sig"),
            [(',"CS231N, 1",,', ',"CS231N, 1",17.5,'), (",3.00,", ",12,")],
        ),
        (
            CANVAS,
            made.CANVAS.replace("\n", "\r\n").encode(),
            [(',"CS231N, 1",,', ',"CS231N, 1",17.5,'), (",3.00,", ",12,")],
        ),
        (
            MOODLE,
            made.MOODLE.encode("utf-8-sig"),
            [('grading","","20', 'grading","17.5","20'), ('"3.00"', '"12"')],
        ),
        (
            MOODLE,
            made.MOODLE_GERMAN.encode(),
            [('abgegeben","","20', 'abgegeben","17,5","20'), ('"3,50"', '"12"')],
        ),
        (
            BLACKBOARD,
            made.utf16(made.BLACKBOARD),
            [('"Yes"\t""\t""\r\n', '"Yes"\t""\t"17,5"\r\n'), ('"Needs Grading"', '"12"')],
        ),
    ],
)
def test_only_our_cells_change(platform, data, changes):
    grades = [
        grade("ada", 17.5, identity=person("gradescope", "", "Ada Lovelace")),
        grade("x", 12, identity=person("gradescope", "S2", "Grace Hopper", "grace@x.edu")),
    ]
    content, count = fill(platform, data, *grades)
    encoding = sheet(data).encoding
    expected = data.decode(encoding)
    for before, after in changes:
        assert expected.count(before) == 1
        expected = expected.replace(before, after)
    assert content.decode(encoding) == expected
    assert count == 2


def test_without_a_score_the_cell_stays_as_it_is():
    content, count = fill(CANVAS, made.CANVAS, grade("ada", None), grade("S2", None))
    assert (content, count) == (made.CANVAS.encode(), 0)


def test_no_score_is_an_empty_cell_and_0_is_0():
    content, count = new(CANVAS, "Softmax", [grade("a", None), grade("b", 0)])
    assert content.decode("utf-8-sig") == (
        '"Student","ID","SIS User ID","SIS Login ID","Section","Softmax"\r\n'
        '"    Points Possible","","","","","20"\r\n'
        '"a","","","a","",""\r\n'
        '"b","","","b","","0"\r\n'
    )
    assert count == 1


def test_comments_are_filled_in_where_there_are_none():
    one = grade("ada@x.edu", 17.5, tasks=(Part("naive", 6, 8),), reasons=("1 day late: 10 % less",))
    content, _ = fill(MOODLE, made.MOODLE, one, grade("grace@x.edu", 12), comments=True)
    rows = list(csv.reader(io.StringIO(content.decode(), newline="")))
    assert [row[-1] for row in rows[1:]] == ["naive 6 of 8; 1 day late: 10 % less", "<p>Good.</p>"]
    assert fill(MOODLE, made.MOODLE, one)[0] != content


def test_a_comment_says_what_the_points_are_made_of():
    tasks, manual = (
        (Part("naive", 6.5, 8),),
        (Part("question-1", 1, 2, "see\n<b>page</b> 3"), Part("q-2", 0, 1)),
    )
    assert comment(grade("a", 1, tasks=tasks, manual=manual, reasons=("late",))) == (
        "naive 6.5 of 8; question-1 1 of 2 (see &lt;b&gt;page&lt;/b&gt; 3); q-2 0 of 1; late"
    )
    assert comment(grade("a", None, tasks=tasks)) == ""


@pytest.mark.parametrize(
    "points, comma, text", [(17.5, False, "17.5"), (17.5, True, "17,5"), (20, True, "20")]
)
def test_numbers(points, comma, text):
    assert mark(grade("a", points).final.points, comma) == text


IDENTITY = {
    "canvas": ['"lovelaceada"', '"101"', '""', '""', '""', '"17.5"'],
    "moodle": [
        *(
            '"Participant 101"',
            '"lovelaceada"',
            '"a@x.edu"',
            '""',
            '"17.5"',
            '"20"',
            '"Yes"',
            '"-"',
            '"-"',
            '""',
        ),
    ],
    "blackboard": ['"lovelaceada"', '""', '"101"', '""', '"17.5"'],
}


@pytest.mark.parametrize("platform", [CANVAS, MOODLE, BLACKBOARD], ids=lambda one: one.name)
def test_a_new_file_names_whom_the_download_named(platform):
    one = grade("ada_101", 17.5, identity=person(platform.name, "101", "lovelaceada", "a@x.edu"))
    content, count = new(platform, "Softmax (5)", [one])
    lines = content.decode("utf-8-sig").split("\r\n")
    assert (lines[-2].split(","), count) == (IDENTITY[platform.name], 1)
    assert len(next(csv.reader(lines))) == len(IDENTITY[platform.name])


@pytest.mark.parametrize("platform", [CANVAS, MOODLE, BLACKBOARD], ids=lambda one: one.name)
def test_what_was_filled_in_can_be_filled_in_again(platform):
    data = {"canvas": made.CANVAS, "moodle": made.MOODLE_GERMAN, "blackboard": made.BLACKBOARD}[platform.name]
    grades = grade("Ada Lovelace", 20), grade("Grace Hopper", 20)
    once, _ = fill(platform, data, *grades)
    assert fill(platform, once, *grades) == (once, 2)
