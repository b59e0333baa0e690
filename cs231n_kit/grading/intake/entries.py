"""What a submission holds, whether it is a folder, an archive or a file: a list of its Python files."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from .junk import is_in_junk
from .names import ARCHIVES

SMALLER = "hand in the task files alone, without data or environments"


_MANIFEST = re.compile(r"(?:[^/]+/)?manifest\.json")  # at the top, or in the one folder that is


class Unreadable(Exception):
    """Nothing of a submission can be used; its text says why, in a sentence for the instructor."""


@dataclass(frozen=True)
class Limits:
    """How much is looked at, so that no submission takes the grader's memory or time."""

    entries: int = 20_000  # files and folders in an archive
    found: int = 100_000  # files and folders in a folder: a listing of them needs no memory
    depth: int = 40  # folders in one another
    path: int = 4096  # signs of a path in an archive
    file: int = 2**20  # bytes of a task file, ...
    characters: int = 2**17  # ... and its characters: it is parsed, which takes a thousand times its size
    python: int = 2**24  # bytes of all Python files of an archive
    total: int = 2**30  # bytes of what an archive holds
    ratio: int = 200  # times the size of an archive, for what it holds, ...
    harmless: int = 2**26  # ... where that is more than so many bytes
    directory: int = 2**22  # bytes of a table of contents
    header: int = 2**16  # bytes of what stands in front of a file


LIMITS = Limits()


@dataclass(frozen=True)
class Entry:
    """A file of a submission that may be read: `size` in bytes, and `content` reads it."""

    path: str
    size: int
    content: Callable[[], bytes]


@dataclass
class Contents:
    """What was found: Python files and a manifest, and what an instructor may want to know of the rest."""

    files: list[Entry] = field(default_factory=list)
    aside: dict[str, list[str]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    seen: int = 0

    def leave(self, what: str, path: str) -> None:
        """Note that something was left alone; of many the first are enough."""
        paths = self.aside.setdefault(what, [])
        if len(paths) < 100 and path not in paths:
            paths.append(path)

    def has_python(self) -> bool:
        """Whether there is a file that may be graded."""
        return any(entry.path.lower().endswith(".py") for entry in self.files)

    def wants(self, path: str) -> bool:
        """Whether to read a regular file: Python, or a manifest; notebooks and archives are noted."""
        name = path.lower()
        if is_in_junk(path):
            return False
        if name.endswith(".ipynb"):
            self.leave("notebook", path)
        elif name.endswith(ARCHIVES):
            self.leave("archive", path)
        return name.endswith(".py") or bool(_MANIFEST.fullmatch(path))


def kept(data: bytes) -> Callable[[], bytes]:
    """The content of an entry that has been read already."""
    return lambda: data


def inside(path: str, limits: Limits) -> str | None:
    """A path in an archive, made relative and plain; None for one that leads outside, or nowhere."""
    parts = path.replace("\\", "/").split("/")
    has_drive = len(parts[0]) == 2 and parts[0][1] == ":"
    if not parts[0] or has_drive or ".." in parts or "\0" in path or len(path) > limits.path:
        return None
    return "/".join(part for part in parts if part not in ("", ".")) or None


def megabytes(size: int) -> str:
    """A size for a sentence."""
    return f"{size / 2**20:,.1f} MB" if size < 2**30 else f"{size / 2**30:,.1f} GB"
