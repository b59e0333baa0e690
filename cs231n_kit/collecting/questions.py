"""The inline questions of a notebook, and what the student wrote below each."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .notebook import Cell, short

_ID = re.compile(r"question-(?!.*-answer$)(.+)")
_TITLE = re.compile(r"\W*(inline question\s+(\w+))", re.IGNORECASE)
_PLACEHOLDER = re.compile(r"^\W*your answer\b[\s:*_]*", re.IGNORECASE)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


@dataclass(frozen=True)
class Question:
    """`name` is the kit's, or the number of the question where the cell's id was lost; `title` is for people.

    `asked` and `place` are the places of its cell and of the one for the answer, None where that is gone;
    `answer` is what was written, empty if nothing was.
    """

    name: str
    title: str
    asked: int | None
    place: int | None
    answer: str


def questions(cells: Sequence[Cell]) -> list[Question]:
    """The questions in their order. Cells are known by id; by tag, title and place where that was lost."""
    asked = [(place, *one) for place, cell in enumerate(cells) if (one := _question(cell))]
    ends = [place for place, *_ in asked[1:]] + [len(cells)]
    found = []
    for (asks, name, title), end in zip(asked, ends, strict=False):
        place = _answer(cells, name, asks, end)
        found.append(Question(name, title, asks, place, "" if place is None else _written(cells[place])))
    return found


def removed(found: Sequence[Question], handed_out: Iterable[str]) -> list[Question]:
    """The questions whose cells are gone, by the ids of the cells that were handed out.

    Where a program dropped the ids, that cannot be known.
    """
    names = [known[1] for id in handed_out if (known := _ID.fullmatch(id))]
    kept = {one.name for one in found}
    if len(found) >= len(names) or (found and kept.isdisjoint(names)):
        return []
    gone = [name for name in names if name not in kept]
    return [Question(name, f"{name} (its cell is gone)", None, None, "") for name in gone]


def unanswered(found: Sequence[Question]) -> list[Question]:
    """Those to which nothing was written."""
    return [one for one in found if not one.answer]


def _question(cell: Cell) -> tuple[str, str] | None:
    """Name and title, if it is the cell of a question."""
    known, titled = _ID.fullmatch(cell.id), _TITLE.match(cell.source)
    if cell.kind != "markdown" or not (known or titled or "inline-question" in cell.tags):
        return None
    name = short(known[1] if known else titled[2] if titled else cell.id)
    return name, short(titled[1]) if titled else f"Question {name}"


def _answer(cells: Sequence[Cell], name: str, asks: int, end: int) -> int | None:
    """The place of the cell for the answer to the question at `asks`; the next question is at `end`."""
    for place, cell in enumerate(cells):
        if cell.id == f"question-{name}-answer":
            return place
    for place, cell in enumerate(cells[asks + 1 : end], start=asks + 1):
        if "inline-answer" in cell.tags or (cell.kind == "markdown" and _PLACEHOLDER.match(cell.source)):
            return place
    # Where the ids are lost, the place where the kit has an answer is what is left to go by.
    lost = not _ID.fullmatch(cells[asks].id)
    return asks + 1 if lost and asks + 1 < end and cells[asks + 1].kind == "markdown" else None


def _written(cell: Cell) -> str:
    """What was written into the cell of an answer, without the kit's own words."""
    text = _PLACEHOLDER.sub("", _COMMENT.sub("", cell.source)).strip()
    return text if re.search(r"\w", text) or cell.attachments else ""
