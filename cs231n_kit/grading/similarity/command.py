"""``cs231n-kit similarity``: from a class of submissions to a page of those that are alike."""

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import isfinite
from pathlib import Path
from typing import TypeVar

from ...checks.assignments import assignment
from ...errors import KitError
from ...files import write_atomically
from ...tasks import STUBS
from ..intake import read, sources
from ..terminal import counted, printable
from .compare import Work, default_common, pairs, work_of
from .fingerprint import Fingerprint, library
from .page import Compared, as_page, as_table

Item = TypeVar("Item")


@dataclass(frozen=True)
class Options:
    """What was typed; numbers as text, because what is wrong with one is said in one place."""

    paths: tuple[Path, ...]
    out: Path
    assignment: str | None = None
    threshold: str = "70"
    common: str | None = None


def similarity(options: Options) -> int:
    """Compare, write the page and the table beside it, and say how many pairs are alike.

    Raises
    ------
    KitError
        If there are not two submissions to compare, or something typed cannot be.
    """
    name = options.assignment or "softmax"
    files = assignment(name).files
    threshold, common = _threshold(options.threshold), _common(options.common)
    table = _check_places(options)
    library()  # before the work
    works, unreadable = _works(options.paths, files)
    own = sorted((work for work in works if work.size), key=lambda work: work.id)
    if len(own) < 2:
        raise KitError(
            f"similarity compares submissions with each other, and of {len(works) + len(unreadable)} found"
            f" {'only one' if own else 'none'} has code of its own for {name}; pass the folder of a class"
        )
    most = common or default_common(len(own))
    alike = pairs(own, threshold, most, _watched)
    idle = [work.id for work in works if not work.size]
    compared = Compared(name, len(own), threshold, most, alike, idle, unreadable)
    write_atomically(table, "\ufeff" + as_table(compared))  # the mark is for spreadsheets
    write_atomically(options.out, as_page(compared))
    _tell(compared, options.out, table)
    return 0


def _works(paths: Sequence[Path], files: tuple[str, ...]) -> tuple[list[Work], list[str]]:
    """The submissions, and the ids of those of which nothing can be read."""
    given = {file: Fingerprint((STUBS / file).read_text("utf-8")) for file in files}
    works, unreadable = [], []
    for source in _watched(sources(paths), "reading"):
        submission = read(source, files)
        if submission.unreadable:
            unreadable.append(submission.id)
        else:
            works.append(work_of(submission, given))
    return works, unreadable


def _watched(items: Sequence[Item], what: str) -> Iterable[Item]:
    """The items one by one, with a bar if standard error is a terminal."""
    if sys.stderr is None or not sys.stderr.isatty():
        return items
    from rich.console import Console
    from rich.progress import track

    return track(items, what, console=Console(stderr=True), transient=True)


def _threshold(text: str) -> float:
    try:
        percent = float(text)
    except ValueError:
        percent = 0.0
    if not (isfinite(percent) and 0 < percent <= 100):
        raise KitError(
            f"--threshold must be a number of percent above 0 and at most 100, got {text!r}; correct it"
        )
    return percent / 100


def _common(text: str | None) -> int | None:
    if text is None:
        return None
    number = int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0
    if number < 2:
        raise KitError(f"--common must be a whole number of submissions, 2 or more, got {text!r}; correct it")
    return number


def _check_places(options: Options) -> Path:
    """The table's place; neither file may lie among the submissions, which the next run would read."""
    out = options.out
    if out.suffix.lower() not in (".html", ".htm") or out.is_dir():
        raise KitError(f"--out must be an .html file to write, got {out}; name one")
    for path in options.paths:
        if out.resolve().is_relative_to(path.resolve()):
            raise KitError(
                f"--out must lie outside the submissions, but {out} lies in {path}; name another place"
            )
    return out.with_suffix(".csv")


def _tell(compared: Compared, out: Path, table: Path) -> None:
    if hasattr(sys.stdout, "reconfigure"):  # a name may hold what the terminal has no sign for
        sys.stdout.reconfigure(errors="replace")
    print(
        f"{counted(compared.number, 'submission')} compared, {counted(len(compared.pairs), 'pair')} alike in"
        f" {compared.threshold:.0%} or more"
    )
    for pair in compared.pairs[:5]:
        print(f"  {pair.similarity:.0%}  {printable(pair.first.id)} and {printable(pair.second.id)}")
    if len(compared.pairs) > 5:
        print(f"  and {len(compared.pairs) - 5} more")
    for number, what in (
        (len(compared.idle), "without code of their own"),
        (len(compared.unreadable), "could not be read"),
    ):
        if number:
            print(f"{counted(number, 'submission')} {what}")
    print(f"{printable(str(out))}  both texts of each pair, side by side")
    print(f"{printable(str(table))}  for a spreadsheet")
    print("Similarity is no proof of copying: read both texts, and ask.")
