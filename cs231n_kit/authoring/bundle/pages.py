"""A notebook as a student gets it.

Its outputs stay: they show what a right solution reaches, in numbers and pictures, and the notebooks
speak of them. What only concerns who made it goes: tags for replaying, and all other metadata.
"""

import json
from pathlib import Path

from ...releases import hashed
from ..notebooks import canonical, read

STUDENTS_TAGS = ("inline-question", "inline-answer")  # by which `collect` finds the questions


def notebook_page(path: Path) -> bytes:
    """The notebook at `path` for students, in canonical form."""
    notebook = read(path)
    for cell in notebook.cells:
        tags = [tag for tag in cell.metadata.get("tags", []) if tag in STUDENTS_TAGS]
        cell.metadata = {"tags": tags} if tags else {}
        for output in cell.get("outputs", []):
            if "metadata" in output:
                output.metadata = {}
    return canonical(notebook).encode()


def cells_of(page: bytes) -> dict[str, str]:
    """The hash of the source of each cell, by its id, in order."""
    return {cell["id"]: hashed("".join(cell["source"]).encode()) for cell in json.loads(page)["cells"]}
