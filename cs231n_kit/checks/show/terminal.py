"""``cs231n-kit check``: the same report on a terminal, or as JSON for another program."""

import json
import sys
from collections.abc import Sequence

from ... import __version__
from ..named import Wanted, wanted
from ..student import Shown, examined
from .progress import progress

SCHEMA = 1


def run_check(names: Sequence[str], as_json: bool) -> int:
    """Check these tasks or assignments, all without a name; 0 if everything is right, else 1."""
    asked: list[Wanted] = [one for name in names for one in wanted(name)] if names else wanted()
    chosen = list(dict.fromkeys(asked))
    report = examined(chosen, progress(chosen))
    if hasattr(sys.stdout, "reconfigure"):  # an old console may lack ✓
        sys.stdout.reconfigure(errors="replace")
    if as_json:
        print(json.dumps(as_data(report), ensure_ascii=False, allow_nan=False))
    else:
        from .text import show

        show(report)
    return 0 if all(task.status == "passed" for task in report.tasks) else 1


def as_data(report: Shown) -> dict[str, object]:
    """The report as JSON holds it; findings are those of ``results.json``."""
    return {
        "schema": SCHEMA,
        "kit_version": __version__,
        "tasks": [task.as_dict() for task in report.tasks],
    }
