"""``results.json``: the rows for other programs, one a line, written one by one."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from ... import __version__
from ..row import Row
from ..submission import Settings
from .stream import written

FILE = "results.json"
SCHEMA = 1


@contextmanager
def results(folder: Path, settings: Settings) -> Iterator[Callable[[Row], None]]:
    """Give a function that writes a row."""
    head = {
        "schema": SCHEMA,
        "assignment": settings.assignment,
        "kit_version": __version__,
        "seed": settings.seed,
        "sandbox": list(settings.layers),
    }
    before = "\n"
    with written(folder / FILE) as file:

        def write(row: Row) -> None:
            nonlocal before
            file.write(f"{before}  {json.dumps(row, ensure_ascii=False, allow_nan=False)}")
            before = ",\n"

        file.write(f'{json.dumps(head, ensure_ascii=False)[:-1]},\n "submissions": [')
        yield write
        file.write("\n ]}\n")
