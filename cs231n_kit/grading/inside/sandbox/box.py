"""One box: a fork of the server that locks itself before it runs a line of a student's."""

import os
import signal
import uuid
from collections.abc import Sequence

from ....errors import KitError
from . import landlock, limits, mounts, privileges, seccomp
from .house import House
from .kernel import LIBC, NEWIPC, NEWNET, NEWNS, NEWPID, call, require
from .limits import MB, Limits

ENVIRONMENT = {
    "LANG": "C.UTF-8",
    "PATH": "/usr/bin:/bin",
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
}
LAST = 0xFFFFFFFF  # no descriptor has a higher number


def fork(house: House) -> int:
    """Fork as `os.fork` does; with namespaces the child is the first process of its own.

    Killing that one kills all that it started. One clone(2) makes child and namespaces at once, which
    `os.fork` cannot; Python is told before and after as `os.fork` tells it.
    """
    if "namespaces" not in house.layers:
        _empty(house)
        return os.fork()
    flags = NEWPID | NEWNS | NEWIPC | signal.SIGCHLD
    if "seccomp" not in house.layers:
        flags |= NEWNET
    LIBC.PyOS_BeforeFork()
    try:
        child = call("clone", flags, 0, 0, 0, 0)
    except OSError:
        LIBC.PyOS_AfterFork_Parent()
        raise
    if child == 0:
        LIBC.PyOS_AfterFork_Child()
    else:
        LIBC.PyOS_AfterFork_Parent()
    return child


def _empty(house: House) -> None:
    """Leave nothing of an earlier box, which has ended, to the next.

    Without recursion, which folders nested deeply enough would break: what is in a folder moves up.
    """
    while entries := list(os.scandir(house.scratch)):
        for entry in entries:
            if not entry.is_dir(follow_symlinks=False):
                os.unlink(entry.path)
                continue
            os.chmod(entry.path, 0o700)
            for inner in list(os.scandir(entry.path)):
                if inner.is_dir(follow_symlinks=False):
                    os.chmod(inner.path, 0o700)  # or its parent could not change
                os.rename(inner.path, house.scratch / uuid.uuid4().hex)
            os.rmdir(entry.path)


def enter(house: House, limit: Limits, keep: Sequence[int] = ()) -> None:
    """Put up every layer of the house around this process, the child of `fork`; there is no way back.

    Only the descriptors of `keep` stay open; 0, 1 and 2 lead to ``/dev/null`` if they are not among them. An
    error means that a layer is missing: the caller must report it and run no student code.
    """
    if "namespaces" in house.layers:
        require(os.getpid() == 1, "namespaces", "the box is not the first process of its own")
        user = privileges.NOBODY if os.geteuid() == 0 else os.geteuid()
        options = f"size={limit.scratch}m,nr_inodes=4096,mode=700,uid={user}"
        mounts.memory_folder(house.scratch, options, mounts.NOSUID | mounts.NODEV | mounts.NOEXEC)
    privileges.give_up()
    privileges.die_with(house.server)
    _settle(house, limit)
    if "landlock" in house.layers:
        landlock.restrict(house.rules)
    size = int(os.pread(house.size, 100, 0).split()[0]) * os.sysconf("SC_PAGE_SIZE")
    _close_all_but(keep)
    if "rlimits" in house.layers:
        limits.impose(limit, size)
    if "seccomp" in house.layers:
        seccomp.confine()


def _settle(house: House, limit: Limits) -> None:
    """Work in the scratch folder, with an environment that tells nothing."""
    for path in house.readable:
        flags = os.R_OK | (os.X_OK if path.is_dir() else 0)
        if not os.access(path, flags):
            raise KitError(
                f"A box reads {path} as user {os.geteuid()}, who may not: make it readable to everyone."
            )
    os.chdir(house.scratch)
    os.environ.clear()
    os.environ.update(ENVIRONMENT | {name: str(house.scratch) for name in ("HOME", "TMPDIR")})
    if "namespaces" in house.layers:
        require(not os.access("/", os.W_OK), "namespaces", "the root folder can be written to")
        room = os.statvfs(".")
        require(
            room.f_blocks * room.f_frsize <= limit.scratch * MB,
            "namespaces",
            "the scratch folder has no limit",
        )


def _close_all_but(keep: Sequence[int]) -> None:
    """Close every descriptor but those named, and let no later file take the place of 0, 1 or 2."""
    null = os.open("/dev/null", os.O_RDWR)
    for standard in {0, 1, 2} - set(keep):
        os.dup2(null, standard)
    kept = sorted({0, 1, 2, *keep})
    for low, high in zip(kept, [*kept[1:], LAST + 1], strict=True):
        if low + 1 < high:
            call("close_range", low + 1, high - 1, 0)
