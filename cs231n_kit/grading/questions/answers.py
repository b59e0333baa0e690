"""The answers in one student's notebook, also where a program dropped the ids of cells.

The answer to a question is its own cell, wherever that is, and all cells of the student's from the question
to the next cell of the kit.
"""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ...collecting.notebook import Cell
from .asked import ANSWER, HEAD, Asked, Question, squeezed

GONE = "the question is not in the notebook"
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_PLACEHOLDER = re.compile(r"\W*your answer\W*", re.IGNORECASE)
_FENCE = re.compile(r"`{3,}")


@dataclass(frozen=True)
class Part:
    """What stands in one cell: markdown, code or raw text."""

    kind: str
    text: str
    attachments: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def markdown(self) -> str:
        """The part as markdown, code in a fence that nothing in it closes."""
        if self.kind != "code":
            return self.text
        fence = "`" * (1 + max([2, *map(len, _FENCE.findall(self.text))]))
        return f"{fence}python\n{self.text}\n{fence}"


@dataclass(frozen=True)
class Answer:
    """What was answered, nothing if it was left empty; `problem` says why it could not even be looked for."""

    parts: tuple[Part, ...] = ()
    problem: str = ""

    @property
    def text(self) -> str:
        """All of it as markdown; in brackets what there is to say instead."""
        if self.parts:
            return "\n\n".join(part.markdown for part in self.parts)
        return f"[{self.problem or 'not answered'}]"

    @property
    def digest(self) -> str:
        """Of what it says: equal for two answers that differ in white space alone."""
        parts = [(part.kind, squeezed(part.text), part.attachments) for part in self.parts]
        return hashlib.sha256(json.dumps([parts, self.problem], sort_keys=True).encode()).hexdigest()


def answers(cells: Sequence[Cell], asked: Asked) -> dict[str, Answer]:
    """The answer to each question, by its name."""
    owners = [_owner(cell, asked) for cell in cells]
    return {one.name: _answer(one, cells, owners) for one in asked.questions}


def _owner(cell: Cell, asked: Asked) -> str:
    """Whose a cell is: the id of a question's or an answer's, ``kit`` for others of the kit, or nobody's."""
    text = squeezed(cell.source)
    for one in asked.questions:
        id = f"question-{one.name}"
        if cell.id in (id, id + ANSWER):
            return cell.id
        if cell.kind == "markdown" and text.startswith(squeezed(one.text)[:HEAD]):
            return id
    return "kit" if cell.id in asked.ids or text in asked.sources else ""


def _answer(question: Question, cells: Sequence[Cell], owners: Sequence[str]) -> Answer:
    id = f"question-{question.name}"
    places = {place for place, owner in enumerate(owners) if owner == id + ANSWER}
    asks = [place for place, owner in enumerate(owners) if owner == id]
    if not asks and not places:
        return Answer(problem=GONE)
    for place in asks:
        after = place + 1
        while after < len(cells) and owners[after] in ("", id + ANSWER):
            places.add(after)
            after += 1
    above = [part for place in asks if (part := _into_the_question(cells[place], question))]
    below = [part for place in sorted(places) if (part := _part(cells[place], question))]
    return Answer((*above, *below))


def _into_the_question(cell: Cell, question: Question) -> Part | None:
    """What was written into the cell of the question itself."""
    if squeezed(cell.source) == squeezed(question.text):
        return None
    return _part(Cell(cell.kind, cell.source.removeprefix(question.text), attachments=cell.attachments))


def _part(cell: Cell, question: Question | None = None) -> Part | None:
    """What a student wrote into a cell, without the kit's own words; None if nothing."""
    text = cell.source
    if cell.kind == "markdown":
        if question:
            text = text.replace(question.placeholder, "", 1)
        text = "" if _PLACEHOLDER.fullmatch(text) else _COMMENT.sub("", text)
    text = text.strip("\n") if cell.kind == "code" else text.strip()
    if not re.search(r"\w", text) and not cell.attachments:
        return None
    return Part(cell.kind, text, cell.attachments)
