"""``questions.csv`` as spreadsheet programs give it back."""

import pytest

from cs231n_kit.errors import KitError
from cs231n_kit.grading.questions.table import (
    COLUMNS,
    LONGEST,
    Line,
    lines,
    neutral,
    restored,
    written,
)

HEAD = "submission,question,answer,points,max_points,comment,version"
ROW = "s1,why,Because.,1.5,2,Good.,v1"
LINE = Line(2, "s1", "why", "1.5", "2", "Good.", "v1")

SAME = {
    "as it was written": f"{HEAD}\r\n{ROW}\r\n".encode("utf-8-sig"),
    "without a byte-order mark": f"{HEAD}\n{ROW}".encode(),
    "semicolons": f"{HEAD}\n{ROW}\n".replace(",", ";").encode("utf-8-sig"),
    "tabs, UTF-16": f"{HEAD}\n{ROW}\n".replace(",", "\t").encode("utf-16"),
    "old line ends": f"{HEAD}\r{ROW}\r".encode(),
    "quoted": ("\n".join(",".join(f'"{c}"' for c in row.split(",")) for row in (HEAD, ROW))).encode(),
    "empty columns and rows behind": f"{HEAD},,\n{ROW},,\n,,,,,,,,\n\n".encode(),
    "a header in other letters": f"{HEAD.upper()}\n{ROW}\n".replace(",POINTS", ", Points ").encode(),
    "bytes that are no UTF-8 in the answer": f"{HEAD}\n{ROW}\n".encode().replace(b"Because", b"\xfc\xff"),
}


@pytest.mark.parametrize("case", SAME)
def test_the_same_row_in_other_clothes(case):
    assert lines(SAME[case], "q.csv") == [LINE]


def test_a_line_that_names_the_delimiter():
    data = f"sep=;\n{HEAD}\n{ROW}\n".replace(",", ";").encode()
    assert lines(data, "q.csv") == [LINE]


def test_columns_in_another_order_and_fewer():
    assert lines(b"points,question,submission\n1,why,s1\n", "q.csv") == [Line(2, "s1", "why", "1")]


def test_line_ends_in_a_comment_are_alike_and_rows_are_counted_as_a_spreadsheet_does():
    data = b'submission,question,points,comment\n s1 ,why,1,"a\r\nb\rc\n"\ns2,why,,\n'
    assert lines(data, "q.csv") == [
        Line(2, "s1", "why", "1", comment="a\nb\nc"),
        Line(3, "s2", "why", ""),
    ]


@pytest.mark.parametrize(
    "data, message",
    [
        (b"", "q.csv must be a table of text (CSV), but it holds nothing that can be read; download or"
         " save it again"),
        (b"\xef\xbb\xbf \n", "q.csv must be a table of text (CSV), but it holds nothing that can be read;"
         " download or save it again"),
        (b"PK\3\4...", "q.csv must be a table of text (CSV), but it is a workbook of a spreadsheet program;"
         " save it there as CSV UTF-8"),
        (b"a\0b", "q.csv must be a table of text (CSV), but it holds nothing that can be read; download or"
         " save it again"),
        (b'submission,question,points\n"s1', "q.csv must be a table of text (CSV), but unexpected end of"
         " data"),
        (b"submission,why\n", "q.csv must have the columns submission, question, points, but question, points"
         " cannot be found in its first row; put it back as it was written"),
    ],
)  # fmt: skip
def test_what_is_no_table_is_refused(data, message):
    with pytest.raises(KitError) as error:
        lines(data, "q.csv")
    assert str(error.value) == message


HARMFUL = [
    *("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "＝1", "\r=1"),
    *("'=1", "''=1", "' =1", "'-'", " '=1", '="a";"b",\n=c'),
]
PLAIN = ["", "Good.", "'tis", "it's = 1", "1,5", "a\nb", 'say "x"', "；", "é 雪 👩‍🔬", "<b>&amp;"]


@pytest.mark.parametrize("text", [*HARMFUL, *PLAIN])
def test_a_formula_is_neutralised_and_comes_back_unchanged(text):
    assert restored(neutral(text)) == text
    assert (neutral(text) != text) == (text in HARMFUL)
    row = ("s1", "why", text, "1", "1", text, "v")
    (line,) = lines(written([row]), "q.csv")
    assert line.comment == text.replace("\r", "\n").strip()
    for cell in written([row]).decode("utf-8-sig").split('","'):
        assert not cell.lstrip(' "').startswith(("=", "+", "-", "@", "\t", "＝"))


def test_an_answer_fits_into_a_cell_of_excel():
    text = written([("s1", "why", "x" * 10**6, "", "1", "", "v")]).decode("utf-8-sig")
    assert len(text) < LONGEST + 200 and "[the page has all of it]" in text
    assert lines(text.encode(), "q.csv") == [Line(2, "s1", "why", "", "1", "", "v")]


def test_the_columns_are_these():
    assert written([]).decode("utf-8-sig") == ",".join(f'"{column}"' for column in COLUMNS) + "\r\n"
    assert COLUMNS[:6] == ("submission", "question", "answer", "points", "max_points", "comment")
