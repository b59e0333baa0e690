"""What the kit's notebook asks, and how its cells are known again in a student's."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ...collecting.notebook import Cell, cells_of
from ...collecting.taken import Taken
from ...errors import KitError
from ...overlay import NOTEBOOKS

ANSWER = "-answer"
HEAD = 60  # characters of a question's text by which it is known where ids are lost
_ID = re.compile(r"question-(.+)")
_TITLE = re.compile(r"\W*(inline question\s+\w+)", re.IGNORECASE)


@dataclass(frozen=True)
class Question:
    """`name` is the kit's, `title` for people; `text` and the `placeholder` below it are markdown."""

    name: str
    title: str
    text: str
    placeholder: str


@dataclass(frozen=True)
class Asked:
    """The notebook as handed out: `ids` and `sources` (`squeezed`) are those of all its other cells."""

    questions: tuple[Question, ...]
    ids: frozenset[str]
    sources: frozenset[str]


def asked(assignment: str, folder: Path = NOTEBOOKS) -> Asked:
    """The questions of an assignment's notebook.

    Raises
    ------
    KitError
        If the kit's notebook is not there, or asks nothing.
    """
    path = folder / f"{assignment}.ipynb"
    try:
        data = path.read_bytes()
    except OSError as error:
        raise KitError(
            f"the questions are read from the kit's notebook, but {path} cannot be read ({error.strerror});"
            " work in a checkout of the kit"
        ) from None
    found = of_cells(cells_of(Taken(str(path), data, 0.0)))
    if not found.questions:
        raise KitError(f"{path} has no inline question, so there is nothing to collect")
    return found


def of_cells(cells: Sequence[Cell]) -> Asked:
    """The questions of a notebook whose cells have their ids."""
    by_id = {cell.id: cell for cell in cells}
    questions = tuple(
        _question(found[1], cell, by_id[cell.id + ANSWER])
        for cell in cells
        if (found := _ID.fullmatch(cell.id)) and cell.id + ANSWER in by_id
    )
    own = {f"question-{one.name}{end}" for one in questions for end in ("", ANSWER)}
    others = [cell for cell in cells if cell.id not in own]
    return Asked(
        questions,
        frozenset(cell.id for cell in others if cell.id),
        frozenset(squeezed(cell.source) for cell in others if cell.source.strip()),
    )


def squeezed(text: str) -> str:
    """The text with all white space alike: another program may have wrapped its lines."""
    return " ".join(text.split())


def _question(name: str, cell: Cell, answer: Cell) -> Question:
    title = _TITLE.match(cell.source)
    return Question(name, title[1] if title else "Question", cell.source, answer.source)
