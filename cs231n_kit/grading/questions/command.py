"""``cs231n-kit questions``: a class's answers out to be graded, points and comments in."""

import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ...errors import KitError
from ...files import write_atomically
from ..exports.every import export
from ..gradebook import Gradebook
from ..intake import sources
from .asked import Asked, asked
from .collected import collected
from .given import Known, given
from .sheet import csv_rows, sheets
from .table import lines, written
from .told import PAGE, TABLE, told_taken, told_written

WORTH = 1.0  # points of a question unless somebody sets others
MOST = 1000  # points of one
LARGEST = 2**28  # bytes of a table
_POINTS = re.compile(r"([^=]+)=(\d{1,4}(?:[.,]\d{1,6})?)", re.ASCII)


@dataclass(frozen=True)
class Options:
    """What was typed."""

    paths: tuple[Path, ...]
    out: Path
    table: Path | None = None
    points: tuple[str, ...] = ()
    anonymous: bool = False
    seed: str | None = None


def questions(options: Options, platform: str = sys.platform) -> int:
    """Write the answers of a class, or take in the points for them; 1 if something is left to do by hand.

    Raises
    ------
    KitError
        If a file or the gradebook is not what it must be: then nothing is stored or written.
    """
    if platform == "win32":
        raise KitError("questions reads a gradebook as grade does, on Linux or macOS; run it there")
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a name may hold what the terminal has no sign for
            stream.reconfigure(errors="replace")
    if options.table is None:
        return _write(options)
    outgoing = {"PATH": options.paths, "--points": options.points, "--anonymous": options.anonymous}
    for flag, value in {**outgoing, "--seed": options.seed is not None}.items():
        if value:
            raise KitError(f"--from takes points in and {flag} writes answers out; give one of them")
    return _take_in(options.out, options.table)


def _write(options: Options) -> int:
    """The page and the table."""
    if not options.paths:
        raise KitError(
            "questions needs the submissions to write their answers out, or --from FILE to take points in"
        )
    if options.seed is not None and not options.anonymous:
        raise KitError("--seed is for the order of an anonymous page; add --anonymous, or leave it out")
    found = sources(options.paths)
    with Gradebook.reopen(options.out) as book:
        assignment, seed = book.settings.assignment, _seed(options.seed, book.settings.seed)
        notebook = asked(assignment)
        worth = _worth(options.points, notebook)
        _refuse_to_lose(options.out / TABLE, _known(book, notebook))
        if worth:
            book.set_worth(worth)
            export(book.rows(), book.settings, book.folder, book.questions())
        known = _known(book, notebook)
    from .page import page  # it renders markdown and formulas, which takes a second to import

    every = [collected(source, notebook, assignment) for source in found]
    graded = [one for one in every if one.id in known.ids]
    made = sheets(notebook.questions, graded, known, seed if options.anonymous else None)
    write_atomically(options.out / PAGE, page(assignment, made))
    write_atomically(options.out / TABLE, written(csv_rows(made)))
    return told_written(options.out, every, graded, made)


def _take_in(out: Path, table: Path) -> int:
    """The points of a table into the gradebook, and everything that is made from it."""
    with Gradebook.reopen(out) as book:
        known = _known(book, asked(book.settings.assignment))
        found = given(lines(_read(table), str(table)), known, str(table))
        book.put_manual(found.points)
        export(book.rows(), book.settings, book.folder, book.questions())
    return told_taken(table, out, found, known)


def _known(book: Gradebook, notebook: Asked) -> Known:
    ids = tuple(row["id"] for row in book.rows())
    set_by_hand = book.worth()
    worth = {one.name: set_by_hand.get(one.name, WORTH) for one in notebook.questions}
    stored = {(id, one.question): one for id in ids for one in book.manual(id)}
    return Known(ids, worth, stored)


def _read(table: Path) -> bytes:
    try:
        with table.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        raise KitError(f"--from {table} cannot be read ({error.strerror}); correct that") from None
    if len(data) > LARGEST:
        raise KitError(f"--from {table} must have at most {LARGEST:,} bytes; it is no table of the kit's")
    return data


def _refuse_to_lose(table: Path, known: Known) -> None:
    """Stop if points stand in the table that is there and were not taken in."""
    if not table.exists():
        return
    try:
        found = given(lines(table.read_bytes(), str(table)), known, str(table))
        lost = len(found.points) + len(found.pointless)
    except KitError:
        lost = 1  # nobody knows what is in it
    if lost:
        raise KitError(
            f"{table} would be written anew, but it holds what was not taken in; take it in with --from, or"
            " move it away"
        )


def _worth(given: Sequence[str], notebook: Asked) -> dict[str, float]:
    names = [one.name for one in notebook.questions]
    worth = {}
    for text in given:
        found = _POINTS.fullmatch(text)
        number = float(found[2].replace(",", ".")) if found else -1.0
        if not found or not 0 < number <= MOST:
            raise KitError(
                f"--points must be NAME=NUMBER with a number above 0 and at most {MOST}, got {text!r};"
                " correct it"
            )
        if found[1] not in names:
            raise KitError(f"--points must name one of {', '.join(names)}, got {found[1]!r}; correct it")
        worth[found[1]] = number
    return worth


def _seed(asked: str | None, known: int) -> int:
    if asked is None:
        return known
    if not (asked.isdecimal() and asked.isascii() and len(asked) < 20):
        raise KitError(f"--seed must be a whole number from 0 on, got {asked!r}; correct it")
    return int(asked)
