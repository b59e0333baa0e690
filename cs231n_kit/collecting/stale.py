"""Whether the outputs in a notebook are those of the files that are handed in.

That cannot be known without running it. What can be seen: cells that were not run, or in another order than
they stand in, or stopped; a task file saved later; outputs that cannot come from tasks not written yet, or
that came with the kit.
"""

from collections.abc import Iterator, Mapping, Sequence

from ..releases import hashed
from .notebook import Cell, short, text_of
from .taken import Taken
from .undone import Undone, is_untouched

TICK = 2.0  # seconds; some file systems note times no finer
HANDED_OUT = "it is as it was handed out, so its outputs are not of your files"


def stale(
    cells: Sequence[Cell],
    notebook: Taken,
    files: Mapping[str, Taken],
    undone: Undone,
    handed_out: str | None = None,
) -> list[str]:
    """Why the outputs of a notebook are not to be relied on, a sentence each; empty if nothing was seen.

    `handed_out` is the hash of the notebook as it came in the release, None where that is not known.
    """
    if handed_out == hashed(notebook.data):
        return [HANDED_OUT]
    code = [cell for cell in cells if cell.kind == "code" and cell.source.strip()]
    seen = [*_not_run(code), *_out_of_order(code)]
    stopped = list(_stopped(code))
    if undone.tasks and not seen and not stopped:
        # Each task is called by a cell, and a stub stops the cell that calls it.
        return [
            f"no cell stopped although {undone.tasks[0]} is not done, so its outputs are not of these files"
        ]
    return [*seen, *stopped, *_older(notebook, files)]


def _not_run(code: Sequence[Cell]) -> Iterator[str]:
    waiting = [cell for cell in code if cell.count is None]
    if waiting:
        were = "was" if len(waiting) == 1 else "were"
        count = f"{len(waiting)} of {len(code)} cells {were} not run"
        yield f"{count}, first the one that begins {_first(waiting)}"


def _out_of_order(code: Sequence[Cell]) -> Iterator[str]:
    run = [cell for cell in code if cell.count is not None]
    early = [
        later for cell, later in zip(run, run[1:], strict=False) if (later.count or 0) <= (cell.count or 0)
    ]
    if early:
        yield f"cells were run in another order than they stand in, first the one that begins {_first(early)}"


def _stopped(code: Sequence[Cell]) -> Iterator[str]:
    errors = [
        (cell, output) for cell in code for output in cell.outputs if output.get("output_type") == "error"
    ]
    if errors:
        cell, error = errors[0]
        cells = "1 cell" if len(errors) == 1 else f"{len(errors)} cells"
        name = short(text_of(error.get("ename"))) or "an error"
        yield f"{cells} stopped with an error, first ({name}) the one that begins {_first([cell])}"


def _older(notebook: Taken, files: Mapping[str, Taken]) -> Iterator[str]:
    for file, taken in files.items():
        if taken.saved > notebook.saved + TICK and not is_untouched(file, taken):
            yield f"{taken.name} was changed after the notebook was saved"


def _first(cells: Sequence[Cell]) -> str:
    return f"`{short(cells[0].source.strip().splitlines()[0])}`"
