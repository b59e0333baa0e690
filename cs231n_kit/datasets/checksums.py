"""What is in a folder, judged by checksums."""

import hashlib
from collections.abc import Mapping
from pathlib import Path


def sha256(path: Path) -> str:
    """The sha256 of a file, in lower-case hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def faults(folder: Path, members: Mapping[str, str]) -> dict[str, str]:
    """What is wrong with the `members` (name → sha256) of `folder`: name → fault, empty if nothing is."""
    found = {member: _fault(folder / member, checksum) for member, checksum in members.items()}
    return {member: fault for member, fault in found.items() if fault}


def _fault(path: Path, checksum: str) -> str | None:
    if not path.exists():
        return "missing"
    if not path.is_file():
        return "not a file"
    return None if sha256(path) == checksum else "another checksum"
