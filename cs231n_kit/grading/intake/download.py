"""A class download on disk, a folder or the .zip itself: which parts of it are whose submission."""

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .entries import Unreadable
from .folder import open_regular
from .people import METADATA, people_of_blackboard, people_of_gradescope
from .platforms import Part, attempts, parts_of
from .zipped import BROKEN, opened

MOST = 2**20  # bytes of what a platform writes beside the submissions
_EXPORT = re.compile(r"assignment_[0-9]{1,20}_export")


@dataclass(frozen=True)
class Found:
    """A submission of a class: `parts` are (place under `path`, name that the student gave), or none."""

    id: str
    path: Path
    parts: tuple[tuple[str, str], ...] = ()
    identity: Mapping[str, Any] = field(default_factory=dict)


def downloaded(path: Path, entries: Sequence[tuple[str, bool]]) -> list[Found]:
    """The submissions of a platform's download.

    Parameters
    ----------
    path : Path
        A folder, or a .zip.
    entries : sequence of (str, bool)
        What lies directly in it and is no paperwork: names, and whether each is a folder.

    Returns
    -------
    found : list of Found
        None if it is anything else.
    """
    prefix = ""
    if len(entries) == 1 and entries[0][1] and _EXPORT.fullmatch(entries[0][0]):
        prefix = f"{entries[0][0]}/"
        entries = [entry for entry in _listing(path, prefix) if entry[1]]
    parts = [_named(path, prefix, part) for part in parts_of(entries)]
    is_export = prefix or _EXPORT.fullmatch(path.name.removesuffix(".zip"))
    if parts and parts[0].identity["platform"] == "gradescope":
        text = _beside(path, f"{prefix}{METADATA}")
        if not text and not is_export:
            return []
        parts = people_of_gradescope(parts, text)
    return [
        Found(id, path, tuple((f"{prefix}{part.place}", part.name) for part in mine), dict(mine[-1].identity))
        for id, mine in attempts(parts)
    ]


def top_of(archive: Path) -> list[tuple[str, bool]]:
    """What lies directly in a .zip; nothing of a file that is none."""
    return _listing(archive, "") if archive.name.lower().endswith(".zip") else []


def _named(path: Path, prefix: str, part: Part) -> Part:
    """Blackboard writes beside each attempt who made it."""
    if part.identity["platform"] != "blackboard":
        return part
    stamp = f"_attempt_{part.attempt}"
    companion = part.place[: part.place.index(stamp) + len(stamp)] + ".txt"
    return people_of_blackboard(part, _beside(path, prefix + companion))


def _listing(path: Path, prefix: str) -> list[tuple[str, bool]]:
    """Names directly under `prefix`, and whether each is a folder."""
    try:
        if path.is_dir():
            with os.scandir(path / prefix) as entries:
                return sorted((entry.name, entry.is_dir(follow_symlinks=False)) for entry in entries)
        names: dict[str, bool] = {}
        with opened(path) as archive:
            for info in archive.infolist():
                head, _, rest = info.filename.removeprefix(prefix).partition("/")
                if info.filename.startswith(prefix) and head not in ("", ".", "..", "__MACOSX"):
                    is_folder = bool(rest) or info.is_dir()
                    names[head] = names.get(head, False) or is_folder
        return sorted(names.items())
    except (*BROKEN, Unreadable):
        return []


def _beside(path: Path, name: str) -> bytes:
    """The bytes of a small file of a download; nothing of one that is absent or large."""
    try:
        if path.is_dir():
            with os.fdopen(open_regular(path / name), "rb") as file:
                return _bounded(file.read(MOST + 1))
        with opened(path) as archive, archive.open(name) as packed:
            return _bounded(packed.read(MOST + 1))
    except (*BROKEN, Unreadable):
        return b""


def _bounded(data: bytes) -> bytes:
    return data if len(data) <= MOST else b""
