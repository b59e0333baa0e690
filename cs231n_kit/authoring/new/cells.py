"""A notebook written as plain text: each cell under a line that says what it is.

::

    %% markdown title
    # Words

    %% code check-it
    check("it")

    %% markdown question-why inline-question
    **Inline question 1.** Why?
"""

import re
from typing import Any

from ..notebooks import all_notebooks, canonical, read

_HEAD = re.compile(r"^%% (markdown|code) ([a-z0-9-]+)(?: ([a-z-]+))?\n", re.MULTILINE)


def notebook_of(text: str) -> str:
    """The notebook, not run yet, in the canonical form; its first cell is the set-up cell of the others."""
    import nbformat

    make = {"code": nbformat.v4.new_code_cell, "markdown": nbformat.v4.new_markdown_cell}
    parts = _HEAD.split(text)[1:]
    cells = []
    for kind, name, tag, source in zip(*(parts[start::4] for start in range(4)), strict=True):
        cells.append(make[kind](source.strip("\n"), id=name, metadata={"tags": [tag]} if tag else {}))
    first = next(n for n, cell in enumerate(cells) if cell.cell_type == "code")
    return canonical(nbformat.v4.new_notebook(cells=[*cells[:first], _set_up(), *cells[first:]]))


def _set_up() -> Any:
    """The cell that every notebook begins with: it stands in those that are there."""
    cells = read(all_notebooks()[0]).cells
    return next(cell for cell in cells if cell.cell_type == "code")
