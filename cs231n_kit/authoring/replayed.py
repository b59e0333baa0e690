"""What a replay found: each cell of a notebook as data, and how that is told."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SHOWN = 5  # failures told in full; most of the rest follow from them
LINES = 60  # of each


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

    def told(self, compare: bool = True) -> str:
        """One line if the notebook holds, else every failure and what to do."""
        if self.holds:
            counts = f"{self.compared} saved outputs compared, {self.with_numbers} with numbers"
            return f"{self.notebook}: {counts if compare else 'ran through'} ({self.seconds:.0f} s)"
        return "\n".join([f"{self.notebook}: does not hold", *self._failures(), self._advice(compare)])

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

    def _advice(self, compare: bool) -> str:
        save = f"; if what comes out now is right, `cs231n-kit authoring notebooks {self.notebook}` saves it"
        return f"  What to do: correct the solution or the cell{save if compare else ''}."


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
