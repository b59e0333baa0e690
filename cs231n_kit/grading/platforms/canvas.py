"""Canvas: the gradebook's export, which its import takes back.

The first row has ``Student, ID, SIS User ID, SIS Login ID, Section`` and a column an assignment, headed by
its title with its number in parentheses; one of the next begins with ``    Points Possible``. Canvas finds a
student by ``ID``, then by the SIS columns. What it will not import is marked ``(read only)``.
"""

import re

from ...errors import KitError
from ..terminal import printable
from .grades import Grade
from .layout import Heading, Layout, Person, Platform, chosen, neutral, require_rows
from .sheet import Sheet, has_comma, points

COLUMNS = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section"]
POSSIBLE = "    Points Possible"
TEST_STUDENT = "Student, Test"  # in every Canvas export once a teacher has used the student view
_HEADING = re.compile(r"(.*) \((\d+)\)", re.DOTALL)


def layout(sheet: Sheet, column: str | None, assignment: str) -> Layout:
    """Where in an exported gradebook what is."""
    header = sheet.values(0)
    if header[:2] != COLUMNS[:2]:
        raise KitError(
            "--into must be a gradebook exported from Canvas, whose first columns are Student and ID, got"
            f" {', '.join(map(repr, header[:2]))}; export it again"
        )
    found = {at: _HEADING.fullmatch(text) for at, text in enumerate(header)}
    headings = {at: Heading(one[0], one[1], one[2]) for at, one in found.items() if one}
    at = chosen(headings, column, assignment)
    rows = [sheet.values(n) for n in range(len(sheet.rows))]
    possible = next((row for row in rows[1:] if row[0].strip() == POSSIBLE.strip()), None)
    if possible and "read only" in possible[at]:
        raise KitError(
            f"Canvas does not import {printable(header[at])}, which is read only; choose another with"
            " --column"
        )
    keys = [header.index(name) for name in COLUMNS[2:4] if name in header]
    people = [
        Person(n, row[1].strip(), tuple(row[key].strip() for key in keys), row[0].strip())
        for n, row in enumerate(rows)
        if n and len(row) > 1 and row[1].strip() and row[0].strip() != TEST_STUDENT
    ]
    marks = [row[one] for row in rows for one in headings if len(row) == len(header)]
    out_of = points(possible[at]) if possible else None
    return Layout(require_rows(people, "Canvas"), at, header[at], out_of, has_comma(marks))


def head(title: str, most: str) -> list[list[str]]:
    """The first two rows of a new file."""
    return [[*COLUMNS, neutral(title)], [POSSIBLE, "", "", "", "", most]]


def line(grade: Grade, mark: str, most: str, comment: str) -> list[str]:
    """A student's row in a new file; by the login where Canvas's own number is not known."""
    one = grade.identity
    ours = one.platform == CANVAS.name and one.user
    ids = [neutral(one.user), "", ""] if ours else ["", "", neutral(grade.student)]
    return [neutral(one.name or grade.student), *ids, "", mark]


CANVAS = Platform("canvas", layout, head, line, stands_in="SIS Login ID")
