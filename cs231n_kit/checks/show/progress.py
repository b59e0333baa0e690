"""One line that says how far the checks are, and is gone when they are done."""

import sys
from collections.abc import Iterator, Sequence

from ..named import Wanted

WIDTH = 72  # of the longest line, so that each covers the one before


def progress(chosen: Sequence[Wanted]) -> Iterator[Wanted]:
    """Give the tasks one after the other, and say on a terminal or in a notebook which one it is."""
    clear = _notebook_clear()
    terminal = clear is None and sys.stderr is not None and sys.stderr.isatty()
    for number, one in enumerate(chosen, start=1):
        line = f"checking {number} of {len(chosen)}: {one.task}"
        if clear:
            clear(wait=True)
            print(line)
        elif terminal:
            print(f"\r{line:{WIDTH}}", end="", file=sys.stderr, flush=True)
        yield one
    if clear:
        clear(wait=True)  # once the report is there
    elif terminal:
        print(f"\r{'':{WIDTH}}\r", end="", file=sys.stderr, flush=True)


def _notebook_clear():  # type: ignore[no-untyped-def]
    """IPython's `clear_output` where a notebook shows what is printed, else None."""
    if "ipykernel" not in sys.modules:
        return None
    from IPython.core.getipython import get_ipython
    from IPython.display import clear_output

    return clear_output if get_ipython() is not None else None
