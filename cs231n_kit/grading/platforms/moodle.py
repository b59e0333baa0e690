"""Moodle: the grading worksheet of an assignment.

``Identifier, Full name, Email address, Status, Grade, Maximum Grade, Grade can be changed, …``, in the words
of the site's language and with its decimal sign. So nothing is known by its header: the identifier ends in
the number of a participant, the maximum is the same number above 0 in every row, and the grade stands
before it. ``Last modified (grade)`` stays as it is, because Moodle refuses a grade that was changed since.
"""

import re

from ...errors import KitError
from ..terminal import printable
from .grades import Grade
from .layout import Layout, Person, Platform, letters, neutral, require_rows
from .sheet import Sheet, has_comma, points

COLUMNS = [
    *("Identifier", "Full name", "Email address", "Status", "Grade", "Maximum Grade", "Grade can be changed"),
    *("Last modified (submission)", "Last modified (grade)", "Feedback comments"),
]
NONE = ("", "-")  # how no grade is written
AFTER = 4  # the maximum: changeable or not, two times, and then comments
_IDENTIFIER = re.compile(r"\D+(\d+)")


def layout(sheet: Sheet, column: str | None, assignment: str) -> Layout:
    """Where in a downloaded grading worksheet what is."""
    header = sheet.values(0)
    rows = {n: sheet.values(n) for n in range(1, len(sheet.rows)) if any(sheet.values(n))}
    numbers = {n: _IDENTIFIER.fullmatch(row[0].strip()) for n, row in rows.items()}
    users = {n: found[1] for n, found in numbers.items() if found}
    if len(users) < len(rows):
        n = min(set(rows) - set(users))
        raise KitError(
            "--into must be a grading worksheet downloaded from Moodle, each row of which begins like"
            f" 'Participant 123', got {rows[n][0]!r} in row {n + 1}; download it again"
        )
    table = list(rows.values())
    at = _asked(header, column) if column is not None else _grade(table)
    most = {points(row[at + 1]) for row in table} if at + 1 < len(header) else set()
    people = [
        Person(n, users[n], tuple(value.strip() for value in row[2:at]), row[1].strip() if at > 1 else "")
        for n, row in rows.items()
    ]
    marks = [value for row in table for value in row[at : at + 2]]
    comments = _comments(table, at, len(header))
    out_of = most.pop() if len(most) == 1 else None
    return Layout(require_rows(people, "Moodle"), at, header[at], out_of, has_comma(marks), comments)


def head(title: str, most: str) -> list[list[str]]:
    """The first row of a new file."""
    return [COLUMNS]


def line(grade: Grade, mark: str, most: str, comment: str) -> list[str]:
    """A student's row in a new file."""
    one = grade.identity
    person = [f"Participant {neutral(one.user)}", neutral(one.name), neutral(one.email)]
    return [*person, "", mark, most, "Yes", "-", "-", comment]


def _asked(header: list[str], column: str) -> int:
    found = [at for at, text in enumerate(header) if at and letters(text) == letters(column)]
    if len(found) != 1:
        raise KitError(
            f"--into has {'several columns' if found else 'no column'} headed {column!r}; choose one with"
            f" --column: {', '.join(map(printable, header[1:]))}"
        )
    return found[0]


def _grade(table: list[list[str]]) -> int:
    """The column before the one that holds the maximum."""
    columns = list(zip(*table, strict=True))
    found = [
        at
        for at in range(1, len(columns) - 1)
        if _is_maximum(columns[at + 1]) and _are_grades(columns[at], columns[at + 1])
    ]
    if len(found) != 1:
        raise KitError(
            "--into must have a column of grades before one with the same highest grade in every row, and"
            f" {'several could be it' if found else 'none is'}; name the column of grades with --column"
        )
    return found[0]


def _is_maximum(values: tuple[str, ...]) -> bool:
    return len(set(values)) == 1 and bool(points(values[0]))


def _are_grades(values: tuple[str, ...], most: tuple[str, ...]) -> bool:
    highest = points(most[0])
    grades = [points(value) for value in values if value.strip() not in NONE]
    return all(one is not None and highest is not None and one <= highest for one in grades)


def _comments(table: list[list[str]], grade: int, length: int) -> int | None:
    """The last column, if it has room: a time, which might be the last one too, is never left out."""
    last = length - 1
    return last if last >= grade + 1 + AFTER and any(not row[last].strip() for row in table) else None


MOODLE = Platform("moodle", layout, head, line, comments=True)
