"""What the command says: what was done on standard output, what to look at on standard error."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

from ..terminal import counted, printable
from .collected import Collected
from .given import Given, Known
from .sheet import Sheet

PAGE, TABLE = "questions.html", "questions.csv"
LISTED = 20


def told_written(
    out: Path, every: Sequence[Collected], graded: Sequence[Collected], made: Sequence[Sheet]
) -> int:
    """What was written, and what an instructor should know of it."""
    groups = sum(len(sheet.groups) for sheet in made)
    done = sum(row.before is not None for sheet in made for row in sheet.rows)
    print(
        f"{printable(str(out / PAGE))}: {counted(len(made), 'question')},"
        f" {counted(len(graded), 'submission')}, {groups} different answers"
    )
    print(
        f"{printable(str(out / TABLE))}: {sum(len(s.rows) for s in made)} rows, of which {done} have points"
    )
    changed = [(row.id, sheet.question.name) for sheet in made for row in sheet.rows if row.changed]
    _list("changed after they were graded; their points stay", [f"{id} at {q}" for id, q in changed])
    _list("about notebooks", [f"{one.id}: {one.note}" for one in graded if one.note])
    known = {one.id for one in graded}
    absent = [one.id for one in every if one.id not in known]
    _list(f"not in the gradebook of {out}, and so left out; grade them first", absent)
    return int(bool(absent))


def told_taken(table: Path, out: Path, found: Given, known: Known) -> int:
    """What came of a table that was filled in, and what is without points still."""
    news = f"{len(found.new)} new, {len(found.changed)} changed, {found.same} as they were"
    print(f"{printable(str(table))}: {counted(len(found.points), 'answer')} taken in: {news}")
    changes = [
        f"{before.id} at {before.question}: {before.points:g} -> {after.points:g}"
        + (", another comment" if before.comment.strip() != after.comment else "")
        for before, after in found.changed
    ]
    _list("changed", changes, sys.stdout)
    print(f"{printable(str(out))}: results.json, gradebook.csv, report.html and feedback have them")
    _list(
        "kept, because somebody else changed them and this file did not; empty the version to change them",
        [f"{one.id} at {one.question}: {one.points:g}" for one in found.kept],
    )
    _list("a comment without points, which is not kept", [f"{id} at {q}" for id, q in found.pointless])
    given = {*known.stored, *((one.id, one.question) for one in found.points)}
    missing = {name: sum((id, name) not in given for id in known.ids) for name in known.worth}
    rest = [f"{name}: {counted(count, 'submission')}" for name, count in missing.items() if count]
    _list("without points so far", rest, sys.stdout)
    return int(bool(found.pointless))


def _list(headline: str, entries: Sequence[str], stream: TextIO | None = None) -> None:
    """A headline and what it is about, on standard error unless another stream is named."""
    if entries:
        more = [f"and {len(entries) - LISTED} more"] if len(entries) > LISTED else []
        said = [f"{headline} ({len(entries)}):", *entries[:LISTED], *more]
        print("\n  ".join(map(printable, said)), file=stream or sys.stderr)
