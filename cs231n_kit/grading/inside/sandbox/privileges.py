"""Giving up privileges: an ordinary user id, no capability, nothing to gain, nothing to attach to."""

import ctypes
import os
import select
import signal

from .kernel import (
    PR_CAPBSET_DROP,
    PR_GET_DUMPABLE,
    PR_GET_NO_NEW_PRIVS,
    PR_SET_DUMPABLE,
    PR_SET_NO_NEW_PRIVS,
    PR_SET_PDEATHSIG,
    call,
    prctl,
    require,
)

NOBODY = 65534
VERSION_3 = 0x20080522  # of capget and capset: two words of 32 capabilities each
CAP_SYS_ADMIN, CAP_LAST = 21, 63


class _Header(ctypes.Structure):
    _fields_ = [("version", ctypes.c_uint32), ("pid", ctypes.c_int)]


class _Capabilities(ctypes.Structure):
    """Effective, permitted and inheritable capabilities 0 to 31, then the same three of 32 to 63."""

    _fields_ = [("words", ctypes.c_uint32 * 6)]


def capabilities() -> list[int]:
    """The six words of this process's capabilities: effective, permitted, inheritable, twice."""
    found = _Capabilities()
    call("capget", ctypes.byref(_Header(VERSION_3, 0)), ctypes.byref(found))
    return list(found.words)


def administers() -> bool:
    """Whether this process may make namespaces without a user namespace of its own around them."""
    return bool(capabilities()[0] >> CAP_SYS_ADMIN & 1)


def give_up() -> None:
    """From root or from an ordinary user to one who may do nothing, for good."""
    if os.geteuid() == 0:
        os.setgroups([])
        os.setresgid(NOBODY, NOBODY, NOBODY)
        _empty_bounding_set()
        os.setresuid(NOBODY, NOBODY, NOBODY)  # clears the capabilities of a root
    elif any(capabilities()):  # those of a user namespace
        _empty_bounding_set()
    call("capset", ctypes.byref(_Header(VERSION_3, 0)), ctypes.byref(_Capabilities()))
    prctl(PR_SET_NO_NEW_PRIVS, 1)
    prctl(PR_SET_DUMPABLE, 0)  # no core dump, and no other process of this user may trace it
    require(not any(capabilities()), "privileges", "a capability is left")
    require(0 not in (*os.getresuid(), *os.getresgid()), "privileges", "it is still root")
    require(prctl(PR_GET_NO_NEW_PRIVS) == 1, "privileges", "privileges can still be gained")
    require(prctl(PR_GET_DUMPABLE) == 0, "privileges", "it can still be traced")


def _empty_bounding_set() -> None:
    for capability in range(CAP_LAST + 1):
        try:
            prctl(PR_CAPBSET_DROP, capability)
        except OSError:  # beyond the last one that this kernel knows, or not in its power: `require` looks
            return


def die_with(parent: int) -> None:
    """Let the kernel kill this process when its parent, of which `parent` is a pidfd, ends.

    A change of user id or new capabilities undo that: a box calls this after `give_up`, a server after
    `move_in`. A parent that has ended already sends no signal, so that is looked up.
    """
    prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if select.select([parent], [], [], 0)[0]:
        os._exit(1)
