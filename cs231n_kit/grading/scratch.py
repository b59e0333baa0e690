"""Temporary folders that do not pile up: what a killed process left is removed by the next one."""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir

PREFIX = "cs231n-boxes-"


@contextmanager
def scratch_folder(mode: int = 0o755) -> Iterator[Path]:
    """A folder for as long as this lasts, which everybody may read; it is locked while its process lives."""
    sweep(Path(gettempdir()))
    with TemporaryDirectory(prefix=PREFIX) as name:
        os.chmod(name, mode)  # a box has no rights of ours
        with open(Path(name) / "lock", "wb") as held:
            fcntl.flock(held, fcntl.LOCK_EX)
            yield Path(name)


def sweep(place: Path) -> None:
    """Remove the folders of this kind whose processes are gone; what is not ours stays."""
    for folder in place.glob(f"{PREFIX}*"):
        try:
            with open(folder / "lock", "r+b") as held:
                fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(folder, ignore_errors=True)
        except OSError:  # in use, being made, or somebody else's
            continue
