"""The two ways to a platform's file of grades: one that it wrote is filled in, or a new one is made."""

import csv
import io
from collections.abc import Sequence
from decimal import Decimal
from html import escape

from ..exports.table import cell
from .final import number
from .grades import Grade
from .layout import Layout, Platform, neutral
from .matching import Matches
from .result import Part
from .sheet import Sheet


def filled(
    sheet: Sheet, layout: Layout, matches: Matches, grades: Sequence[Grade], comments: bool = False
) -> tuple[bytes, int]:
    """The platform's own file with the points in it, and how many.

    Where there is no score the cell stays as it is, and so does a comment that somebody wrote.
    """
    changes: dict[tuple[int, int], str] = {}
    for one in grades:
        row = matches.rows.get(one.student)
        if row is None:
            continue
        if one.final.points is not None:
            changes[row, layout.column] = mark(one.final.points, layout.comma)
        if comments and layout.comments is not None and not sheet.rows[row][layout.comments].value.strip():
            changes[row, layout.comments] = comment(one)
    return sheet.filled(changes), sum(column == layout.column for _, column in changes)


def new(platform: Platform, title: str, grades: Sequence[Grade], comments: bool = False) -> tuple[bytes, int]:
    """A file for the platform with a row for each student, and how many have points.

    UTF-8 with a byte-order mark, every cell quoted: as Excel reads it right.
    """
    most = max((one.final.max_points for one in grades if one.final.max_points is not None), default=None)
    possible = "" if most is None else mark(most)
    rows = platform.head(title, possible)
    for one in grades:
        points = "" if one.final.points is None else mark(one.final.points)
        rows.append(platform.line(one, points, possible, comment(one) if comments else ""))
    text = io.StringIO()
    csv.writer(text, quoting=csv.QUOTE_ALL).writerows(rows)
    return text.getvalue().encode("utf-8-sig"), sum(one.final.points is not None for one in grades)


def mark(points: Decimal, comma: bool = False) -> str:
    """The points as they stand in a cell."""
    return number(points).replace(".", ",") if comma else number(points)


def comment(grade: Grade) -> str:
    """What the points are made of, in a line of HTML: that is what Moodle takes a comment for."""
    result = grade.result
    parts = [_told(part) for part in (*result.tasks, *result.manual)] if result.score is not None else []
    return cell(escape(neutral("; ".join([*parts, *grade.final.reasons])), quote=False))


def _told(part: Part) -> str:
    said = f" ({' '.join(part.comment.split())})" if part.comment.strip() else ""
    return f"{part.name} {part.points:g} of {part.max_points:g}{said}"
