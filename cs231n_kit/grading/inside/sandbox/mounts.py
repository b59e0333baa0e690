"""A view of the file system with little in it, built of read-only copies of parts of the real one.

The calls are those of Linux 5.12, which copy a mount and change all that lies beneath it at once.
"""

import ctypes
import os
from collections.abc import Sequence
from pathlib import Path

from .kernel import call

HERE, CLONE, CLOEXEC, RECURSIVE, EMPTY_PATH = -100, 1, os.O_CLOEXEC, 0x8000, 0x1000
RDONLY, NOSUID, NODEV, NOEXEC = 1, 2, 4, 8  # the same bits for mount and for mount_setattr
PRIVATE, ALL_BENEATH, BIND, REMOUNT = 1 << 18, 1 << 14, 1 << 12, 1 << 5
FROM_DESCRIPTOR, DETACH = 4, 2


class _Attributes(ctypes.Structure):
    _fields_ = [(name, ctypes.c_uint64) for name in ("set", "clear", "propagation", "user")]


def keep_to_oneself() -> None:
    """No mount made from now on shows outside this namespace, nor the other way round."""
    call("mount", None, b"/", None, PRIVATE | ALL_BENEATH, None)


def copy(path: Path, attributes: int) -> int:
    """A copy, not attached anywhere yet, of `path` and all that is mounted beneath it."""
    mount = call("open_tree", HERE, os.fsencode(path), CLONE | CLOEXEC | RECURSIVE)
    change = _Attributes(attributes)
    call("mount_setattr", mount, b"", EMPTY_PATH | RECURSIVE, ctypes.byref(change), ctypes.sizeof(change))
    return mount


def attach(mount: int, target: Path) -> None:
    """Attach a copy to an existing file or folder."""
    call("move_mount", mount, b"", HERE, os.fsencode(target), FROM_DESCRIPTOR)
    os.close(mount)


def memory_folder(target: Path, options: str, flags: int = NOSUID | NODEV) -> None:
    """Mount a folder that lives in memory."""
    call("mount", b"tmpfs", os.fsencode(target), b"tmpfs", flags, options.encode())


def make_read_only(target: Path) -> None:
    """Let nobody create anything in a mounted folder any more."""
    call("mount", None, os.fsencode(target), None, BIND | REMOUNT | RDONLY | NOSUID | NODEV, None)


def become_root(target: Path) -> None:
    """Make a mounted folder the root of this namespace, and let go of the old one."""
    os.chdir(target)
    call("pivot_root", b".", b".")  # the old root now lies over the new one
    call("umount2", b".", DETACH)
    os.chdir("/")


def outermost(paths: Sequence[Path]) -> list[Path]:
    """Those that lie beneath none of the others, in order."""
    return sorted(path for path in set(paths) if not any(parent in paths for parent in path.parents))
