"""Files of a whole class in one folder, each called after a student and a task file: ``alice_softmax.py``."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from ...tasks import task_files
from .download import Found

BETWEEN = "_- ."  # a student's name and that of the file


def together(folder: Path, entries: Sequence[tuple[str, bool]]) -> list[Found]:
    """The submissions of an ordinary folder of a class, in the order of the names.

    Everything in it is one, but for two or more files with one name in front of those of task files.

    Parameters
    ----------
    folder : Path
    entries : sequence of (str, bool)
        Names, and whether each is a folder.
    """
    students: dict[str, list[tuple[str, str]]] = {}
    for name, is_folder in entries:
        student, file = ("", "") if is_folder else _split(name)
        students.setdefault(student or f"/{name}", []).append((name, file))
    return [
        Found(student, folder, tuple(parts)) if len(parts) > 1 else Found(parts[0][0], folder / parts[0][0])
        for student, parts in students.items()
    ]


def _split(name: str) -> tuple[str, str]:
    """A student and a task file; both are empty for a name that is no such pair."""
    for file in _files():
        student = name.removesuffix(file)
        if student != name and student[-1:] in tuple(BETWEEN) and student.strip(BETWEEN):
            return student.rstrip(BETWEEN), file
    return "", ""


@cache
def _files() -> list[str]:
    """The names of task files, the longest first: ``fc_net.py`` is no ``net.py``."""
    return sorted({file.rpartition("/")[2] for file in task_files()}, key=lambda name: (-len(name), name))
