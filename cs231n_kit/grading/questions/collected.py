"""A class's answers: submission by submission what its notebook says to each question."""

from collections.abc import Mapping
from dataclasses import dataclass

from ...collecting.notebook import Cell, cells_of
from ...collecting.taken import Taken
from ...errors import KitError
from ..intake import Source
from ..intake.entries import Entry, Unreadable
from ..intake.names import listed, plain, shown
from ..row import readable
from .answers import Answer, answers
from .asked import Asked
from .notebooks import NOTEBOOK, notebooks

CELLS = 5000  # of a notebook that are looked at


@dataclass(frozen=True)
class Collected:
    """One submission: its answer to each question, and what an instructor should know of its notebook."""

    id: str
    answers: Mapping[str, Answer]
    note: str = ""


def collected(source: Source, asked: Asked, name: str) -> Collected:
    """The answers of a submission to the questions of the notebook `name`, whatever is in it."""
    id = readable(source.id)
    try:
        found = notebooks(source, name)
        if not found:
            raise Unreadable("There is no notebook in it.")
        return _best(id, found, asked)
    except Unreadable as why:
        problem = str(why).rstrip(".")
        return Collected(id, {one.name: Answer(problem=problem) for one in asked.questions}, problem)


def _best(id: str, found: list[Entry], asked: Asked) -> Collected:
    """Of several notebooks the one that has most of the questions; the likeliest of these comes first."""
    read: list[tuple[str, dict[str, Answer]]] = []
    broken: list[str] = []
    for entry in found:
        try:
            read.append((entry.path, answers(_cells(entry), asked)))
        except Unreadable as why:
            broken.append(str(why))
    if not read:
        raise Unreadable(broken[0])
    path, best = max(read, key=lambda one: sum(not answer.problem for answer in one[1].values()))
    others = [
        other for other, said in read if other != path and any(not one.problem for one in said.values())
    ]
    said = [f"{shown(path)} was read, and not {listed(others)}"] if others else []
    if all(one.problem for one in best.values()):
        said = [f"{shown(path)} has none of the questions"]
    return Collected(id, best, "; ".join([*said, *broken]))


def _cells(entry: Entry) -> list[Cell]:
    try:
        data = entry.content()
    except OSError as error:
        raise Unreadable(f"{shown(entry.path)} cannot be read ({error.strerror or error})") from None
    size = max(entry.size, len(data))
    if size > NOTEBOOK.file:
        raise Unreadable(f"{shown(entry.path)} has {size:,} bytes, and at most {NOTEBOOK.file:,} are read")
    try:
        return cells_of(Taken(shown(entry.path), data, 0.0))[:CELLS]
    except KitError as error:
        raise Unreadable(_what_is_wrong(error)) from None


def _what_is_wrong(error: KitError) -> str:
    """What is wrong, without what its author would do about it."""
    return str(error).rpartition("; ")[0] or plain(str(error))
