import csv

import pytest

from cs231n_kit.grading.exports.table import FILE, cell, table

from ..rows import NAIVE, RIGHT, TRAIN, WRONG, row, scoreless, task


def read(folder, *rows, questions=()):
    with table(folder, (NAIVE, TRAIN), questions) as put:
        for one in rows:
            put(one)
    with (folder / FILE).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def test_one_row_a_submission_and_one_column_a_task(tmp_path):
    both = row("s1", task(RIGHT, WRONG), task(RIGHT, name=TRAIN), notes=["a, b", 'c "d"'], max_score=10.0)
    assert read(tmp_path, both, scoreless("Ünï 雪", "unreadable", []), row("s3") | {"stale": True}) == [
        ["id", "status", "stale", "score", "max_score", NAIVE, TRAIN, "total", "notes"],
        ["s1", "graded", "", "8", "10", "4", "4", "8", 'a, b; c "d"'],
        ["Ünï 雪", "unreadable", "", "", "6", "", "", "", ""],
        ["s3", "graded", "stale", "4", "6", "4", "", "4", ""],
    ]


def given(question, points):
    return {"question": question, "points": points, "max_points": 2.0, "comment": ""}


def test_one_column_a_question_and_the_total_of_all(tmp_path):
    rows = [
        row("s1") | {"manual": [given("=q1", 1.5), given("q2", 0.0)]},
        row("s2") | {"manual": [given("q2", 2.0)]},
        row("s3"),
        scoreless("s4", notes=[]) | {"manual": [given("q2", 2.0)]},
    ]
    assert read(tmp_path, *rows, questions=("=q1", "q2")) == [
        ["id", "status", "stale", "score", "max_score", NAIVE, TRAIN, "'=q1", "q2", "total", "notes"],
        ["s1", "graded", "", "4", "6", "4", "", "1.5", "0", "5.5", ""],
        ["s2", "graded", "", "4", "6", "4", "", "", "2", "6", ""],
        ["s3", "graded", "", "4", "6", "4", "", "", "", "4", ""],
        ["s4", "error", "", "", "6", "", "", "", "2", "", ""],
    ]


def test_excel_knows_it_for_utf_8(tmp_path):
    read(tmp_path, row("Ünï"))
    content = (tmp_path / FILE).read_bytes()
    assert content.startswith(b'\xef\xbb\xbf"id",') and content.endswith(b"\r\n")


def test_a_spreadsheet_that_parts_by_semicolons_sees_no_formula(tmp_path):
    read(tmp_path, row("a;=1+1", notes=["b;=2+2"]))
    assert b'"a;=1+1"' in (tmp_path / FILE).read_bytes() and b'"b;=2+2"' in (tmp_path / FILE).read_bytes()


def test_pandas_would_read_the_header(tmp_path):
    """What skips a byte-order mark reads plain UTF-8; it stands once, at the beginning."""
    read(tmp_path, row("a"), row("b"))
    assert (tmp_path / FILE).read_bytes().count(b"\xef\xbb\xbf") == 1


@pytest.mark.parametrize(
    "text, neutral",
    [
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("\n=1", "'\n=1"),
        ("  =1", "'  =1"),
        ("＝1", "'＝1"),
        ('=HYPERLINK("//evil")', '\'=HYPERLINK("//evil")'),
        ("s001", "s001"),
        ("a=b", "a=b"),
        ("o'neill-smith", "o'neill-smith"),
        ("", ""),
    ],
)
def test_formulas_are_neutral(tmp_path, text, neutral):
    assert cell(text) == neutral
    _, line = read(tmp_path, row(text, notes=[text]))
    assert (line[0], line[-1]) == (neutral, neutral)


def test_points_keep_their_decimals(tmp_path):
    _, line = read(tmp_path, row() | {"score": 17.333333, "max_score": 20.0})
    assert line[3:5] == ["17.3333", "20"]
