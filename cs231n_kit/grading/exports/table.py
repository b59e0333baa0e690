"""``gradebook.csv``: one row a submission, one column a task and one a question that a person graded.

UTF-8 with a byte-order mark, without which Excel reads names in another encoding; pandas and LibreOffice
skip it, and Python's ``csv`` does with ``encoding="utf-8-sig"``. What was not graded has empty cells, no 0.
"""

import csv
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from ..row import Row, total
from .stream import written

FILE = "gradebook.csv"
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


@contextmanager
def table(
    folder: Path, tasks: Sequence[str], questions: Sequence[str] = ()
) -> Iterator[Callable[[Row], None]]:
    """Give a function that writes a row. ``score`` is that of the tasks, ``total`` has the questions too."""
    with written(folder / FILE, "utf-8-sig") as file:
        lines = csv.writer(file, quoting=csv.QUOTE_ALL)  # a spreadsheet may part cells by semicolons
        known = ["id", "status", "stale", "score", "max_score"]
        lines.writerow([*known, *tasks, *map(cell, questions), "total", "notes"])

        def write(row: Row) -> None:
            scores = (
                {task["task"]: task["score"] for task in row["tasks"]} if row["score"] is not None else {}
            )
            given = {one["question"]: one["points"] for one in row.get("manual", ())}
            lines.writerow(
                [
                    cell(row["id"]),
                    row["status"],
                    "stale" if row["stale"] else "",
                    _number(row["score"]),
                    _number(row["max_score"]),
                    *(_number(scores.get(task)) for task in tasks),
                    *(_number(given.get(question)) for question in questions),
                    _number(total(row)),
                    cell("; ".join(row["notes"])),
                ]
            )

        yield write


def cell(text: str) -> str:
    """The text with an apostrophe before what a spreadsheet would take for a formula."""
    return f"'{text}" if text.lstrip(" ").startswith(FORMULA) else text


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:g}"
