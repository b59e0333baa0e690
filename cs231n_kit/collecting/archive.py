"""The archive: the same bytes for the same files, whole or not there."""

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

from ..errors import KitError
from ..files import write_atomically

_DATE = (1980, 1, 1, 0, 0, 0)  # the first that a zip knows: when it was packed is not among the inputs
_MODE = 0o100644 << 16


def target(out: Path) -> Path:
    """The absolute path to write to.

    Raises
    ------
    KitError
        If no .zip can be written there.
    """
    if out.suffix.lower() != ".zip":
        raise KitError(f"--out must name a .zip file, got {str(out)!r}; add .zip to it")
    place = out.absolute()
    if place.is_dir():
        raise KitError(f"--out must name a file, but {place} is a folder; name a .zip in it")
    if not place.parent.is_dir():
        raise KitError(f"--out must lie in a folder that is there, but {place.parent} is none; make it first")
    return place.resolve() if place.is_symlink() else place


def write_archive(place: Path, files: Mapping[str, bytes]) -> int:
    """Write `files` by their names as a zip to `place`; the number of its bytes.

    An older one is replaced once the new one is complete.
    """
    data = packed(files)
    try:
        write_atomically(place, data)
    except OSError as error:
        raise KitError(
            f"the archive must be written to {place}, but that cannot be done ({error.strerror});"
            " name another place by --out"
        ) from None
    return len(data)


def packed(files: Mapping[str, bytes]) -> bytes:
    """A zip of `files` in their order."""
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w") as archive:
        for name, data in files.items():
            info = zipfile.ZipInfo(name, _DATE)
            info.create_system, info.external_attr = 3, _MODE  # as on Unix, wherever it is packed
            archive.writestr(info, data, zipfile.ZIP_DEFLATED, 9)
    with zipfile.ZipFile(memory) as archive:
        broken = archive.testzip()
    if broken:
        raise KitError(f"the archive must unpack to what was packed, but {broken} does not; collect again")
    return memory.getvalue()
