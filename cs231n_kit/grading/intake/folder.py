"""A submission that is a folder, or a single file: no link is followed, and only regular files are opened."""

import os
import stat
from itertools import islice
from pathlib import Path

from .entries import SMALLER, Contents, Entry, Limits, Unreadable
from .junk import is_junk


def folder_contents(folder: Path, limits: Limits) -> Contents:
    """What a folder holds, junk left out, in the order of its names.

    Raises
    ------
    Unreadable
        If it holds more than is looked at, or cannot be read.
    """
    contents = Contents()
    todo = [("", folder)]
    while todo:
        prefix, place = todo.pop()
        if prefix.count("/") > limits.depth:
            raise Unreadable(f"It has more than {limits.depth} folders in one another; {SMALLER}.")
        for entry in _entries(place, prefix, contents, limits):
            path = f"{prefix}{entry.name}"
            if is_junk(entry.name):
                continue
            if entry.is_symlink():
                contents.leave("link", path)
            elif entry.is_dir(follow_symlinks=False):
                todo.append((f"{path}/", Path(entry.path)))
            elif not entry.is_file(follow_symlinks=False):
                contents.leave("special", path)
            elif contents.wants(path):
                contents.files.append(file_entry(Path(entry.path), path, limits))
    return contents


def file_contents(file: Path, limits: Limits) -> Contents:
    """A single file as a submission of its own."""
    contents = Contents(seen=1)
    if contents.wants(file.name.lstrip(".")):
        contents.files.append(file_entry(file, file.name, limits))
    return contents


def open_regular(path: Path) -> int:
    """A descriptor of a regular file; nothing waits for a pipe, and no link is followed.

    Raises
    ------
    OSError
        If it is something else, or cannot be opened.
    """
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    if stat.S_ISREG(os.fstat(descriptor).st_mode):
        return descriptor
    os.close(descriptor)
    raise OSError("it is not a regular file")


def _entries(folder: Path, prefix: str, contents: Contents, limits: Limits) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as scan:
            entries = list(islice(scan, limits.found - contents.seen + 1))
    except OSError as error:
        if not prefix:
            raise Unreadable(f"The folder cannot be read ({error.strerror}).") from None
        contents.leave("blocked", prefix)
        return []
    contents.seen += len(entries)
    if contents.seen > limits.found:
        raise Unreadable(f"It holds more than {limits.found:,} files; {SMALLER}.")
    return sorted(entries, key=lambda entry: os.fsencode(entry.name))


def file_entry(place: Path, path: str, limits: Limits) -> Entry:
    """A file on disk, read when it is asked for."""

    def content() -> bytes:
        with os.fdopen(open_regular(place), "rb") as file:
            return file.read(limits.file + 1)

    return Entry(path, place.lstat().st_size, content)
