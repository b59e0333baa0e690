"""Which layers this machine offers, found by trying each, and which of them a run uses."""

import os
from collections.abc import Callable
from pathlib import Path

from ....errors import KitError
from . import box, house, landlock, limits, privileges, seccomp

MISSING = {
    "landlock": "Landlock (Linux 5.13 or later, with 'landlock' in the list of the boot option 'lsm')",
    "seccomp": "seccomp filters (a kernel with CONFIG_SECCOMP_FILTER)",
    "rlimits": "resource limits that can be set",
}
OUTSIDE_CONTAINERS = "grade on a machine, or in a container, that allows them"
ALONE = "pass '--sandbox process' where this container is already one per submission"


def available() -> tuple[str, ...]:
    """The layers that work here, each really put up in a process made for that."""
    trials = {"namespaces": _namespaces, "landlock": _landlock, "seccomp": _seccomp, "rlimits": _rlimits}
    return tuple(name for name, trial in trials.items() if _works(trial))


def chosen(sandbox: str) -> tuple[str, ...]:
    """The layers of a run.

    Parameters
    ----------
    sandbox : str
        ``"auto"``: all four, or all but namespaces where those are not to be had; an error below that.
        ``"process"``: limits, and Landlock and seccomp where they are there: both ask for no privilege, so
        there is no reason to go without.
    """
    found = available()
    if sandbox == "process":
        needed, wanted = {"rlimits"}, tuple(name for name in found if name != "namespaces")
    elif sandbox == "auto":
        needed, wanted = {"landlock", "seccomp", "rlimits"}, found
    else:
        raise KitError(f"--sandbox takes 'auto' or 'process', not {sandbox!r}.")
    if missing := [MISSING[name] for name in MISSING if name in needed - set(found)]:
        advice = OUTSIDE_CONTAINERS if sandbox == "process" else f"{OUTSIDE_CONTAINERS}, or {ALONE}"
        raise KitError(f"The sandbox needs {' and '.join(missing)}, not to be had here: {advice}.")
    return wanted


def _works(trial: Callable[[], None]) -> bool:
    """Whether a trial ends well in a child process."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            trial()
            code = 0
        except (OSError, ValueError, KitError):
            pass  # which is the answer
        finally:
            os._exit(code)
    return os.waitpid(child, 0)[1] == 0


def _namespaces() -> None:
    home = house.move_in(("namespaces",), [])
    child = box.fork(home)
    if child == 0:
        code = 1
        try:
            box.enter(home, limits.Limits())
            code = 0
        finally:
            os._exit(code)
    if os.waitpid(child, 0)[1] != 0:
        raise ValueError("the box could not be entered")


def _landlock() -> None:
    privileges.give_up()
    landlock.restrict(landlock.ruleset([Path("/usr")], []))


def _seccomp() -> None:
    privileges.give_up()
    seccomp.confine()


def _rlimits() -> None:
    limits.impose(limits.Limits(), 1 << 30)
