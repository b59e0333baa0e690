"""What `collect` says when it is done: which file, what is open, what to upload."""

from collections.abc import Sequence
from pathlib import Path

from ..checks.assignment import Assignment
from .questions import Question, unanswered
from .undone import Undone

RUN_AGAIN = "In JupyterLab: Kernel > Restart Kernel and Run All Cells, then save it."


def summary(
    assignment: Assignment,
    undone: Undone,
    found: Sequence[Question],
    stale: Sequence[str],
    files: Sequence[str],
    place: Path,
    size: int,
) -> str:
    """The text; it is plain, so that it reads the same in a terminal, a notebook and a log."""
    lines = [f"{place.name} is written, {kilobytes(size)}: your work on {assignment.name}", ""]
    lines += _rows(
        {
            "tasks": _tasks(assignment, undone),
            "questions": _questions(found),
            "notebook": [*stale, RUN_AGAIN] if stale else ["its cells were run in order"],
        }
    )
    lines += ["", f"In it: {', '.join(name.rpartition('/')[2] for name in files)}"]
    if undone.tasks or unanswered(found) or stale:
        lines += ["It can be handed in like this. If you go on, collect again: the file is replaced."]
    return "\n".join([*lines, f"Upload this one file, as it is: {place}"])


def _tasks(assignment: Assignment, undone: Undone) -> list[str]:
    written = len(assignment.tasks) - len(undone.tasks)
    lines = [f"{written} of {len(assignment.tasks)} written"]
    if undone.tasks:
        lines.append(f"not done yet: {', '.join(undone.tasks)}")
    else:
        lines[0] += f"; whether they are right says `cs231n-kit check {assignment.name}`"
    return [*lines, *undone.unreadable]


def _questions(found: Sequence[Question]) -> list[str]:
    left = unanswered(found)
    if not found:
        return ["none in it"]
    lines = [f"{len(found) - len(left)} of {len(found)} answered"]
    if left:
        titles = [left[0].title, *(one.title.removeprefix("Inline question ") for one in left[1:])]
        lines.append(f"open: {', '.join(titles)}")
    return lines


def _rows(table: dict[str, list[str]]) -> list[str]:
    """A name in front of the first of its lines."""
    return [
        f"  {name if number == 0 else '':<11}{line}"
        for name, lines in table.items()
        for number, line in enumerate(lines)
    ]


def kilobytes(size: int) -> str:
    """A size for a person."""
    return f"{max(1, round(size / 1000)):,} kB"
