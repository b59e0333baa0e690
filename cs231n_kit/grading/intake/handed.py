"""What one student handed in through a platform: some files and folders of a class's folder or .zip."""

import io
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

from .archive import archive_contents, contents_of
from .entries import Contents, Limits, Unreadable, megabytes
from .folder import file_entry, folder_contents
from .names import plain
from .zipped import BROKEN, opened, part_of

Parts = Sequence[tuple[str, str]]


def handed_in(path: Path, parts: Parts, limits: Limits) -> Contents:
    """The parts as one submission, under the names that the student gave; an archive that is alone is read.

    Raises
    ------
    Unreadable
        If one of them is broken, or holds more than is looked at.
    """
    if path.is_dir():
        return _together(
            parts,
            lambda place, name: _on_disk(path / place, name, limits),
            lambda place: archive_contents(path / place, limits),
        )
    try:
        with opened(path) as archive:
            return _together(
                parts,
                lambda place, name: part_of(archive, place, name, limits),
                lambda place: _packed(archive, place, limits),
            )
    except BROKEN as error:
        reason = plain(str(error) or type(error).__name__)
        raise Unreadable(f"The .zip of the class is broken ({reason}); download it again.") from None


def _together(
    parts: Parts, contents_at: Callable[[str, str], Contents], unpack: Callable[[str], Contents]
) -> Contents:
    contents = Contents()
    archives: dict[str, str] = {}  # by the names that the student gave them, where they lie
    for place, name in parts:
        part = contents_at(place, name)
        contents.files += part.files
        contents.notes += part.notes
        contents.seen += part.seen
        for what, paths in part.aside.items():
            for one in paths:
                contents.leave(what, one)
                if what == "archive":
                    archives[one] = place if name else f"{place}/{one}"
    if contents.has_python() or len(archives) != 1:
        return contents
    return unpack(*archives.values())


def _on_disk(place: Path, name: str, limits: Limits) -> Contents:
    if not name:
        return folder_contents(place, limits)
    contents = Contents(seen=1)
    if place.is_symlink():
        contents.leave("link", name)
    elif not place.is_file():
        contents.leave("special", name)
    elif contents.wants(name):
        contents.files.append(file_entry(place, name, limits))
    return contents


def _packed(archive: zipfile.ZipFile, place: str, limits: Limits) -> Contents:
    """An archive in the class's .zip; it is held in memory, so it cannot be as large as one on disk."""
    info = archive.getinfo(place)
    if info.file_size > limits.harmless:
        raise Unreadable(
            f"It is an archive of {megabytes(info.file_size)} in that of the class; unpack the class's .zip"
            " and grade the folder."
        )
    with archive.open(info) as file:
        data = file.read(limits.harmless + 1)
    return contents_of(io.BytesIO(data), len(data), place, limits)
