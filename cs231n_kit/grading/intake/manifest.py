"""The ``manifest.json`` of an archive made by ``cs231n-kit collect``: what it says, against what is there.

All of it can be forged, so it only gives notes: never does it bear on what is graded.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any

from ... import __version__
from ...releases import told_of_submission
from .entries import Contents, Entry, Unreadable
from .names import plain, shown

NAME = "manifest.json"
SCHEMA = 1
MOST = 2**17  # bytes


def take_manifest(contents: Contents) -> Entry | None:
    """Take the manifest out of what a submission holds: that which lies highest, or comes first."""
    found = [entry for entry in contents.files if entry.path.rpartition("/")[2] == NAME]
    contents.files = [entry for entry in contents.files if entry not in found]
    return min(found, key=lambda entry: (entry.path.count("/"), entry.path), default=None)


def manifest_notes(manifest: Entry, taken: Mapping[str, Entry]) -> Iterator[str]:
    """What to know: that the kit was another version, that files were changed since they were collected.

    Parameters
    ----------
    manifest : Entry
    taken : dict
        The files that are graded, by the task files that they were taken for.
    """
    try:
        told = _read(manifest)
    except (ValueError, RecursionError, OSError, Unreadable) as error:
        why = str(error) if isinstance(error, _Odd) else "it is no JSON that can be read"
        yield f"{shown(manifest.path)} was left out: {why}."
        return
    version = told.get("kit_version")
    if said := told_of_submission(told.get("release"), taken):
        yield said
    elif isinstance(version, str) and version != __version__:
        yield f"It was collected with version {plain(version)} of the kit, and is graded with {__version__}."
    top = manifest.path[: -len(NAME)]
    for file, entry in taken.items():
        kept = told["files"].get(entry.path.removeprefix(top)) if entry.path.startswith(top) else None
        if kept is None:
            yield f"{file}: {shown(entry.path)} is not in {shown(manifest.path)}."
        elif kept != hashlib.sha256(entry.content()).hexdigest():
            yield f"{file}: {shown(entry.path)} was changed after it was collected (its SHA-256 is another)."


class _Odd(ValueError):
    """JSON, and no manifest."""


def _read(manifest: Entry) -> dict[str, Any]:
    data = manifest.content() if manifest.size <= MOST else b""
    if not 0 < len(data) <= MOST:
        raise _Odd(f"it must have at most {MOST:,} bytes, and has {max(manifest.size, len(data)):,}")
    told = json.loads(data)
    if not isinstance(told, dict) or not isinstance(told.get("files"), dict):
        raise _Odd("it does not list files")
    if told.get("schema") != SCHEMA:
        raise _Odd(f"its schema is not {SCHEMA}")
    return told
