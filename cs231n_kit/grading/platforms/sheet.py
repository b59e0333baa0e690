"""A table of text as a platform wrote it, of which single cells are replaced and nothing else changes.

The standard library's ``csv`` gives the values of the cells but not where they stand, and a file that it
writes again has another quoting and other line ends. So the cells are found here, by the same rules; every
byte outside the replaced ones is copied.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

from ...errors import KitError

DELIMITERS = ",;\t"
MARKS = {  # what a file begins with, and what that says
    b"\xef\xbb\xbf": "utf-8",
    b"\xff\xfe": "utf-16-le",
    b"\xfe\xff": "utf-16-be",
}
WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
NUMBER = re.compile(r"\d+(?:[.,]\d+)?")


@dataclass(frozen=True)
class Cell:
    """A cell: its value, and what stands for it in the text from `start` to `end`."""

    value: str
    start: int
    end: int


@dataclass(frozen=True)
class Sheet:
    """Rows of cells; an empty line is a row of one empty cell."""

    rows: tuple[tuple[Cell, ...], ...]
    text: str
    mark: bytes
    encoding: str
    delimiter: str

    def values(self, row: int) -> list[str]:
        """The values of a row."""
        return [cell.value for cell in self.rows[row]]

    def filled(self, changes: Mapping[tuple[int, int], str]) -> bytes:
        """The file with new values at some places ``(row, column)``."""
        pieces, at = [], 0
        for row, column in sorted(changes):
            cell = self.rows[row][column]
            pieces += [self.text[at : cell.start], self._written(cell, changes[row, column])]
            at = cell.end
        return self.mark + "".join([*pieces, self.text[at:]]).encode(self.encoding)

    def _written(self, old: Cell, value: str) -> str:
        """Quoted if the old cell was, or if it must be: a spreadsheet may part cells by semicolons."""
        if self.text[old.start : old.end].startswith('"') or set(value) & {*'"\r\n;\t', self.delimiter}:
            return '"' + value.replace('"', '""') + '"'
        return value


def read_sheet(path: Path) -> Sheet:
    """The sheet in a file.

    Raises
    ------
    KitError
        If it is no table of text whose rows are as long as its first.
    """
    try:
        return parse(path.read_bytes())
    except OSError as error:
        raise KitError(f"--into {path} cannot be read ({error.strerror}); correct that") from None
    except ValueError as error:
        raise KitError(f"--into {path} {error}") from None


def parse(data: bytes) -> Sheet:
    """The sheet in some bytes; a ValueError says what is wrong with them."""
    if data.startswith(WORKBOOKS):
        raise ValueError("is a workbook of a spreadsheet program; download it again, as text (CSV)")
    mark = next((mark for mark in MARKS if data.startswith(mark)), b"")
    encoding = MARKS.get(mark, "utf-8")
    try:
        text = data.removeprefix(mark).decode(encoding)
    except UnicodeDecodeError:
        raise ValueError(
            "must be UTF-8, or UTF-16 with a byte-order mark, and is neither; download it again, and do not"
            " save it from a spreadsheet program"
        ) from None
    if not text.strip() or "\0" in text:
        raise ValueError("holds no table; download it again")
    delimiter = _delimiter(text)
    rows = _rows(text, delimiter)
    length = len(rows[0])
    for n, row in enumerate(rows, start=1):
        if len(row) != length and any(cell.value for cell in row):
            raise ValueError(
                f"must have {length} cells in each row as in its first, and row {n} has {len(row)}; download"
                " it again"
            )
    return Sheet(rows, text, mark, encoding, delimiter)


def points(text: str) -> Decimal | None:
    """The number in a cell, with a point or a comma; None if it holds none."""
    found = NUMBER.fullmatch(text.strip())
    return Decimal(found[0].replace(",", ".")) if found and found[0].isascii() else None


def has_comma(texts: list[str]) -> bool:
    """Whether numbers are written with a comma: some are, and none has a point."""
    found = [text.strip() for text in texts if points(text) is not None]
    return any("," in text for text in found) and not any("." in text for text in found)


def _delimiter(text: str) -> str:
    """The one that gives the first row the most cells; a comma if that does not tell."""
    return max(DELIMITERS, key=lambda sign: len(_cells(text, sign, 0)[0] or ()))


def _rows(text: str, delimiter: str) -> tuple[tuple[Cell, ...], ...]:
    rows: list[tuple[Cell, ...]] = []
    at = 0
    while at < len(text):
        row, at = _cells(text, delimiter, at)
        if row is None:
            raise ValueError(
                f"has a quotation mark in row {len(rows) + 1} that is not closed before the end of its cell;"
                " download it again"
            )
        rows.append(row)
    return tuple(rows)


def _cells(text: str, delimiter: str, at: int) -> tuple[tuple[Cell, ...] | None, int]:
    """The cells of the row that begins at a place, and where the next begins; None if a quote is astray."""
    cells = []
    pattern = _pattern(delimiter)
    while found := pattern.match(text, at):
        quoted, plain, end = found.groups()
        value = plain if quoted is None else quoted.replace('""', '"')
        cells.append(Cell(value, at, found.start(3)))
        at = found.end()
        if end != delimiter:
            return tuple(cells), at
    return None, at


@cache
def _pattern(delimiter: str) -> re.Pattern[str]:
    """A cell, quoted or plain, and what ends it. A quote within a plain one is a quote."""
    return re.compile(rf'(?:"((?:[^"]|"")*+)"|((?!")[^{delimiter}\r\n]*+))({delimiter}|\r\n|\r|\n|\Z)')
