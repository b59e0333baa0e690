"""``feedback/<id>.html``: what one student reads, the card of a notebook with a score above it."""

from html import escape
from pathlib import Path
from typing import Any

from ... import __version__
from ...checks.finding import Finding
from ...checks.show.card import card
from ...checks.show.report import Report, TaskReport
from ..row import GONE, Row
from ..submission import Settings
from .names import FOLDER, file_name
from .page import name, page, points
from .stream import in_words, written

SCORELESS = {
    "unreadable": "This submission could not be read, so it has no score.",
    "error": "The grader failed at this submission, through no fault of yours; it has no score yet.",
}


def write_feedback(folder: Path, settings: Settings, row: Row) -> bool:
    """Write the page of a row, and say whether that was needed: one that is right already is left alone."""
    path, html = folder / FOLDER / file_name(row["id"]), feedback(row, settings)
    with in_words(path):
        path.parent.mkdir(exist_ok=True)
        try:
            if path.read_bytes() == html.encode():
                return False
        except FileNotFoundError:
            pass
    with written(path) as file:
        file.write(html)
    return True


def feedback(row: Row, settings: Settings) -> str:
    """The page of a row."""
    parts = [f"<h1>{name(row['id'])}</h1>", f'<p class="score">{points(row["score"], row["max_score"])}</p>']
    if row["status"] in SCORELESS:
        parts.append(f'<p class="notice">{SCORELESS[row["status"]]}</p>')
    if row["stale"]:
        parts.append('<p class="notice">This score is of an earlier grading; a new one could not be had.</p>')
    notes = "".join(f"<li>{escape(note)}</li>" for note in row["notes"] if note != GONE)
    if notes and row["status"] != "error":  # those say what failed in the grader
        parts.append(f"<h2>Notes</h2><ul>{notes}</ul>")
    if row["tasks"]:
        parts.append(f'<h2>Tasks</h2><div class="wide">{card(_report(row))}</div>')
    made = f"Graded by cs231n-kit {__version__}: assignment {settings.assignment}, seed {settings.seed}."
    return page(f"{row['id']}: {settings.assignment}", "\n".join(parts), made)


def _report(row: Row) -> Report:
    return Report(tuple(_task(task) for task in row["tasks"]))


def _task(task: dict[str, Any]) -> TaskReport:
    findings = tuple(_shown(task["task"], n, one) for n, one in enumerate(task["findings"], start=1))
    return TaskReport(task["task"], f"{points(task['score'], task['max_score'])} points", findings)


def _shown(task: str, number: int, stored: dict[str, Any]) -> Finding:
    """A finding as a student may see it: of a hidden one the points alone."""
    earned, most = stored["points"], stored["max_points"]
    if stored["visibility"] == "public":
        return Finding(
            task,
            stored["check"],
            stored["status"],
            stored["code"],
            earned,
            most,
            stored["message"],
            stored["hint"],
            stored["evidence"],
        )
    status, code = ("passed", "ok") if earned == most else ("failed", "hidden")
    message = f"{points(earned, most)} points. What it asks is not shown."
    return Finding(task, f"hidden check {number}", status, code, earned, most, message)
