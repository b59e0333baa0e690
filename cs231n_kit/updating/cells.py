"""A student's notebook brought to a new release, cell by cell.

A cell that the student has changed stays, answers above all; so do cells of their own and the outputs of
cells that are the same as before.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from ..releases import hashed

Cell = dict[str, Any]


@dataclass(frozen=True)
class MergedCells:
    """The new notebook, the ids of the cells that stay as they were written, and the number of own ones."""

    content: bytes
    kept: tuple[str, ...]
    own: int


def merged_cells(work: bytes, new: bytes, before: Mapping[str, str]) -> MergedCells:
    """The notebook `work` brought to `new`.

    Parameters
    ----------
    work, new : bytes
    before : dict
        The hashes of the sources of the cells as they were handed out, by id; empty if that is not known.

    Raises
    ------
    ValueError
        If `work` is not a notebook.
    """
    notebook = json.loads(new)
    mine = _cells(work)
    known = before or {cell["id"]: _hash(cell) for cell in notebook["cells"]}
    ids = _identified(mine, known)
    there = {cell["id"] for cell in notebook["cells"]}
    by_id: dict[str, Cell] = {}
    own: dict[str | None, list[Cell]] = {}
    last = None
    for cell, id in zip(mine, ids, strict=True):
        if id is not None and id in there:
            by_id[id], last = cell, id
        elif id is None or _hash(cell) != known[id]:  # what the release has dropped stays if it was changed
            own.setdefault(last, []).append(cell)
    kept: list[str] = []
    cells = _with_ids(own.get(None, []), there)
    for cell in notebook["cells"]:
        id = cell["id"]
        if id in by_id and _hash(by_id[id]) not in (known.get(id), _hash(cell)):
            kept.append(id)
            cell = _like(by_id[id], cell)
        elif id in by_id and _hash(by_id[id]) == _hash(cell):
            cell = _like(by_id[id], cell)
        cells += [cell, *_with_ids(own.get(id, []), there)]
    notebook["cells"] = cells
    text = json.dumps(notebook, indent=1, sort_keys=True, ensure_ascii=False) + "\n"
    return MergedCells(text.encode("utf-8", "backslashreplace"), tuple(kept), sum(map(len, own.values())))


def _cells(content: bytes) -> list[Cell]:
    try:
        cells = json.loads(content)["cells"]
        if all(_is_cell(cell) for cell in cells):
            return list(cells)
    except (KeyError, TypeError, RecursionError):
        pass
    raise ValueError("not a notebook of format 4")


def _is_cell(cell: Any) -> bool:
    if not isinstance(cell, dict) or cell.get("cell_type") not in ("code", "markdown", "raw"):
        return False
    source = cell.get("source")
    return isinstance(source, str) or (
        isinstance(source, list) and all(isinstance(line, str) for line in source)
    )


def _hash(cell: Cell) -> str:
    return hashed("".join(cell["source"]).encode("utf-8", "backslashreplace"))


def _identified(mine: list[Cell], known: Mapping[str, str]) -> list[str | None]:
    """Which cell of the release each one is, None for one of the student's own.

    An older Jupyter drops the ids, some tools make new ones: then the order of the cells tells.
    """
    ids: list[str | None] = []
    for cell in mine:
        id = cell.get("id")
        ids.append(id if isinstance(id, str) and id in known and id not in ids else None)
    nameless = [not any(ids) or "id" not in cell for cell in mine]
    names = list(known)
    matcher = SequenceMatcher(None, [_hash(cell) for cell in mine], list(known.values()), autojunk=False)
    for kind, start, end, first, last in matcher.get_opcodes():
        if kind in ("equal", "replace"):
            for at, name in zip(range(start, end), names[first:last], strict=False):
                if ids[at] is None and nameless[at] and name not in ids:
                    ids[at] = name
    return ids


def _like(mine: Cell, new: Cell) -> Cell:
    """The student's cell under the id and with the tags of the release."""
    cell = mine | {"id": new["id"], "metadata": new["metadata"]}
    return _whole(cell)


def _whole(cell: Cell) -> Cell:
    """A cell with all that the format asks for."""
    cell["source"] = "".join(cell["source"]).splitlines(keepends=True)
    if cell["cell_type"] == "code":
        return {"execution_count": None, "outputs": []} | cell
    return {name: part for name, part in cell.items() if name not in ("execution_count", "outputs")}


def _with_ids(cells: list[Cell], taken: set[str]) -> list[Cell]:
    """Cells of the student's own, each with an id that no other has."""
    whole = []
    for cell in cells:
        id, number = str(cell.get("id") or "own-1"), 1
        while id in taken:
            number += 1
            id = f"own-{number}"
        taken.add(id)
        whole.append(_whole({"metadata": {}} | cell | {"id": id}))
    return whole
