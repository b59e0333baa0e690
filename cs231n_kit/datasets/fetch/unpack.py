"""How the files of an archive get into a folder."""

import gzip
import shutil
import tarfile
import zlib
from collections.abc import Iterable
from pathlib import Path

from ...errors import DataError

LARGEST = 1 << 28
KINDS = {
    tarfile.SYMTYPE: "a symbolic link",
    tarfile.LNKTYPE: "a hard link",
    tarfile.DIRTYPE: "a folder",
    tarfile.CHRTYPE: "a device",
    tarfile.BLKTYPE: "a device",
    tarfile.FIFOTYPE: "a pipe",
}


def unpack(archive: Path, folder: str, members: Iterable[str], into: Path, *, largest: int = LARGEST) -> None:
    """Write the `members` of `folder` in a tar `archive` to `into`; what else it holds stays in it.

    Only an entry called exactly ``folder/member`` is looked at, and only its bytes are taken: no
    name, mode, owner or link of the archive ever reaches the file system.

    Raises
    ------
    DataError
        If the archive cannot be read, or a member is no regular file or larger than `largest` bytes.
    """
    wanted = {f"{folder}/{member}": into / member for member in members}
    # Python's own net under ours; Python before 3.11.4 has none.
    data_filter = getattr(tarfile, "data_filter", lambda entry, path: entry)
    try:
        with tarfile.open(archive) as tar:
            for entry in tar:
                if entry.name in wanted:
                    _require_plain(entry, archive, largest)
                    _write(tar, data_filter(entry, str(into)), wanted[entry.name])
    except (tarfile.TarError, gzip.BadGzipFile, zlib.error, EOFError) as error:
        raise DataError(
            f"{archive} cannot be unpacked ({error}); it must be a tar archive that holds {folder}/"
        ) from None


def _require_plain(entry: tarfile.TarInfo, archive: Path, largest: int) -> None:
    if not entry.isreg():
        kind = KINDS.get(entry.type, "something else")
        raise DataError(
            f"{archive} holds {entry.name} as {kind}, and only regular files are taken;"
            " get the archive elsewhere"
        )
    if entry.size > largest:
        raise DataError(
            f"{archive} holds {entry.name} with {entry.size:,} bytes, and a member may have {largest:,};"
            " get the archive elsewhere"
        )


def _write(tar: tarfile.TarFile, entry: tarfile.TarInfo, path: Path) -> None:
    content = tar.extractfile(entry)
    assert content is not None  # it is a regular file
    with content, path.open("wb") as file:
        shutil.copyfileobj(content, file, 1 << 20)
