"""One run at a time: the second waits, and then usually finds nothing left to do."""

import errno
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

HELD = (errno.EACCES, errno.EAGAIN, errno.EDEADLK)


@contextmanager
def lock(path: Path, say: Callable[[str], None] = print) -> Iterator[None]:
    """Hold the lock on the file `path`, made where it is absent and never removed.

    The system lets go of it when the process ends, however it ends: no stale lock is left behind.
    """
    with path.open("ab") as file:
        if not _taken(file):
            say("another run is fetching this data set; waiting for it to end")
            while not _taken(file):
                time.sleep(0.1)
        yield


def _taken(file: BinaryIO) -> bool:
    try:
        if sys.platform == "win32":
            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        # Some network drives know no locks: better to go on there than never to start.
        return error.errno not in HELD
    return True
