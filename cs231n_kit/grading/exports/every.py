"""All exports from one reading of the gradebook."""

from collections.abc import Iterable
from pathlib import Path

from ...checks.assignments import assignment
from ..row import Row
from ..submission import Settings
from . import names, report, results, table
from .feedback import write_feedback
from .summary import Summary

FILES = (results.FILE, table.FILE, report.FILE, names.FOLDER)


def export(rows: Iterable[Row], settings: Settings, folder: Path) -> Summary:
    """Write them all and give the summary. The rows are held one at a time."""
    summary = Summary()
    tasks = assignment(settings.assignment).tasks
    with results.results(folder, settings) as to_results, table.table(folder, tasks) as to_table:
        for row in rows:
            to_results(row)
            to_table(row)
            write_feedback(folder, settings, row)
            summary.add(row)
    report.write_report(folder, settings, summary)
    return summary
