"""The findings about a task on a page: what is right, what is not, and what shows it."""

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

from ...checks.show.picture import picture
from ...checks.show.report import SIGNS, Said, TaskReport
from .drawing import drawing
from .shorten import in_words, shortened

DRAWN = ("difference",)  # evidence that is for the picture alone


@dataclass(frozen=True)
class Room:
    """How much a page has room for: characters of a text and of a piece of evidence, things in a list,
    and whether pictures are drawn.
    """

    text: int = 4000
    evidence: int = 400
    things: int = 100
    pictures: bool = True


def task_section(task: TaskReport, room: Room) -> str:
    """A task with a heading of the third level."""
    count = f"{task.count} · " if task.count else ""
    problems, advice = task.problems, task.advice
    kind = "right" if task.status == "passed" else "idle" if task.status == "not_done" else "wrong"
    parts = [
        f"<h3>{sign(task.sign)} <code>{escape(shortened(task.task, room.evidence))}</code></h3>",
        f'<p class="quiet">{count}{escape(task.ran)}</p>',
    ]
    if task.right:
        right = escape(shortened(", ".join(task.right), room.text))
        parts.append(f"<p>{sign(SIGNS['passed'])} Right: {right}</p>")
    said = [*problems, *advice]
    if said:
        parts.append(f'<ul class="found">{"".join(_said(one, room) for one in said[: room.things])}</ul>')
    return f'<section class="task {kind}">{"".join(parts)}</section>'


def message(text: str, room: Room, heading: str = "") -> str:
    """What was seen: a sentence, and the lines of code that it is about."""
    first, *lines = shortened(text, room.text).split("\n")
    code = "\n".join(line.strip() for line in lines)
    strong = f"<strong>{escape(shortened(heading, room.text))}</strong>" if heading else ""
    # What scrolls can be reached by the keyboard.
    return f"<p>{strong}{escape(first)}</p>" + (f'<pre tabindex="0">{escape(code)}</pre>' if code else "")


def evidence(found: Mapping[str, Any], room: Room) -> str:
    """The picture of it, and its numbers behind a line that opens."""
    drawn = picture(found) if room.pictures else None
    numbers = [(name, value) for name, value in found.items() if name not in DRAWN or drawn is None]
    terms = "".join(
        f"<dt>{escape(shortened(str(name).replace('_', ' '), room.evidence))}</dt>"
        f"<dd>{escape(in_words(value, room.evidence))}</dd>"
        for name, value in numbers[: room.things]
    )
    folded = f"<details><summary>Evidence</summary><dl>{terms}</dl></details>" if terms else ""
    return (drawing(drawn) if drawn else "") + folded


def sign(text: str) -> str:
    """A sign for the eye; the words beside it say the same aloud."""
    return f'<span aria-hidden="true">{escape(text)}</span>'


def _said(said: Said, room: Room) -> str:
    hint = f"<p><em>Hint:</em> {escape(shortened(said.hint, room.text))}</p>" if said.hint else ""
    told = message(said.message, room, said.heading)
    return f"<li>{sign(said.sign)} <div>{told}{hint}{evidence(said.evidence, room)}</div></li>"
