"""A submission that is an archive: which kind it is by its first bytes, whatever its name says."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from .entries import Contents, Limits, Unreadable
from .folder import open_regular
from .names import shown
from .tarred import tar_contents
from .zipped import zip_contents

SUFFIXES = {".zip": "zip", ".tar.gz": "gzip", ".tgz": "gzip", ".tar": "tar"}
FOREIGN = {b"Rar!": ".rar", b"7z\xbc\xaf": ".7z", b"BZh": ".tar.bz2", b"\xfd7zX": ".tar.xz"}
ASKED_FOR = "hand in a .zip, a .tar.gz or the .py files"


def archive_contents(path: Path, limits: Limits) -> Contents:
    """What an archive holds; it is read in memory, and nothing of it is written anywhere.

    Raises
    ------
    Unreadable
        If it is broken, encrypted, of a kind that is not read, or larger than is looked at.
    """
    with _opened(path) as file:
        return contents_of(file, os.fstat(file.fileno()).st_size, path.name, limits)


def contents_of(file: BinaryIO, size: int, name: str, limits: Limits) -> Contents:
    """The same for an archive of `size` bytes that is open."""
    kind = _kind(file)
    contents = zip_contents(file, size, limits) if kind == "zip" else tar_contents(file, size, kind, limits)
    expected = next((kind for suffix, kind in SUFFIXES.items() if name.lower().endswith(suffix)), kind)
    if kind != expected:
        said = {"zip": "a .zip", "gzip": "a .tar.gz", "tar": "a .tar"}[kind]
        contents.notes.append(f"The archive {shown(name)} is {said}, whatever its name says.")
    return contents


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    try:
        descriptor = open_regular(path)
    except OSError as error:
        raise Unreadable(f"The file cannot be read: {error.strerror or error}.") from None
    with os.fdopen(descriptor, "rb") as file:
        yield file


def _kind(file: BinaryIO) -> str:
    start = file.read(512)
    file.seek(0)
    if not start:
        raise Unreadable(f"The archive is an empty file; {ASKED_FOR}.")
    if start.startswith(b"PK"):
        return "zip"
    if start.startswith(b"\x1f\x8b"):
        return "gzip"
    if start[257:262] == b"ustar":
        return "tar"
    foreign = next((suffix for magic, suffix in FOREIGN.items() if start.startswith(magic)), "")
    if foreign:
        raise Unreadable(f"An archive of the kind {foreign} is not opened; {ASKED_FOR}.")
    raise Unreadable(f"The archive is broken: it does not begin as a .zip or .tar.gz does; {ASKED_FOR}.")
