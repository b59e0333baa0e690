"""Landlock: which files a process may still open, from then on and for all that it starts.

https://docs.kernel.org/userspace-api/landlock.html
"""

import ctypes
import os
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path

from .kernel import call, require

EXECUTE, WRITE_FILE, READ_FILE, READ_DIR = 1 << 0, 1 << 1, 1 << 2, 1 << 3
REMOVE_FILE, MAKE_REG, TRUNCATE, IOCTL_DEV = 1 << 5, 1 << 8, 1 << 14, 1 << 15
READ = EXECUTE | READ_FILE | READ_DIR
WRITE = READ_FILE | READ_DIR | WRITE_FILE | REMOVE_FILE | MAKE_REG | TRUNCATE  # neither folders nor links
OF_A_FILE = EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE | IOCTL_DEV

# How many kinds of access to files each version of the interface knows, from version 1 on.
FILE_RIGHTS = (13, 14, 15, 15, 16)
VERSION, PATH_BENEATH = 1, 1


class _Ruleset(ctypes.Structure):
    _fields_ = [("files", ctypes.c_uint64), ("ports", ctypes.c_uint64), ("scopes", ctypes.c_uint64)]


class _PathBeneath(ctypes.Structure):
    _pack_ = 1
    _layout_ = "ms"  # what packing means; Python wants it said from 3.14 on
    _fields_ = [("access", ctypes.c_uint64), ("folder", ctypes.c_int32)]


def version() -> int:
    """The version of the kernel's interface; an OSError where there is none."""
    return call("landlock_create_ruleset", None, 0, VERSION)


def ruleset(readable: Sequence[Path], writable: Sequence[Path], hidden: Sequence[Path] = ()) -> int:
    """A descriptor of the rules: what is `readable` but not `hidden`, what is `writable`, nothing else.

    Every kind of access that the running kernel can deny is denied, and so are TCP ports, abstract sockets
    and signals to others where it knows of them.
    """
    known = version()
    files = (1 << FILE_RIGHTS[min(known, len(FILE_RIGHTS)) - 1]) - 1
    attributes = _Ruleset(files, 0b11 if known >= 4 else 0, 0b11 if known >= 6 else 0)
    size = 24 if known >= 6 else 16 if known >= 4 else 8
    rules = call("landlock_create_ruleset", ctypes.byref(attributes), size, 0)
    for path in readable:
        for part in _around(path, hidden):
            _allow(rules, part, READ & files)
    for path in writable:
        _allow(rules, path, WRITE & files)
    return rules


def _around(path: Path, hidden: Sequence[Path]) -> Iterator[Path]:
    """`path`, or where something hidden lies beneath it, all parts of it in which nothing hidden lies."""
    if path in hidden or path.is_symlink():
        return
    if not any(path in other.parents for other in hidden):
        yield path
        return
    for part in sorted(path.iterdir()):
        yield from _around(part, hidden)


def _allow(rules: int, path: Path, access: int) -> None:
    folder = os.open(path, os.O_PATH | os.O_CLOEXEC)
    try:
        if not stat.S_ISDIR(os.fstat(folder).st_mode):
            access &= OF_A_FILE
        call("landlock_add_rule", rules, PATH_BENEATH, ctypes.byref(_PathBeneath(access, folder)), 0)
    finally:
        os.close(folder)


def restrict(rules: int) -> None:
    """Bind this process to the rules, for ever; it must have given up gaining privileges before."""
    call("landlock_restrict_self", rules, 0)
    try:
        os.listdir("/")
    except PermissionError:
        return
    require(False, "landlock", "the root folder can still be listed")
