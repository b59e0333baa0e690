"""A data set, complete and verified, in its folder: what ``cs231n-kit data`` does.

First it is decided, by checksums, what is missing; then that is fetched, verified, unpacked into
a folder beside the target, verified again, and only then renamed into place.
"""

import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from ...errors import DataError
from ..checksums import faults
from ..folders import VARIABLE, data_folder
from ..lock import lock
from ..sample.draw import sample_root
from ..sources import Archive, Source, source, sources
from .download import Say, download, part_of
from .given import stage, stage_given
from .transfer import PATIENCE, Patience


def run_data(name: str = "cifar10", from_file: Path | None = None) -> int:
    """Install the data set `name`, or ``"all"``, into the data folder; the exit code.

    Raises
    ------
    DataError
        If that cannot be done: one sentence, or one line a mirror.
    """
    downloadable = [one for one in sources().values() if one.archives]
    chosen = downloadable if name == "all" else [source(name)]
    if from_file and len(chosen) > 1:
        raise DataError("--from gives the files of one data set: name it, as in `data cifar10 --from FILE`")
    root = target_folder()
    try:
        for one in chosen:
            install(one, root, from_file=from_file)
    except KeyboardInterrupt:
        print("\nStopped; the same command goes on from here.", file=sys.stderr)
        return 130
    print("Next: `cs231n-kit lab` (or `make lab`) opens the notebooks.")
    return 0


def target_folder() -> Path:
    """The data folder; one that ``CS231N_KIT_DATA`` names is made where only its last part is absent."""
    if named := os.environ.get(VARIABLE):
        folder = Path(named).expanduser().resolve()
        if folder.parent.is_dir() and not folder.exists():
            with _told_plainly(folder):
                folder.mkdir()
    folder = data_folder()
    if folder == sample_root():
        raise DataError(
            f"{VARIABLE} names the folder of the kit's own sample, {folder}; unset it, or name another folder"
        )
    return folder


def install(
    source: Source,
    root: Path,
    *,
    from_file: Path | None = None,
    patience: Patience = PATIENCE,
    say: Say = print,
) -> Path:
    """Make sure that `root` holds the data set `source`, every member verified; its folder.

    Members that are right stay as they are, as does whatever else lies in the folder. With
    `from_file` nothing is downloaded.

    Raises
    ------
    DataError
        If the data set could not be completed, or `root` cannot be written to.
    """
    if not source.archives:
        raise DataError(f"{source.title} is drawn by the kit when it is needed; there is nothing to fetch")
    folder, workshop = root / source.folder, root / ".downloads"
    with _told_plainly(root):
        if not faults(folder, source.members):
            say(f"{source.title} is complete in {folder}, nothing to do.")
            return folder
        workshop.mkdir(parents=True, exist_ok=True)
        with (
            lock(workshop / f"{source.name}.lock", say),
            _emptied(workshop / f"{source.name}.new") as staging,
        ):
            # Another run may have finished the work while this one waited.
            if lacking := faults(folder, source.members):
                if folder.is_dir():
                    say(f"{folder} needs repair: {_listed(lacking)}")
                if from_file:
                    stage_given(source, from_file, lacking, staging)
                else:
                    _stage_downloads(source, lacking, workshop, staging, patience, say)
                _place(source, lacking, staging, folder)
            for archive in source.archives:
                part_of(archive, workshop).unlink(missing_ok=True)
    say(f"{source.title} is complete in {folder}: {len(source.members)} files, all checksums right.")
    return folder


def _stage_downloads(
    source: Source, lacking: Mapping[str, str], workshop: Path, staging: Path, patience: Patience, say: Say
) -> None:
    archives = _archives_with(source, lacking)
    say(f"{source.title}: {sum(archive.size for archive in archives) / 1e6:,.1f} MB to fetch")
    # All of them before the first is staged: what was fetched outlives a mirror that fails.
    parts = [download(archive, workshop, patience=patience, say=say) for archive in archives]
    say("  verifying and unpacking")
    for archive, part in zip(archives, parts, strict=True):
        stage(source, archive, part, lacking, staging)


def _archives_with(source: Source, lacking: Mapping[str, str]) -> list[Archive]:
    """The archives in which the `lacking` members are: an archive may be a member itself."""
    packed = set(lacking) - {archive.name for archive in source.archives}
    return [a for a in source.archives if a.name in lacking or (packed and a.name not in source.members)]


def _place(source: Source, lacking: Mapping[str, str], staging: Path, folder: Path) -> None:
    """Verify what was staged and rename it into `folder`: all that is lacking, or nothing.

    Only a member that is a download by itself may go alone: such a data set is collected file by
    file where they are given one at a time.
    """
    wrong = faults(staging, {member: source.members[member] for member in lacking})
    if not wrong and not os.path.lexists(folder):
        staging.rename(folder)
        return
    alone = {archive.name for archive in source.archives}
    for member in lacking:
        if not wrong or (member in alone and member not in wrong):
            folder.mkdir(exist_ok=True)
            (staging / member).replace(folder / member)
    if wrong:
        raise DataError(
            f"{source.title} is still incomplete in {folder}: {_listed(wrong)};"
            " give the right files with --from, or run the same command without it to download them"
        )


def _listed(wrong: Mapping[str, str]) -> str:
    return ", ".join(f"{member} ({fault})" for member, fault in wrong.items())


@contextmanager
def _emptied(folder: Path) -> Iterator[Path]:
    """A folder to work in, empty even after a run that was killed, and gone in the end."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _told_plainly(folder: Path) -> Iterator[None]:
    """The network's errors never come this far: an OSError here is the disk's."""
    try:
        yield
    except OSError as error:
        raise DataError(
            f"{error.filename or folder} cannot be read or written ({error.strerror}); make room, correct"
            f" its permissions, or let {VARIABLE} name another folder"
        ) from None
