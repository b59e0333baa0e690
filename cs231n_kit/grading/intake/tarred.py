"""A tar archive, compressed or not: read once from front to end, and no further than the limits."""

import gzip
import tarfile
import zlib
from typing import BinaryIO, cast

from .entries import SMALLER, Contents, Entry, Limits, Unreadable, inside, kept, megabytes
from .names import plain

CHUNK = 2**15
# All that tarfile and gzip have been seen to raise on a file that is none.
BROKEN = (
    *(tarfile.TarError, zlib.error, EOFError, OSError),
    *(ValueError, IndexError, KeyError, OverflowError, RecursionError),
)


def tar_contents(file: BinaryIO, size: int, kind: str, limits: Limits) -> Contents:
    """What a tar archive of `size` bytes holds. Its Python files are read on the way.

    Parameters
    ----------
    file : binary file
    size : int
    kind : str
        ``"gzip"`` or ``"tar"``.
    limits : Limits

    Raises
    ------
    Unreadable
        If it is broken, or holds more than is looked at.
    """
    unpacked = cast(BinaryIO, gzip.GzipFile(fileobj=file)) if kind == "gzip" else file
    name = ".tar.gz" if kind == "gzip" else ".tar"
    forward = _Forward(unpacked, size, name, limits)
    try:
        with tarfile.TarFile(fileobj=cast(BinaryIO, forward)) as archive:
            return _contents(archive, name, limits)
    except BROKEN as error:
        reason = plain(str(error) or type(error).__name__)
        raise Unreadable(f"The {name} is broken ({reason}); make it anew and hand it in again.") from None


def _contents(archive: tarfile.TarFile, name: str, limits: Limits) -> Contents:
    contents = Contents()
    files: dict[str, Entry] = {}
    budget = limits.python
    while (member := archive.next()) is not None:
        archive.members.clear()  # type: ignore[attr-defined]  # these two would grow with the archive
        archive.pax_headers.clear()  # type: ignore[attr-defined]
        contents.seen += 1
        if contents.seen > limits.entries:
            raise Unreadable(f"The {name} holds more than {limits.entries:,} files; {SMALLER}.")
        path = _path(member, contents, limits)
        if path is None:
            continue
        if path in files:
            contents.leave("twice", path)
        data = _content(archive, member, limits)
        budget -= len(data)
        if budget < 0:
            raise Unreadable(
                f"The {name} holds more than {megabytes(limits.python)} of Python files; {SMALLER}."
            )
        files[path] = Entry(path, member.size, kept(data))
    contents.files.extend(files.values())
    return contents


def _path(member: tarfile.TarInfo, contents: Contents, limits: Limits) -> str | None:
    """The path of a Python file; the others are noted."""
    path = inside(member.name, limits)
    if path is None:
        contents.leave("outside", member.name[: limits.path])
    elif member.issym() or member.islnk():
        contents.leave("link", path)
    elif not (member.isfile() or member.isdir()) or member.issparse():
        contents.leave("special", path)
    elif member.isfile() and contents.wants(path):
        return path
    return None


def _content(archive: tarfile.TarFile, member: tarfile.TarInfo, limits: Limits) -> bytes:
    """The bytes of a file; of one that is too large none."""
    file = archive.extractfile(member) if member.size <= limits.file else None
    parts = []
    while file and (part := file.read(CHUNK)):
        parts.append(part)
    return b"".join(parts)


class _Forward:
    """A stream that only goes forward: `tarfile` asks to go back only where an archive is forged."""

    def __init__(self, file: BinaryIO, size: int, name: str, limits: Limits) -> None:
        self._file, self._name, self._limits = file, name, limits
        self._most = min(limits.total, max(limits.harmless, limits.ratio * size))
        self._most_read = (
            limits.python + limits.entries * 1024
        )  # a header has 512 bytes, or has another before
        self._said = megabytes(size)
        self._place = self._read = 0

    def tell(self) -> int:
        return self._place

    def seek(self, place: int) -> int:
        if place < self._place:
            raise tarfile.ReadError("a file begins before the one in front of it ends")
        while self._place < place and self._next(min(place - self._place, CHUNK)):
            pass
        return self._place

    def read(self, size: int) -> bytes:
        self._read += size
        if size > self._limits.header:  # files are read in smaller parts
            raise Unreadable(f"The {self._name} has a header of {megabytes(size)}; {SMALLER}.")
        if self._read > self._most_read:
            most = megabytes(self._most_read)
            raise Unreadable(f"The {self._name} has more than {most} of headers and Python files; {SMALLER}.")
        return self._next(size)

    def _next(self, size: int) -> bytes:
        data = self._file.read(size)
        self._place += len(data)
        if self._place > self._most:
            raise Unreadable(
                f"The {self._name} of {self._said} unpacks to more than {megabytes(self._most)}, which is not"
                f" done; {SMALLER}."
            )
        return data
