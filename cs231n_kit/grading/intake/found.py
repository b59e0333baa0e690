"""Which submissions there are: one `Source` for each, and nothing is read yet."""

import os
import re
import stat
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from ...errors import KitError
from ...tasks import PACKAGE, task_files
from .download import Found, downloaded, top_of
from .flat import together
from .junk import is_junk
from .names import ARCHIVES, safe_id, same_to_the_eye, shown

KINDS = "a folder, a .zip, a .tar.gz or a .py file"
PACKAGES = (PACKAGE.name, "cs231n", "classifiers")
_WRAPPER = re.compile(r"(?i)assignment[ _-]?\d*")
# What an instructor keeps beside submissions, and what a system leaves in every folder.
PAPERWORK = (
    *(".md", ".rst", ".html", ".csv", ".tsv", ".xls", ".xlsx", ".json", ".toml", ".yaml", ".yml", ".ini"),
    *(".sqlite", ".sqlite-wal", ".sqlite-shm", ".db", ".log", ".sh"),
)
HIDDEN = {
    *(".git", ".github", ".svn", ".hg", ".ipynb_checkpoints", ".venv", ".cache", ".idea", ".vscode"),
    *(".pytest_cache", ".mypy_cache", ".ruff_cache", ".trashes", ".fseventsd", ".spotlight-v100"),
}
RESULTS = "gradebook.sqlite"  # where this is, a class was graded


@dataclass(frozen=True)
class Source:
    """A submission on disk that has not been read.

    Parameters
    ----------
    id : str
        Safe as the name of a file, in HTML and at a terminal; no two of a class are alike.
    path : Path
    notes : tuple of str
        Why the id is not just the name.
    parts : tuple of (str, str)
        If only some of what lies under `path` (a class's folder or .zip) belong to it: where each part lies
        there, and the name that the student gave it, which is empty for a folder.
    identity : dict
        As in `Submission`.
    """

    id: str
    path: Path
    notes: tuple[str, ...] = ()
    parts: tuple[tuple[str, str], ...] = ()
    identity: Mapping[str, Any] = field(default_factory=dict)


def sources(paths: Sequence[Path]) -> list[Source]:
    """Every submission under `paths`, in the order of the paths and in a folder of the names.

    A path that is a file is one submission. A path that is a folder is one submission if a task file
    (``softmax.py``) or a package (``cs231n``, ``cs231n_kit``, ``classifiers``) lies directly in it, or in a
    folder ``assignment…`` in it, unless beside that there are two or more archives, or folders of which the
    same is true. In all other cases it is a folder of submissions, and everything in it is one: folders,
    archives and other files, even those that turn out to be unreadable. Left aside are hidden files, what
    version control and desktops leave, an instructor's paperwork (tables, pages), and a folder of results.

    Two kinds of classes are recognised by their names: the downloads of learning platforms, as a folder or as
    the .zip that they are (`platforms`), and files called after a student and a task file (`flat`).

    A link that is given as a path is followed; a link in a folder is a submission that cannot be read.

    Raises
    ------
    KitError
        If a path is absent, cannot be read or holds no submission.
    """
    found = {(one.path, one.parts): one for path in paths for one in _found(Path(path))}
    return list(_with_ids(list(found.values())))


def _found(path: Path) -> list[Found]:
    try:
        real = path.resolve(strict=True)
        kind = real.stat().st_mode
        if not stat.S_ISDIR(kind):
            top = [one for one in top_of(real) if not _is_paperwork(one[0].lower(), one[1])]
            return downloaded(real, top) or [Found(real.name, real)]
        entries = sorted(os.scandir(real), key=lambda entry: os.fsencode(entry.name))
    except (OSError, RuntimeError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "its links lead in a circle"
        raise KitError(
            f"submissions must be in a folder or a file that can be read, but {shown(str(path))} cannot be"
            f" ({reason}); correct the path or its permissions"
        ) from None
    if _is_one(entries):
        return [Found(real.name, real)]
    mine = [entry for entry in entries if not _is_aside(entry)]
    if not mine:
        raise KitError(
            f"{shown(str(path))} holds no submission; a submission is {KINDS}: pass a folder with some in it"
        )
    named = [(entry.name, entry.is_dir(follow_symlinks=False)) for entry in mine]
    return downloaded(real, named) or together(real, named)


def _is_one(entries: Sequence[os.DirEntry[str]]) -> bool:
    if not _has_mark(entries):
        return False
    others = sum(entry.name.lower().endswith(ARCHIVES) for entry in entries)
    for entry in entries:
        if entry.is_dir(follow_symlinks=False) and not _is_mark(entry) and not _is_aside(entry):
            others += _has_mark(_entries(entry.path))
    return others < 2


def _has_mark(entries: Sequence[os.DirEntry[str]]) -> bool:
    return any(map(_is_mark, entries))


def _is_mark(entry: os.DirEntry[str]) -> bool:
    """Whether a submission is recognised by it."""
    if not entry.is_dir(follow_symlinks=False):
        return entry.name in _task_names()
    return entry.name in PACKAGES or (
        bool(_WRAPPER.fullmatch(entry.name)) and _has_mark(_entries(entry.path))
    )


@cache
def _task_names() -> set[str]:
    return {file.rpartition("/")[2] for file in task_files()}


def _entries(folder: str) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return [entry for entry, _ in zip(entries, range(1000), strict=False)]
    except OSError:
        return []


def _is_aside(entry: os.DirEntry[str]) -> bool:
    """Whether an entry of a class's folder is no submission."""
    is_folder = entry.is_dir(follow_symlinks=False)
    return _is_paperwork(entry.name.lower(), is_folder) or (
        is_folder and (Path(entry.path) / RESULTS).exists()
    )


def _is_paperwork(name: str, is_folder: bool) -> bool:
    if is_folder:
        return name in HIDDEN or (is_junk(name) and name[0] != ".")
    if name.startswith("."):
        return name.startswith("._") or not name.endswith((*ARCHIVES, ".py"))
    return is_junk(name) or name.endswith(PAPERWORK)


def _with_ids(found: list[Found]) -> Iterator[Source]:
    taken: set[str] = set()
    for one in found:
        plain = safe_id(one.id)
        id, number = plain, 1
        while same_to_the_eye(id) in taken:
            number += 1
            id = f"{plain}~{number}"
        taken.add(same_to_the_eye(id))
        name = one.parts[0][0] if one.parts else one.path.name
        notes = tuple(_notes(one.id, name, plain, id))
        yield Source(id, one.path, notes, one.parts, one.identity)


def _notes(wanted: str, name: str, plain: str, id: str) -> Iterator[str]:
    if not wanted.startswith(plain):
        yield f"The name has signs that were replaced, or is too long; it was {ascii(wanted[:100])}."
    if id != plain:
        yield f"Another submission is called {plain} too; this one, {shown(name)}, is {id}."
