"""``questions.csv``: a row for each answer, out to a spreadsheet and back.

UTF-8 with a byte-order mark, every cell quoted: as Excel reads it right. What comes back may have been
through any spreadsheet program, so it is read leniently where nothing can be mistaken.
"""

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ...errors import KitError
from ..exports.table import FORMULA

COLUMNS = ("submission", "question", "answer", "points", "max_points", "comment", "version")
REQUIRED = ("submission", "question", "points")
DELIMITERS = ",;\t"
LONGEST = 30_000  # characters of a cell: Excel takes 32,767
WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
UNKNOWN = "\ufffd"  # stands for bytes that are no UTF-8


@dataclass(frozen=True)
class Line:
    """A row as it came: `number` is the one that a spreadsheet shows, and what is not there is empty."""

    number: int
    submission: str
    question: str
    points: str
    max_points: str = ""
    comment: str = ""
    version: str = ""


def written(rows: Iterable[tuple[str, ...]]) -> bytes:
    """The file with some rows, whose cells are in the order of `COLUMNS`."""
    text = io.StringIO()
    lines = csv.writer(text, quoting=csv.QUOTE_ALL)
    lines.writerow(COLUMNS)
    lines.writerows([neutral(_cut(cell)) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig", "replace")


def neutral(text: str) -> str:
    """The text with an apostrophe before what a spreadsheet takes for a formula; `restored` undoes it."""
    return f"'{text}" if text.lstrip(" '").startswith(FORMULA) else text


def restored(text: str) -> str:
    """The text of a cell without the apostrophe of `neutral`."""
    rest = text.removeprefix("'")
    return rest if rest.lstrip(" '").startswith(FORMULA) else text


def lines(data: bytes, name: str) -> list[Line]:
    """The rows of a file that was filled in.

    Raises
    ------
    KitError
        If it is no table with the columns that are needed.
    """
    try:
        (_, head), *rows = _rows(_text(data))
    except (ValueError, csv.Error) as error:
        raise KitError(f"{name} must be a table of text (CSV), but {error}") from None
    columns = [cell.strip().lower() for cell in head]
    absent = [column for column in REQUIRED if column not in columns]
    if absent:
        raise KitError(
            f"{name} must have the columns {', '.join(REQUIRED)}, but {', '.join(absent)} cannot be found in"
            " its first row; put it back as it was written"
        )
    return [_line(number, columns, row) for number, row in rows if any(cell.strip() for cell in row)]


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST]} … [the page has all of it]"


def _text(data: bytes) -> str:
    if data.startswith(WORKBOOKS):
        raise ValueError("it is a workbook of a spreadsheet program; save it there as CSV UTF-8")
    encoding = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    text = data.decode(encoding, "replace")
    if not text.strip() or "\0" in text:
        raise ValueError("it holds nothing that can be read; download or save it again")
    return text


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """The rows and their numbers; a line before them that names the delimiter is for Excel, and is none."""
    first = text.splitlines()[0]
    delimiter = max(DELIMITERS, key=first.count)
    if first.lower().startswith("sep="):
        delimiter = first[4:5] or delimiter
        text = text[len(first) :].lstrip("\r\n")
    yield from enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True), start=1)


def _line(number: int, columns: list[str], row: list[str]) -> Line:
    cells = dict(zip(columns, row, strict=False))
    found = {column: cells.get(column, "") for column in COLUMNS if column != "answer"}
    found["comment"] = restored(found["comment"].replace("\r\n", "\n").replace("\r", "\n")).strip()
    found |= {name: restored(found[name].strip()) for name in ("submission", "question")}
    return Line(number, **found)
