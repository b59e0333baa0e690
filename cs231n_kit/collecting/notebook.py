"""A notebook as its JSON tells it: a list of cells, whatever program saved it last.

Ids of cells came with nbformat 4.5, and some programs drop them; what a cell lacks is empty here.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ..errors import KitError
from .taken import Taken

MEND = "open it in Jupyter and save it, or take it from the kit again"


@dataclass(frozen=True)
class Cell:
    """One cell: `kind` is code, markdown or raw; `count` says as which it was run, None if it was not."""

    kind: str
    source: str
    id: str = ""
    tags: tuple[str, ...] = ()
    count: int | None = None
    outputs: tuple[Mapping[str, Any], ...] = ()
    attachments: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def cells_of(taken: Taken) -> list[Cell]:
    """The cells of a notebook.

    Raises
    ------
    KitError
        If it is not UTF-8, not JSON, or not a notebook of Jupyter (nbformat 4).
    """
    try:
        content = json.loads(taken.data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = taken.data.count(b"\n", 0, error.start) + 1
        raise KitError(f"{taken.name} must be UTF-8 text, but line {line} is not; {MEND}") from None
    except json.JSONDecodeError as error:
        raise KitError(
            f"{taken.name} must be a notebook, but it is not JSON (line {error.lineno}: {error.msg}); {MEND}"
        ) from None
    except (RecursionError, ValueError):  # nested, or a number, beyond what Python reads
        raise KitError(f"{taken.name} must be a notebook, but its JSON cannot be read; {MEND}") from None
    if not isinstance(content, dict) or not isinstance(content.get("cells"), list):
        old = isinstance(content, dict) and isinstance(content.get("worksheets"), list)
        kind = "a notebook of an old form" if old else "other JSON"
        raise KitError(f"{taken.name} must be a notebook with cells, but it is {kind}; {MEND}")
    return [_cell(cell, number, taken.name) for number, cell in enumerate(content["cells"], start=1)]


def _cell(cell: Any, number: int, name: str) -> Cell:
    if not isinstance(cell, dict) or cell.get("cell_type") not in ("code", "markdown", "raw"):
        raise KitError(f"{name} must be a notebook, but its cell {number} is none of Jupyter's; {MEND}")
    metadata = _mapping(cell.get("metadata"))
    count, outputs, tags = cell.get("execution_count"), cell.get("outputs"), metadata.get("tags")
    return Cell(
        kind=cell["cell_type"],
        source=text_of(cell.get("source")),
        id=text_of(cell.get("id")),
        tags=tuple(tag for tag in tags if isinstance(tag, str)) if isinstance(tags, list) else (),
        count=count if isinstance(count, int) else None,
        outputs=tuple(one for one in outputs if isinstance(one, dict)) if isinstance(outputs, list) else (),
        attachments=_attachments(_mapping(cell.get("attachments"))),
    )


def _attachments(given: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    """Pictures pasted into a cell, by name and type."""
    found = {
        name: {kind: text_of(data) for kind, data in _mapping(one).items()} for name, one in given.items()
    }
    return {name: one for name, one in found.items() if one}


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def text_of(value: Any) -> str:
    """A text that a notebook stores whole or as a list of lines; half a sign, which JSON can hold, goes."""
    lines = value if isinstance(value, list) else [value]
    text = "".join(line for line in lines if isinstance(line, str))
    return text.encode("utf-8", "replace").decode()


def short(text: str, most: int = 40) -> str:
    """Some of a text that came from a notebook, as one line that no terminal acts on."""
    line = "".join(sign if sign.isprintable() else " " for sign in text[: 4 * most])
    line = " ".join(line.split())
    return line if len(line) <= most else f"{line[: most - 1]}…"
