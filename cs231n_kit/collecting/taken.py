"""The files that are handed in, read once: what is hashed, packed and shown are the same bytes."""

import stat
from dataclasses import dataclass
from pathlib import Path

from ..checks.assignment import Assignment
from ..errors import KitError
from ..tasks import PACKAGE

TASK_FILE = 2**20  # bytes; a grader reads no more of one
NOTEBOOK = 2**24


@dataclass(frozen=True)
class Taken:
    """A file under its path in the archive; `saved` is when it was changed last, in seconds."""

    name: str
    data: bytes
    saved: float


def task_files(assignment: Assignment, package: Path = PACKAGE) -> dict[str, Taken]:
    """The task files of an assignment, by their paths relative to the package.

    Raises
    ------
    KitError
        If one is missing, cannot be read, or is larger than a grader would read.
    """
    return {
        file: _take(
            package / file,
            f"{PACKAGE.name}/{file}",
            TASK_FILE,
            f"`cs231n-kit reset {file}` puts the stub back",
            "move what is no code out of it",
        )
        for file in assignment.files
    }


def notebook(assignment: Assignment, package: Path = PACKAGE) -> Taken:
    """The notebook of an assignment; it fails as `task_files` does."""
    return _take(
        package.parent / assignment.notebook,
        assignment.notebook,
        NOTEBOOK,
        "put it back under that name, or take it from the kit again",
        "clear the outputs of the cells that print or draw most, and save it",
    )


def _take(place: Path, name: str, most: int, restore: str, shrink: str) -> Taken:
    """Read the file at `place`; a link is followed, as Python and Jupyter do."""
    try:
        about = place.stat()
        if not stat.S_ISREG(about.st_mode):
            kind = "a folder" if stat.S_ISDIR(about.st_mode) else "no ordinary file"
            raise KitError(f"{name} must be a file, but {place} is {kind}; move that away, and {restore}")
        with place.open("rb") as file:
            data = file.read(most + 1)
    except FileNotFoundError:
        gone = "is a link that leads nowhere" if place.is_symlink() else "is not there"
        raise KitError(f"{name} must be handed in, but {place} {gone}; {restore}") from None
    except OSError as error:
        raise KitError(
            f"{name} must be handed in, but {place} cannot be read ({error.strerror}); correct that and"
            " collect again"
        ) from None
    if len(data) > most:
        raise KitError(
            f"{name} may have {most:,} bytes, but it has {max(about.st_size, len(data)):,}; {shrink}"
        )
    return Taken(name, data, about.st_mtime)
