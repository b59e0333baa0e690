"""One grader a folder: the second is told so at once."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ..errors import KitError

FILE = ".gradebook.lock"
HELD = (errno.EACCES, errno.EAGAIN)


@contextmanager
def lock(folder: Path) -> Iterator[None]:
    """Make the folder and hold its lock, a file that is made where it is absent and never removed.

    It is a lock of POSIX and not one of ``flock``: the system lets go of it when this very process ends,
    however it ends, even if a child of it lives a moment longer.
    """
    import fcntl  # not on Windows, where this file is imported for its help alone

    try:
        folder.mkdir(parents=True, exist_ok=True)
        file = (folder / FILE).open("ab")
    except OSError as error:
        raise KitError(
            f"--out must be a folder that can be written, and {folder} cannot be ({error.strerror});"
            " correct that or name another"
        ) from None
    with file:
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            # Some network drives know no locks: better to go on there than never to start.
            if error.errno in HELD:
                raise KitError(
                    f"another grader is at work in {folder}; wait until it is done, or name another folder"
                    " with --out"
                ) from None
        yield
