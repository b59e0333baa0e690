"""What each data set is made of: files, checksums and where to get them, read from ``sources.json``.

Nothing about a mirror or a checksum is written in code. ``CS231N_KIT_SOURCES`` names a JSON file
whose entries replace those of the same name, for a mirror of one's own.
"""

import json
import os
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from ..errors import DataError

SHIPPED = Path(__file__).with_name("sources.json")


@dataclass(frozen=True)
class Archive:
    """One file to download: ``urls`` are tried in order; ``size`` in bytes."""

    name: str
    size: int
    sha256: str
    urls: tuple[str, ...]


@dataclass(frozen=True)
class Source:
    """A data set: ``members`` maps each file of ``folder`` to its sha256.

    ``archives`` is empty for what the kit draws itself. ``unpacked`` does the same as ``members`` for files
    that are never fetched, but as good in their place: MNIST's without ``.gz``.
    """

    name: str
    title: str
    folder: str
    archives: tuple[Archive, ...]
    members: dict[str, str]
    unpacked: dict[str, str] = field(default_factory=dict)

    @property
    def checksums(self) -> dict[str, str]:
        """The sha256 of every file that is known, by name."""
        return self.members | self.unpacked


def source(name: str) -> Source:
    """The source called `name`; a `DataError` that lists the names otherwise."""
    known = sources()
    if name not in known:
        raise DataError(f"unknown data set {name!r}; known are: {', '.join(sorted(known))}")
    return known[name]


def sources() -> dict[str, Source]:
    """All sources by name, with those of ``CS231N_KIT_SOURCES`` laid over the shipped ones."""
    override = os.environ.get("CS231N_KIT_SOURCES")
    return _read(SHIPPED) | (_read(Path(override)) if override else {})


@cache
def _read(path: Path) -> dict[str, Source]:
    try:
        table = json.loads(path.read_text(encoding="utf-8"))
        return {name: _source(name, entry) for name, entry in table.items()}
    except OSError as error:
        raise DataError(f"cannot read the table of data sources {path}: {error.strerror}") from None
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise DataError(
            f"{path} is not a table of data sources ({error}); see {SHIPPED} for its form"
        ) from None


def _source(name: str, entry: dict) -> Source:
    archives = tuple(
        Archive(_plain(a["name"]), int(a["size"]), a["sha256"].lower(), tuple(a["urls"]))
        for a in entry["archives"]
    )
    members, unpacked = (
        {_plain(member): checksum.lower() for member, checksum in files.items()}
        for files in (entry["members"], entry.get("unpacked", {}))
    )
    return Source(name, entry["title"], _plain(entry["folder"]), archives, members, unpacked)


def _plain(name: str) -> str:
    """A name that stays inside the folder it is joined to: these become paths that are written to."""
    if name in ("", ".", "..") or Path(name).name != name:
        raise ValueError(f"{name!r} must be the plain name of a file or folder")
    return name
