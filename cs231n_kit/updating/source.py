"""The new release, read from its archive or folder and held against its own list."""

import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

from ..errors import KitError
from ..releases import NAME, Release, hashed, parsed, top_of

LARGEST = 2**28  # bytes of all files together; a release has a few million


def read_release(path: Path) -> tuple[Release, dict[str, bytes]]:
    """The release in a ``.zip`` or a folder, and its files by their paths.

    Only what ``RELEASE.json`` lists is read, and it must be what is listed.

    Raises
    ------
    KitError
        If there is no release in it, or it is damaged.
    """
    if path.is_dir():
        return _read(path, NAME if (path / NAME).is_file() else None, lambda name: (path / name).read_bytes())
    try:
        with zipfile.ZipFile(path) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > LARGEST:
                raise KitError(
                    f"{path} is larger than any release; get it again from where the course keeps it"
                )
            top = top_of(archive.namelist())
            return _read(path, top and top + NAME, lambda name: archive.read((top or "") + name), top)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError) as error:
        raise KitError(
            f"{path} must be the archive of a release, and it cannot be read ({error}); download it again"
        ) from None


def _read(
    path: Path, listing: str | None, read: Callable[[str], bytes], top: str | None = ""
) -> tuple[Release, dict[str, bytes]]:
    if listing is None or top is None:
        raise KitError(f"{path} must be a release for students, the .zip or its folder, but it has no {NAME}")
    content = read(NAME)
    release = parsed(content, f"{NAME} in {path}")
    files = {}
    for name, digest in release.files.items():
        try:
            files[name] = read(name)
        except (KeyError, FileNotFoundError, IsADirectoryError, NotADirectoryError):
            files[name] = b""
        if hashed(files[name]) != digest:
            raise KitError(
                f"{name} in {path} is not what the release lists: it is damaged, or somebody works in it;"
                " download it again"
            )
    return release, files | {NAME: content}


def nearest_release(folders: list[Path]) -> Path:
    """The newest archive of a release in these folders; a `KitError` if there is none."""
    found = []
    for folder in dict.fromkeys(folders):
        for path in sorted(folder.glob("*.zip")):
            try:
                with zipfile.ZipFile(path) as archive:
                    if top_of(archive.namelist()) is not None:
                        found.append(path)
            except (OSError, zipfile.BadZipFile):
                continue
    if len(found) != 1:
        there = f"there are {', '.join(map(str, found))}" if found else f"there is none in {folders[0]}"
        raise KitError(
            f"update needs the archive of the new release, and {there}; name it: cs231n-kit update FILE"
        )
    return found[0]
