"""All exports from one reading of the gradebook."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from ...checks.assignments import assignment
from ..row import Row
from ..submission import Settings
from . import names, report, results, table
from .feedback import remove_others, write_feedback
from .summary import Summary

FILES = (results.FILE, table.FILE, report.FILE, names.FOLDER)


def export(rows: Iterable[Row], settings: Settings, folder: Path, questions: Sequence[str] = ()) -> Summary:
    """Write them all and give the summary. The rows are held one at a time.

    Parameters
    ----------
    rows : iterable of dict
        All rows of the gradebook: pages of feedback for others are removed.
    settings : Settings
    folder : Path
    questions : sequence of str
        What a person gave points for; each is a column of the table.
    """
    summary = Summary()
    tasks = assignment(settings.assignment).tasks
    pages = set()
    with (
        results.results(folder, settings) as to_results,
        table.table(folder, tasks, questions) as to_table,
    ):
        for row in rows:
            to_results(row)
            to_table(row)
            write_feedback(folder, settings, row)
            pages.add(names.file_name(row["id"]))
            summary.add(row)
    report.write_report(folder, settings, summary)
    remove_others(folder, pages)
    return summary
