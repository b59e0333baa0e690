"""What a replay found: each cell of a notebook as data, and how that is told."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SHOWN = 5  # failures told in full; most of the rest follow from them
LINES = 60  # of each

# Said of a cell that would fail however often it were saved.
NOT_COMPARABLE = "nbval cannot compare a cell that changes what it has shown"

# What the kit demands of its own notebooks, so that a replay which holds means something.
LEAST_COMPARED, LEAST_WITH_NUMBERS, MOST_IGNORED = 12, 8, 4


@dataclass(frozen=True)
class Cell:
    """A code cell after its replay.

    `number` counts code cells from 1, as ``In [number]`` does. `outcome` is ``"passed"``,
    ``"failed"`` or ``"not run"``. `compared` counts the saved text outputs that were compared,
    `with_numbers` those of them that hold a number. `notes` is what further plugins had to say.
    """

    number: int
    id: str
    line: str
    outcome: str
    message: str
    compared: int
    with_numbers: int
    ignored: bool
    notes: dict[str, Any]


@dataclass(frozen=True)
class Replayed:
    """A notebook after its replay; `log` is all that pytest printed."""

    notebook: str
    holds: bool
    cells: list[Cell]
    seconds: float
    log: str

    @property
    def failed(self) -> list[Cell]:
        return [cell for cell in self.cells if cell.outcome == "failed"]

    @property
    def not_run(self) -> list[Cell]:
        return [cell for cell in self.cells if cell.outcome == "not run"]

    @property
    def run(self) -> int:
        return len(self.cells) - len(self.not_run)

    @property
    def compared(self) -> int:
        return sum(cell.compared for cell in self.cells)

    @property
    def with_numbers(self) -> int:
        return sum(cell.with_numbers for cell in self.cells)

    @property
    def ignored(self) -> int:
        return sum(cell.ignored for cell in self.cells)

    @property
    def too_little(self) -> str:
        """One sentence if less is compared than the kit demands of its own notebooks, else empty."""
        if (
            self.compared >= LEAST_COMPARED
            and self.with_numbers >= LEAST_WITH_NUMBERS
            and self.ignored <= MOST_IGNORED
        ):
            return ""
        return (
            f"{self.notebook} must have at least {LEAST_COMPARED} compared outputs, at least"
            f" {LEAST_WITH_NUMBERS} with numbers, and at most {MOST_IGNORED} cells that are not compared, got"
            f" {self.compared}, {self.with_numbers} and {self.ignored}; print more results or tag fewer cells"
        )

    def told(self, compare: bool = True, given: str = "") -> str:
        """One line if the notebook holds, else every failure and what to do.

        `given` is how the user named the notebook.
        """
        if self.holds:
            counts = f"{self.compared} saved outputs compared, {self.with_numbers} with numbers"
            return f"{self.notebook}: {counts if compare else 'ran through'} ({self.seconds:.0f} s)"
        return "\n".join([f"{self.notebook}: does not hold", *self._failures(), self._advice(compare, given)])

    def _failures(self) -> list[str]:
        if not self.failed:
            message = self.not_run[0].message if self.not_run else self.log
            return ["  no cell could be run:", *_excerpt(message)]
        told = []
        for cell in self.failed[:SHOWN]:
            told += [f"  code cell {cell.number} (id {cell.id}): {cell.line}", *_excerpt(cell.message)]
        if rest := self.failed[SHOWN:]:
            told.append("  code cells that failed, too: " + ", ".join(str(cell.number) for cell in rest))
        if self.not_run:
            told.append(f"  later code cells that were not run: {len(self.not_run)}")
        return told

    def _advice(self, compare: bool, given: str) -> str:
        named = given or self.notebook
        save = f"; if what comes out now is right, `cs231n-kit authoring notebooks {named}` saves it"
        helps = compare and not any(NOT_COMPARABLE in cell.message for cell in self.failed)
        return f"  What to do: correct the solution or the cell{save if helps else ''}."


def read_report(path: Path) -> tuple[int, list[Cell]]:
    """How many cells there are, and those that are done: what the guard has written so far."""
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True) if path.exists() else []
    records = [json.loads(line) for line in lines if line.endswith("\n")]  # the last may be half written
    return (records[0]["cells"] if records else 0), [Cell(**record) for record in records[1:]]


def table(replayed: Sequence[Replayed]) -> str:
    """The summary: one row a notebook."""
    rows: list[tuple[str, ...]] = [
        ("notebook", "cells run", "outputs compared", "with numbers", "cells not compared", "seconds")
    ]
    rows += [
        (one.notebook, *map(str, (one.run, one.compared, one.with_numbers, one.ignored, round(one.seconds))))
        for one in replayed
    ]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join([row[0].ljust(widths[0]), *map(str.rjust, row[1:], widths[1:])]) for row in rows
    )


def _excerpt(text: str) -> list[str]:
    """The lines of a message, indented; those in the middle left out where there are too many."""
    lines = [line.rstrip() for line in text.splitlines() if line.strip()]
    if len(lines) > LINES:
        lines = [*lines[: LINES // 2], f"… {len(lines) - LINES} lines left out …", *lines[-LINES // 2 :]]
    return [f"    {line}" for line in lines]
