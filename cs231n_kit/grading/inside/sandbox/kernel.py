"""System calls that the standard library does not offer, by ctypes."""

import ctypes
import os
import platform

from ....errors import KitError

# PyDLL and not CDLL: the interpreter lock stays held during a call, as it must around a fork.
LIBC = ctypes.PyDLL(None, use_errno=True)
LIBC.syscall.restype = ctypes.c_long

MACHINES = ("x86_64", "aarch64")
# Calls that glibc has no function for, or none everywhere: number on x86_64, number on aarch64.
NUMBERS = {
    "capget": (125, 90),
    "capset": (126, 91),
    "clone": (56, 220),
    "close_range": (436, 436),
    "landlock_create_ruleset": (444, 444),
    "landlock_add_rule": (445, 445),
    "landlock_restrict_self": (446, 446),
    "mount": (165, 40),
    "mount_setattr": (442, 442),
    "move_mount": (429, 429),
    "open_tree": (428, 428),
    "pivot_root": (155, 41),
    "prctl": (157, 167),
    "seccomp": (317, 277),
    "socket": (41, 198),
    "umount2": (166, 39),
    "unshare": (272, 97),
}

NEWNS = 0x00020000  # a namespace of mounts,
NEWUTS = 0x04000000  # of host names,
NEWIPC = 0x08000000  # of System V shared memory and queues,
NEWUSER = 0x10000000  # of user ids,
NEWPID = 0x20000000  # of processes,
NEWNET = 0x40000000  # of network interfaces

PR_SET_PDEATHSIG, PR_GET_DUMPABLE, PR_SET_DUMPABLE, PR_CAPBSET_DROP = 1, 3, 4, 24
PR_SET_NO_NEW_PRIVS, PR_GET_NO_NEW_PRIVS = 38, 39


def machine() -> int:
    """The index of this machine among `MACHINES`."""
    if (name := platform.machine()) not in MACHINES:
        raise KitError(
            f"The sandbox knows {' and '.join(MACHINES)}, and this machine is {name}: grade on one of those."
        )
    return MACHINES.index(name)


def call(name: str, *arguments: object) -> int:
    """Make a system call; an error is an `OSError` that names it. Integers become C longs."""
    converted = [ctypes.c_long(value) if isinstance(value, int) else value for value in arguments]
    result = LIBC.syscall(ctypes.c_long(NUMBERS[name][machine()]), *converted)
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{name}: {os.strerror(number)}")
    return int(result)


def prctl(option: int, value: int = 0) -> int:
    """prctl(2) with one argument."""
    return call("prctl", option, value, 0, 0, 0)


def require(holds: bool, layer: str, what: str) -> None:
    """Stop everything, before any student code runs, where a wall that was put up does not stand."""
    if not holds:
        raise KitError(f"The sandbox's layer '{layer}' does not hold here ({what}): nothing was run in it.")
