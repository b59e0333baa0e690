"""``cs231n-kit authoring mutants``: which mistakes the checks name, as a table."""

import sys
from collections import Counter
from collections.abc import Sequence
from importlib import import_module
from importlib.util import find_spec

from ...checks.assignments import NAMES, assignment
from .listed import every, has_drifted, save, survivors
from .mutant import Mutant
from .run import try_all
from .trial import Outcome, Trial, assignment_of, is_missed, trial_of

Row = tuple[str, str, str, str]


def mutants(name: str | None, automatic: bool, save_list: bool) -> int:
    """Try the mutants of one assignment or of all, and print what came of them; the exit code."""
    names = (assignment(name).name,) if name else NAMES
    if save_list:
        save()
    return _automatic(names) if automatic else _written(names)


def catalogue(name: str) -> tuple[Mutant, ...]:
    """The hand-written mutants of an assignment."""
    module = f"{__package__}.catalogue.{name}"
    found: tuple[Mutant, ...] = import_module(module).MUTANTS if find_spec(module) else ()
    return found


def _written(names: Sequence[str]) -> int:
    """Each mutant must earn its own codes, each from as many checks as it says, and no other."""
    chosen = [(name, mutant) for name in names for mutant in catalogue(name)]
    outcomes = try_all([trial_of(mutant, name) for name, mutant in chosen])
    rows = [
        (
            f"{mutant.task}: {mutant.name}",
            _counted((mutant.code, *mutant.also)),
            _found(outcome),
            "missed" if is_missed(mutant, outcome) else "",
        )
        for (_, mutant), outcome in zip(chosen, outcomes, strict=True)
    ]
    missed = sum(1 for row in rows if row[3])
    _print(("mutant", "expected", "found", ""), rows)
    print(f"{len(rows)} mutants, {missed} missed")
    return 1 if missed else 0


def _automatic(names: tuple[str, ...]) -> int:
    """Each mutant must cost points, but for those of which it is known why they do not."""
    where, known = assignment_of(names), survivors()
    chosen = [mutant for mutant in every() if mutant.task in where]
    outcomes = try_all([Trial(m.name, where[m.task], m.task, m.file, m.text) for m in chosen])
    pairs = list(zip(chosen, outcomes, strict=True))
    rows = [
        (
            mutant.name,
            mutant.edit,
            _found(outcome),
            "" if outcome.rejected else known.get(mutant.name, "survives"),
        )
        for mutant, outcome in pairs
    ]
    _print(("mutant", "edit", "found", ""), rows)
    alive = [mutant.name for mutant, outcome in pairs if not outcome.rejected]
    unknown = [name for name in alive if name not in known]
    stale = [mutant.name for mutant, outcome in pairs if outcome.rejected and mutant.name in known]
    share = (len(rows) - len(alive)) / max(len(rows), 1)
    print(f"{len(rows)} mutants, {share:.1%} rejected, {len(alive)} survive, {len(unknown)} without a reason")
    for name in stale:
        print(f"{name} is rejected; survivors.toml need not name it any more")
    drifted = has_drifted()
    if drifted:
        print("automatic.txt lists others; run `cs231n-kit authoring mutants --automatic --save`")
    return 1 if unknown or stale or drifted else 0


def _found(outcome: Outcome) -> str:
    elsewhere = (f"{code} (of another task)" for code in outcome.elsewhere)
    return _counted((*outcome.codes, *elsewhere)) or "-"


def _counted(codes: Sequence[str]) -> str:
    """Codes in a row; of what several checks found, how many they are."""
    return ", ".join(f"{code} ×{n}" if n > 1 else code for code, n in Counter(codes).items())


def _print(head: Row, rows: Sequence[Row]) -> None:
    """A table; for a terminal with lines and colours, else plain columns."""
    if not sys.stdout.isatty():
        widths = [max(len(row[place]) for row in [head, *rows]) for place in range(3)]
        for row in [head, *rows]:
            cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=False)]
            print("  ".join([*cells, row[3]]).rstrip())
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(*head)
    for row in rows:
        table.add_row(*map(Text, row[:3]), Text(row[3], style="bold red"))
    Console().print(table)
