"""What ``--from`` names: an archive that is already at hand, or a folder of one's own."""

import shutil
from collections.abc import Iterable
from pathlib import Path

from ...errors import DataError
from ..checksums import sha256
from ..sources import Archive, Source
from .unpack import unpack


def stage(source: Source, archive: Archive, file: Path, wanted: Iterable[str], into: Path) -> None:
    """Put the `wanted` members that the verified `archive`, lying in `file`, has into the folder `into`."""
    if archive.name in source.members:
        shutil.copyfile(file, into / archive.name)
    else:
        unpack(file, source.folder, wanted, into)


def stage_given(source: Source, given: Path, wanted: Iterable[str], into: Path) -> None:
    """Put the `wanted` members that `given` has into the folder `into`; the caller verifies them.

    `given` is one archive under any name, or a folder that holds archives by their names, or the
    members, or the folder of the members.

    Raises
    ------
    DataError
        If `given` is none of these, or an archive has another checksum.
    """
    if not given.exists():
        raise DataError(f"--from must name a file or a folder that exists, and {given} does not")
    if given.is_dir():
        _stage_folder(source, given, wanted, into)
    else:
        stage(source, _verified(source.archives, given), given, wanted, into)
    if not any(into.iterdir()):
        raise DataError(f"{given} holds nothing that {source.title} lacks; --from must name {_forms(source)}")


def _stage_folder(source: Source, given: Path, wanted: Iterable[str], into: Path) -> None:
    for folder in (given / source.folder, given):
        found = [member for member in wanted if (folder / member).is_file()]
        for member in found:
            shutil.copyfile(folder / member, into / member)
        if found:
            return
    for archive in source.archives:
        file = given / archive.name
        if file.is_file():
            stage(source, _verified([archive], file), file, wanted, into)


def _verified(archives: Iterable[Archive], file: Path) -> Archive:
    """Which of the `archives` the `file` is, by its checksum."""
    digest = sha256(file)
    for archive in archives:
        if archive.sha256 == digest:
            return archive
    known = ", or ".join(f"{a.name} ({a.size:,} bytes, sha256 {a.sha256})" for a in archives)
    raise DataError(
        f"--from must name {known}, and {file} is another file or incomplete"
        f" ({file.stat().st_size:,} bytes, sha256 {digest}); get it again from {next(iter(archives)).urls[0]}"
    )


def _forms(source: Source) -> str:
    names = ", ".join(archive.name for archive in source.archives)
    return f"{names}, or a folder with {', '.join(source.members)}"
