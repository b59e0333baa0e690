"""The notebooks in a submission, read as safely as its task files: what those refuse is refused here."""

import io
import os
import tarfile
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO, TypeVar

from ..intake import Source
from ..intake.archive import contents_of
from ..intake.entries import LIMITS, Contents, Entry, Unreadable, inside, kept
from ..intake.folder import file_entry, folder_contents, open_regular
from ..intake.names import ARCHIVES, plain, shown
from ..intake.tarred import BROKEN as BROKEN_TAR
from ..intake.zipped import BROKEN as BROKEN_ZIP
from ..intake.zipped import METHODS, opened, part_of

NOTEBOOK = replace(LIMITS, file=2**24)  # bytes: with pictures in their outputs they are larger than code
MOST = 6  # notebooks that are looked at: some hand in all of their folder
SUFFIX = ".ipynb"
T = TypeVar("T")


def notebooks(source: Source, name: str) -> list[Entry]:
    """The notebooks of a submission that are most likely to be `name`, the likeliest first.

    Raises
    ------
    Unreadable
        If it is broken, or holds more than is looked at.
    """
    try:
        return _likely(source, name)
    except OSError as error:  # it may be changed, or taken away, while it is read
        raise Unreadable(f"It cannot be read ({error.strerror or error}).") from None
    except (*BROKEN_TAR, *BROKEN_ZIP) as error:
        raise Unreadable(f"It is broken ({plain(str(error) or type(error).__name__)}).") from None


def _likely(source: Source, name: str) -> list[Entry]:
    if source.path.is_symlink():
        raise Unreadable("It is a symbolic link, and links are not followed.")
    if not source.parts:
        return _on_disk(source.path, source.path.name, name)
    if source.path.is_dir():
        found = [_on_disk(source.path / place, part or place, name) for place, part in source.parts]
    else:
        with opened(source.path) as archive:
            found = [_in_class(archive, place, part, name) for place, part in source.parts]
    return _first([entry for entries in found for entry in entries], name, lambda entry: entry.path)


def _on_disk(place: Path, called: str, name: str) -> list[Entry]:
    """Of a folder, an archive or a notebook."""
    if place.is_dir() and not place.is_symlink():
        contents = folder_contents(place, LIMITS)
        paths, archives = _notebooks(contents, name), contents.aside.get("archive", [])
        if not paths and len(archives) == 1:
            return _on_disk(place / archives[0], archives[0], name)
        return [file_entry(place / path, path, NOTEBOOK) for path in paths]
    if called.lower().endswith(SUFFIX):
        return [file_entry(place, called, NOTEBOOK)]
    if not called.lower().endswith(ARCHIVES):
        return []
    with os.fdopen(open_regular(place), "rb") as file:
        return _packed(file, os.fstat(file.fileno()).st_size, called, name)


def _packed(file: BinaryIO, size: int, called: str, name: str) -> list[Entry]:
    """Of an archive; it is looked through first as when it is graded, which refuses what is a trap."""
    paths = _notebooks(contents_of(file, size, called, LIMITS), name)
    file.seek(0)
    is_zip = file.read(2) == b"PK"
    file.seek(0)
    if not paths:
        return []
    if is_zip:
        with zipfile.ZipFile(file) as archive:
            return list(_zipped(archive, archive.infolist(), paths))
    with tarfile.open(fileobj=file) as tar:
        return list(_tarred(tar, paths))


def _in_class(archive: zipfile.ZipFile, place: str, part: str, name: str) -> list[Entry]:
    """Of a file or folder in the .zip of a class."""
    if not part:
        contents = part_of(archive, place, "", LIMITS)
        paths, archives = _notebooks(contents, name), contents.aside.get("archive", [])
        if not paths and len(archives) == 1:
            return _in_class(archive, f"{place}/{archives[0]}", archives[0], name)
        return list(_zipped(archive, archive.infolist(), paths, f"{place}/"))
    info = archive.getinfo(place)
    if part.lower().endswith(SUFFIX):
        return [Entry(part, info.file_size, kept(_member(archive, info, NOTEBOOK.file)))]
    if not part.lower().endswith(ARCHIVES):
        return []
    data = _member(archive, info, LIMITS.harmless)
    return _packed(io.BytesIO(data), len(data), part, name)


def _zipped(
    archive: zipfile.ZipFile, infos: Sequence[zipfile.ZipInfo], paths: Sequence[str], under: str = ""
) -> Iterator[Entry]:
    found = {
        path: info
        for info in infos
        if info.orig_filename.startswith(under)
        and (path := inside(info.orig_filename.removeprefix(under), LIMITS)) in paths
    }
    for path in paths:
        if path in found:
            yield Entry(path, found[path].file_size, kept(_member(archive, found[path], NOTEBOOK.file)))


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, most: int) -> bytes:
    if info.flag_bits & 1 or info.compress_type not in METHODS:
        raise Unreadable(f"{shown(info.filename)} is encrypted, or compressed in a way that is not read.")
    if info.file_size > most:
        return b""
    with archive.open(info) as file:
        return file.read(most + 1)


def _tarred(archive: tarfile.TarFile, paths: Sequence[str]) -> Iterator[Entry]:
    found: dict[str, Entry] = {}
    for member in archive:
        path = inside(member.name, LIMITS)
        if path is not None and path in paths and member.isfile() and (file := archive.extractfile(member)):
            data = file.read(NOTEBOOK.file + 1) if member.size <= NOTEBOOK.file else b""
            found[path] = Entry(path, member.size, kept(data))
    yield from (found[path] for path in paths if path in found)


def _notebooks(contents: Contents, name: str) -> list[str]:
    return _first(contents.aside.get("notebook", []), name, lambda path: path)


def _first(found: list[T], name: str, path: Callable[[T], str]) -> list[T]:
    """Those of the right name before others, those that lie high before those that lie deep."""

    def unlikeliness(one: T) -> tuple[bool, int, str]:
        return path(one).rpartition("/")[2] != f"{name}{SUFFIX}", path(one).count("/"), path(one)

    return sorted(found, key=unlikeliness)[:MOST]
