"""Blackboard: the Grade Center's download, tab- or comma-separated.

``Last Name, First Name, Username, Student ID, …`` and a column an item, headed ``Title [Total Pts: 20 Score]
|123456``. The words are those of the site's language, so that the columns are known by their places and an
item by the number behind the bar. The file ``….xls`` is no workbook but text with tabs in UTF-16.
"""

import re

from ...errors import KitError
from .grades import Grade
from .layout import Heading, Layout, Person, Platform, chosen, last_and_first, neutral, require_rows
from .sheet import NUMBER, Sheet, has_comma, points

COLUMNS = ["Last Name", "First Name", "Username", "Student ID"]
_HEADING = re.compile(r"(.*?)\s*(?:\[([^\[\]]*)\]\s*)?\|\s*(\d+)", re.DOTALL)


def layout(sheet: Sheet, column: str | None, assignment: str) -> Layout:
    """Where in a downloaded Grade Center what is."""
    header = sheet.values(0)
    found = {at: _HEADING.fullmatch(text) for at, text in enumerate(header)}
    items = {at: one for at, one in found.items() if one}
    if not items or min(items) < 3:
        raise KitError(
            "--into must be a file downloaded from Blackboard's Grade Center, whose first columns are last"
            " name, first name and username, with items headed like 'Title [Total Pts: 20 Score] |123456',"
            f" got {', '.join(map(repr, header[:4]))}; download it again"
        )
    at = chosen({n: Heading(one[0], one[1], one[3]) for n, one in items.items()}, column, assignment)
    people = []
    for n in range(1, len(sheet.rows)):
        row = [value.strip() for value in sheet.values(n)]
        if len(row) > 2 and row[2]:
            people.append(Person(n, row[2], tuple(row[2 : min(4, *items)]), f"{row[0]}, {row[1]}"))
    total = NUMBER.search(items[at][2] or "")
    marks = [cell.value for row in sheet.rows[1:] for cell in row[min(items) :]]
    out_of = points(total[0]) if total else None
    return Layout(require_rows(people, "Blackboard"), at, header[at], out_of, has_comma(marks))


def head(title: str, most: str) -> list[list[str]]:
    """The first row of a new file."""
    return [[*COLUMNS, neutral(title)]]


def line(grade: Grade, mark: str, most: str, comment: str) -> list[str]:
    """A student's row in a new file; Blackboard finds them by the username."""
    one = grade.identity
    last, first = last_and_first(one.name)
    user = one.user if one.platform == BLACKBOARD.name and one.user else grade.student
    return [neutral(last), neutral(first), neutral(user), "", mark]


BLACKBOARD = Platform("blackboard", layout, head, line, stands_in="Username")
