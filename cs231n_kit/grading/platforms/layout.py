"""What every platform's file comes down to: whose row is where, and which column takes the points."""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ...errors import KitError
from ..exports.table import cell
from ..terminal import printable
from .grades import Grade
from .sheet import Sheet

_LETTERS = re.compile(r"[\W_]+")


@dataclass(frozen=True)
class Person:
    """A student's row in a platform's file.

    ``user`` is what the platform knows them by, ``ids`` are other words for them alone, and ``name`` is
    written either way round.
    """

    row: int
    user: str
    ids: tuple[str, ...]
    name: str


@dataclass(frozen=True)
class Layout:
    """Where in a sheet what is.

    Parameters
    ----------
    people : tuple of Person
    column : int
        The one that takes the points.
    title : str
        Its header.
    out_of : Decimal or None
        The most points that it says it takes.
    comma : bool
        Numbers have a decimal comma.
    comments : int or None
        The column for comments, where the platform has one.
    """

    people: tuple[Person, ...]
    column: int
    title: str
    out_of: Decimal | None
    comma: bool = False
    comments: int | None = None


@dataclass(frozen=True)
class Platform:
    """How one platform's file is read and written.

    Parameters
    ----------
    name : str
        As it is typed, and as an identity has it.
    layout : callable
        ``(sheet, column asked for or None, assignment) -> Layout``; a `KitError` if that is not to be had.
    head : callable
        ``(title, most points) -> rows`` at the top of a new file.
    line : callable
        ``(grade, points, most points, comment) -> cells`` of a new file.
    stands_in : str
        The column of a new file that takes a submission's id where the platform's own is not known; empty
        if none can.
    comments : bool
        Whether there is a column for comments.
    """

    name: str
    layout: Callable[[Sheet, str | None, str], Layout]
    head: Callable[[str, str], list[list[str]]]
    line: Callable[[Grade, str, str, str], list[str]]
    stands_in: str = ""
    comments: bool = False


@dataclass(frozen=True)
class Heading:
    """The header of a column for points: in full, its title, and the platform's number for it."""

    full: str
    title: str
    id: str


def chosen(headings: Mapping[int, Heading], asked: str | None, assignment: str) -> int:
    """The column asked for by its header, title or number; by default the one titled as the assignment is.

    Raises
    ------
    KitError
        If there is none, or more than one.
    """
    exact = [at for at, one in headings.items() if asked is not None and asked in (one.full, one.id)]
    wanted = letters(assignment if asked is None else asked)
    found = exact or [at for at, one in headings.items() if wanted and letters(one.title) == wanted]
    if len(found) == 1:
        return found[0]
    what = f"--column {asked!r}" if asked is not None else f"the assignment {assignment}"
    how_many = "several columns" if found else "no column"
    there = ", ".join(printable(headings[at].full) for at in (found or headings))
    raise KitError(
        f"--into has {how_many} for {what}; choose one with --column: {there or 'there is none for points'}"
    )


def letters(text: str) -> str:
    """Letters and digits alone, in lower case: for names and titles, which are written in several ways."""
    return _LETTERS.sub("", unicodedata.normalize("NFKC", text).casefold())


def neutral(text: str) -> str:
    """A text from outside for a cell of ours: one line, and no formula."""
    return cell(printable(text))


def last_and_first(name: str) -> tuple[str, str]:
    """A name in two: where a comma does not part it, nobody can know where the last one begins."""
    last, _, first = name.partition(",")
    return last.strip(), first.strip()


def require_rows(people: Sequence[Person], platform: str) -> tuple[Person, ...]:
    """The people, of whom there must be some."""
    if not people:
        raise KitError(f"--into holds no student; download the file again from {platform}")
    return tuple(people)
