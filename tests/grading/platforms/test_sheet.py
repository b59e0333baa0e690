import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cs231n_kit.errors import KitError
from cs231n_kit.grading.platforms.sheet import has_comma, parse, points, read_sheet

from .made import BLACKBOARD, CANVAS, MOODLE, MOODLE_GERMAN, utf16

CELLS = st.text(alphabet='a=,;\t"\r\n é雪', max_size=5)
TABLES = st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=1, max_size=4)


def written(rows, end, delimiter=","):
    text = io.StringIO()
    lines = csv.writer(text, delimiter=delimiter, lineterminator=end, quoting=csv.QUOTE_ALL)
    lines.writerows([["a", "b", "c"], *rows])
    return text.getvalue()


@given(TABLES, st.sampled_from(["\r\n", "\n", "\r"]), st.sampled_from(",;\t"))
def test_the_cells_are_those_that_csv_reads(rows, end, delimiter):
    text = written(rows, end, delimiter)
    read = parse(text.encode())
    assert read.delimiter == delimiter
    assert [[cell.value for cell in row] for row in read.rows] == list(
        csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    )


@given(TABLES, CELLS, st.integers(0, 2), st.sampled_from(["utf-8", "utf-16-le", "utf-16-be"]))
def test_one_cell_changes_and_no_other(rows, value, column, encoding):
    mark = {"utf-8": b"\xef\xbb\xbf", "utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}[encoding]
    data = mark + written(rows, "\n").encode(encoding)
    read = parse(data)
    assert read.filled({}) == data
    again = parse(read.filled({(1, column): value}))
    before = [[cell.value for cell in row] for row in read.rows]
    before[1][column] = value
    assert [[cell.value for cell in row] for row in again.rows] == before


@pytest.mark.parametrize(
    "before, value, after",
    [
        ('a,b\r\n"1",2\r\n', "3", 'a,b\r\n"3",2\r\n'),
        ("a,b\n1,2", "3", "a,b\n3,2"),
        ("a,b\n,2\n", "3,5", 'a,b\n"3,5",2\n'),
        ("a;b\n;2\n", "3,5", "a;b\n3,5;2\n"),
        ("a;b\n;2\n", "3;5", 'a;b\n"3;5";2\n'),
        ('a,b\n""," x"" "\n', 'q"', 'a,b\n"q"""," x"" "\n'),
    ],
)
def test_what_is_quoted_stays_so_and_what_must_be_is(before, value, after):
    assert parse(before.encode()).filled({(1, 0): value}) == after.encode()


@pytest.mark.parametrize(
    "data, encoding, delimiter",
    [
        (CANVAS.encode(), "utf-8", ","),
        (CANVAS.replace(",", ";").encode(), "utf-8", ";"),
        (MOODLE.encode("utf-8-sig"), "utf-8", ","),
        (MOODLE_GERMAN.encode(), "utf-8", ","),
        (utf16(BLACKBOARD), "utf-16-le", "\t"),
        (b"\xfe\xff" + BLACKBOARD.encode("utf-16-be"), "utf-16-be", "\t"),
    ],
)
def test_real_files_come_back_as_they_came(data, encoding, delimiter):
    read = parse(data)
    assert (read.encoding, read.delimiter, read.filled({})) == (encoding, delimiter, data)


@pytest.mark.parametrize(
    "data, said",
    [
        (b"PK\x03\x04...", "is a workbook of a spreadsheet program; download it again, as text (CSV)"),
        (b"\xd0\xcf\x11\xe0...", "is a workbook of a spreadsheet program; download it again, as text (CSV)"),
        (b"", "holds no table; download it again"),
        (b" \r\n\t\n", "holds no table; download it again"),
        ("a,b\n".encode("utf-16-le"), "holds no table; download it again"),
        (
            b"Student,ID\nM\xfcller,1\n",
            "must be UTF-8, or UTF-16 with a byte-order mark, and is neither; download it again, and do not"
            " save"
            " it from a spreadsheet program",
        ),
        (
            b"a,b\n1,2\n1\n",
            "must have 2 cells in each row as in its first, and row 3 has 1; download it again",
        ),
        (
            b'a,b\n1,"2\n',
            "has a quotation mark in row 2 that is not closed before the end of its cell; download it again",
        ),
        (
            b'a,b\n1,"2"x\n',
            "has a quotation mark in row 2 that is not closed before the end of its cell; download it again",
        ),
    ],
)
def test_what_is_no_table_is_refused(tmp_path, data, said):
    path = tmp_path / "grades.csv"
    path.write_bytes(data)
    with pytest.raises(KitError) as error:
        read_sheet(path)
    assert str(error.value) == f"--into {path} {said}"


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(KitError) as error:
        read_sheet(tmp_path / "no.csv")
    assert str(error.value) == (
        f"--into {tmp_path / 'no.csv'} cannot be read (No such file or directory); correct that"
    )


@pytest.mark.parametrize(
    "text, value",
    [
        ("20", "20"),
        ("20.50", "20.50"),
        (" 20,5 ", "20.5"),
        ("", None),
        ("-", None),
        ("x", None),
        ("1.2.3", None),
    ],
)
def test_numbers(text, value):
    assert str(points(text)) == str(value)


@pytest.mark.parametrize(
    "texts, comma",
    [(["20,00", ""], True), (["20.00"], False), (["20,00", "1.5"], False), (["20"], False), ([], False)],
)
def test_the_decimal_sign_is_that_of_the_file(texts, comma):
    assert has_comma(texts) is comma
