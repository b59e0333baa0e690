"""A zip archive: its table of contents is read, and of its files the Python files alone."""

import io
import os
import stat
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

from .entries import LIMITS, SMALLER, Contents, Entry, Limits, Unreadable, inside, kept, megabytes
from .folder import open_regular
from .names import plain, shown

# All that zipfile has been seen to raise on a file that is none.
BROKEN = (
    *(zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError),
    *(ValueError, IndexError, KeyError, OverflowError),
)
# Of the others zipfile unpacks as much at once as there is.
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


def zip_contents(file: BinaryIO, size: int, limits: Limits) -> Contents:
    """What a zip archive of `size` bytes holds. Its Python files are read now.

    Raises
    ------
    Unreadable
        If it is broken, encrypted, or holds more than is looked at.
    """
    try:
        with zipfile.ZipFile(cast(BinaryIO, _Bounded(file, limits.directory))) as archive:
            return _contents(archive, archive.infolist(), size, limits)
    except BROKEN as error:
        reason = plain(str(error) or type(error).__name__)
        raise Unreadable(f"The .zip is broken ({reason}); make it anew and hand it in again.") from None


@contextmanager
def opened(path: Path, most: int = 2**4 * LIMITS.directory) -> Iterator[zipfile.ZipFile]:
    """A class's .zip; its table of contents may be as long as that of many submissions."""
    file = os.fdopen(open_regular(path), "rb")
    with file, zipfile.ZipFile(cast(BinaryIO, _Bounded(file, most))) as archive:
        yield archive


def part_of(archive: zipfile.ZipFile, place: str, name: str, limits: Limits) -> Contents:
    """What lies at `place` in a class's .zip: a file under another name, or, without a name, a folder."""
    if name:
        info = archive.getinfo(place)
        contents = Contents(seen=1)
        if contents.wants(name):
            contents.files.append(_entry(archive, name, info, limits))
        return contents
    infos = [info for info in archive.infolist() if info.filename.startswith(f"{place}/")]
    return _contents(archive, infos, sum(info.compress_size for info in infos), limits, f"{place}/")


def _contents(
    archive: zipfile.ZipFile, infos: list[zipfile.ZipInfo], size: int, limits: Limits, under: str = ""
) -> Contents:
    if len(infos) > limits.entries:
        raise Unreadable(f"The .zip holds more than {limits.entries:,} files; {SMALLER}.")
    _require_decent(sum(info.file_size for info in infos), size, limits)
    contents = Contents(seen=len(infos))
    budget = limits.python
    for path, info in _wanted(infos, contents, limits, under).items():
        entry = _entry(archive, path, info, limits)
        budget -= len(entry.content())
        if budget < 0:
            raise Unreadable(
                f"The .zip holds more than {megabytes(limits.python)} of Python files; {SMALLER}."
            )
        contents.files.append(entry)
    return contents


def _entry(archive: zipfile.ZipFile, path: str, info: zipfile.ZipInfo, limits: Limits) -> Entry:
    data = _content(archive, path, info, limits)
    return Entry(path, max(info.file_size, len(data)), kept(data))


def _wanted(
    infos: list[zipfile.ZipInfo], contents: Contents, limits: Limits, under: str
) -> dict[str, zipfile.ZipInfo]:
    """The Python files by their paths, from `under` on; the others are noted."""
    wanted: dict[str, zipfile.ZipInfo] = {}
    for info in infos:
        path = inside(
            info.orig_filename.removeprefix(under), limits
        )  # the other name ends where a null byte is
        if path is None:
            contents.leave("outside", info.filename)
        elif _is_link(info):
            contents.leave("link", path)
        elif not info.is_dir() and contents.wants(path):
            if path in wanted:
                contents.leave("twice", path)
            wanted[path] = info
    return wanted


def _content(archive: zipfile.ZipFile, path: str, info: zipfile.ZipInfo, limits: Limits) -> bytes:
    """The bytes of a file; of one that is too large none."""
    if info.flag_bits & 1:
        raise Unreadable(f"The .zip is encrypted ({shown(path)}); hand it in without a password.")
    if info.compress_type not in METHODS:
        raise Unreadable(
            f"The .zip is compressed in a way that is not read ({shown(path)}); make a plain .zip."
        )
    if info.file_size > limits.file:
        return b""
    with archive.open(info) as file:
        return file.read(limits.file + 1)


def _require_decent(total: int, size: int, limits: Limits) -> None:
    if total > limits.total or (total > limits.harmless and total > limits.ratio * size):
        raise Unreadable(
            f"The .zip of {megabytes(size)} would unpack to {megabytes(total)}, which is not done; {SMALLER}."
        )


def _is_link(info: zipfile.ZipInfo) -> bool:
    """Links, and devices: what is, by its mode, neither a file nor a folder."""
    return stat.S_IFMT(info.external_attr >> 16) not in (0, stat.S_IFREG, stat.S_IFDIR)


class _Bounded:
    """A file of which no more than `most` bytes are read at once: zipfile reads a table of contents whole."""

    def __init__(self, file: BinaryIO, most: int) -> None:
        self._file, self._most = file, most

    def read(self, size: int = -1) -> bytes:
        data = self._file.read(self._most + 1 if size < 0 else min(size, self._most + 1))
        if len(data) > self._most:
            raise Unreadable(
                f"The .zip has a table of contents of more than {megabytes(self._most)}; {SMALLER}."
            )
        return data

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        return self._file.tell()

    def seekable(self) -> bool:
        return True
