"""``feedback/<id>.html``: what one student reads, one file that can be mailed and printed."""

from collections.abc import Collection
from html import escape
from pathlib import Path
from typing import Any

from ... import __version__
from ...checks.finding import Finding
from ...checks.show.report import TaskReport
from ..row import Row, max_total, total
from ..submission import Settings
from .findings import Room, task_section
from .names import FOLDER, file_name
from .page import name, page, points
from .shorten import shortened
from .stamp import stamp, stamp_of, stamped
from .stream import in_words, written
from .student import for_student

LARGEST = 300_000  # bytes; what a page has room for until it fits
ROOMS = (
    Room(),
    Room(text=1000, evidence=100, things=60),
    Room(text=200, evidence=40, things=40, pictures=False),
    Room(text=100, evidence=20, things=25, pictures=False),
)
SCORELESS = {
    "unreadable": "This submission could not be read, so it has no score.",
    "error": "The grader failed at this submission, through no fault of yours; it has no score yet.",
}
STALE = {
    "unreadable": "This score is of an earlier grading; what was there at the latest could not be read.",
    "error": "This score is of an earlier grading; the grader failed at the latest, not through you.",
    "": "This score is of an earlier grading, under other settings than those of the class now.",
}


def write_feedback(folder: Path, settings: Settings, row: Row) -> bool:
    """Write the page of a row, and say whether that was needed: one that is right already is left alone."""
    path = folder / FOLDER / file_name(row["id"])
    shown = for_student(row)
    mark = stamp(shown, settings.assignment, settings.seed)
    if stamp_of(path) == mark:
        return False
    with in_words(path):
        path.parent.mkdir(exist_ok=True)
    with written(path) as file:
        file.write(stamped(_page(shown, settings), mark))
    return True


def remove_others(folder: Path, pages: Collection[str]) -> None:
    """Remove the pages that the kit wrote for submissions that are none any more."""
    for path in sorted((folder / FOLDER).glob("*.html")):
        if path.name not in pages and stamp_of(path):
            with in_words(path):
                path.unlink(missing_ok=True)


def feedback(row: Row, settings: Settings) -> str:
    """The page of a row."""
    return _page(for_student(row), settings)


def _page(shown: Row, settings: Settings) -> str:
    """The page of what a student may see of a row, in the largest form that is small enough to be mailed."""
    for room in ROOMS:
        html = page(f"{shown['id']}: {settings.assignment}", _body(shown, room), _made(shown, settings))
        if len(html.encode()) <= LARGEST:
            break
    return html


def _body(row: Row, room: Room) -> str:
    manual = row.get("manual", [])
    parts = [f"<h1>{name(row['id'])}</h1>", f'<p class="score">{points(total(row), max_total(row))}</p>']
    if manual and row["score"] is not None:
        parts.append(f'<p class="quiet">{points(row["score"], row["max_score"])} for the tasks</p>')
    if row["status"] in SCORELESS:
        parts.append(f'<p class="notice">{SCORELESS[row["status"]]}</p>')
    if row["stale"]:
        parts.append(f'<p class="notice">{STALE[row["failed"]]}</p>')
    if row["notes"]:
        notes = "".join(
            f"<li>{escape(shortened(note, room.text))}</li>" for note in _some(row["notes"], room)
        )
        parts.append(f'<h2>Notes</h2><ul class="notes">{notes}</ul>')
    if row["tasks"]:
        sections = (task_section(_report(task), room) for task in _some(row["tasks"], room))
        parts.append(f"<h2>Tasks</h2>{''.join(sections)}")
    if manual:
        parts.append(_manual(_some(manual, room), room))
    if room != ROOMS[0]:
        parts.append('<p class="quiet">What is long is cut on this page, so that it can be mailed.</p>')
    return "\n".join(parts)


def _some(things: list[Any], room: Room) -> list[Any]:
    return things[: room.things]


def _made(row: Row, settings: Settings) -> str:
    """How it was graded, where that is known to be so."""
    if row["stale"] or row["score"] is None:
        return f"Made by cs231n-kit {__version__}: assignment {settings.assignment}."
    return f"Graded by cs231n-kit {__version__}: assignment {settings.assignment}, seed {settings.seed}."


def _manual(given: list[Row], room: Room) -> str:
    lines = "".join(
        f'<tr><th scope="row">{name(one["question"])}</th>'
        f'<td class="number">{points(one["points"], one["max_points"])}</td>'
        f'<td class="said">{escape(shortened(one["comment"], room.text))}</td></tr>'
        for one in given
    )
    head = (
        '<tr><th scope="col">question</th><th scope="col" class="number">points</th>'
        '<th scope="col">comment</th></tr>'
    )
    table = f"<table><thead>{head}</thead><tbody>{lines}</tbody></table>"
    return f'<h2>Questions</h2><div class="wide">{table}</div>'


def _report(task: dict[str, Any]) -> TaskReport:
    findings = tuple(Finding(**one, task=task["task"]) for one in task["findings"])
    return TaskReport(task["task"], f"{points(task['score'], task['max_score'])} points", findings)
