"""``report.html``: the class at a glance, for those who teach it, in one file that needs nothing else."""

from collections.abc import Iterable
from html import escape
from pathlib import Path
from typing import Any

from ... import __version__
from ..row import Row
from ..submission import Settings
from .page import page
from .scripts import asset, data_block, libraries
from .sections.checks import checks
from .sections.figure import Section
from .sections.mistakes import mistakes
from .sections.scores import scores
from .sections.students import students
from .stream import written
from .student import for_student
from .summary import Summary

FILE, ANONYMOUS = "report.html", "report-anonymous.html"
WITHOUT_SCRIPT = (
    "<noscript><p>Without scripts the charts are not drawn: each stands here as a table.</p></noscript>"
)
LINKS = {
    "scores": "Scores",
    "checks": "Checks",
    "mistakes": "Misunderstandings",
    "students": "Submissions",
}


def write_report(folder: Path, settings: Settings, summary: Summary) -> None:
    """Write the page."""
    with written(folder / FILE) as file:
        file.write(report(summary, settings))


def write_anonymous_report(folder: Path, settings: Settings, rows: Iterable[Row]) -> Path:
    """Write the page to show in class, and say where it is."""
    path = folder / ANONYMOUS
    with written(path) as file:
        file.write(anonymous_report(rows, settings))
    return path


def report(summary: Summary, settings: Settings) -> str:
    """The page for those who grade: with the list of submissions, links and examples."""
    sections = [
        scores(summary),
        checks(summary),
        mistakes(summary.misunderstood, len(summary.scores), anonymous=False),
        students(summary),
    ]
    layers = ", ".join(settings.layers) or "none"
    made = (
        f"Graded by cs231n-kit {__version__}: assignment {settings.assignment}, seed {settings.seed},"
        f" {settings.timeout:g} seconds a call, {settings.memory} MB, sandbox: {layers}."
    )
    stale = f", {summary.stale} of them stale" if summary.stale else ""
    counts = ", ".join(f"{count} {status}" for status, count in summary.statuses.items())
    return _page(summary, settings, sections, f"{counts}{stale}", made, ("charts.js", "students.js"))


def anonymous_report(rows: Iterable[Row], settings: Settings) -> str:
    """The page to show in class: numbers, and what the kit says in general.

    Nothing is in it that a submission brought, no id, no name, no message, no link; of hidden checks there is
    no more than on a student's page, and nothing of the seed.
    """
    summary = Summary()
    for row in rows:
        summary.add(for_student(row))
    sections = [
        scores(summary),
        checks(summary),
        mistakes(summary.misunderstood, len(summary.scores), anonymous=True),
    ]
    counted = f"{len(summary.scores)} with a score"
    made = f"Made by cs231n-kit {__version__}: assignment {settings.assignment}."
    return _page(summary, settings, sections, counted, made, ("charts.js",))


def _page(
    summary: Summary,
    settings: Settings,
    sections: list[Section],
    counted: str,
    made: str,
    own: tuple[str, ...],
) -> str:
    number = sum(summary.statuses.values())
    title = f"{settings.assignment}: {number} submission{'' if number == 1 else 's'}"
    links = "".join(
        f'<a href="#{id}">{words}</a>'
        for id, words in LINKS.items()
        if any(f'<h2 id="{id}"' in one.html for one in sections)
    )
    data: dict[str, Any] = {}
    for one in sections:
        data |= one.data
    parts = [
        f"<h1>{escape(title)}</h1>",
        f'<p class="quiet">{escape(counted)}</p>',
        f'<nav aria-label="Sections">{links}</nav>',
        WITHOUT_SCRIPT,
        *(one.html for one in sections),
        data_block(data),
    ]
    scripts = (*libraries(), *map(asset, own))
    return page(f"{settings.assignment}: the class", "\n".join(parts), made, asset("report.css"), scripts)
