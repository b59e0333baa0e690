"""Run a Python program as root or as nobody, with the interpreter and the kit within their reach.

    python reachable.py root|ordinary UNREACHABLE... -- PROGRAM ARGUMENT...

A developer's Python often lies in a home folder that others may not enter. This makes what is in it visible
to all, in a mount namespace of its own; nothing changes outside.
"""

import os
import sys
from pathlib import Path

from cs231n_kit.grading.inside.sandbox import mounts
from cs231n_kit.grading.inside.sandbox.kernel import NEWNS, call
from cs231n_kit.grading.inside.sandbox.privileges import NOBODY


def closed(path):
    """The outermost folder above `path` that others may not enter."""
    above = [folder for folder in reversed(path.parents) if not folder.stat().st_mode & 0o001]
    return above[0] if above else None


def open_up(paths):
    call("unshare", NEWNS)
    mounts.keep_to_oneself()
    barred = {path: closed(path) for path in mounts.outermost(paths) if closed(path)}
    copies = {path: mounts.copy(path, 0) for path in barred}
    for folder in set(barred.values()):
        mounts.memory_folder(folder, "mode=755")
    for path, mount in copies.items():
        path.mkdir(parents=True)
        mounts.attach(mount, path)


user, *rest = sys.argv[1:]
if os.geteuid() == 0:
    open_up([Path(path).resolve() for path in rest[: rest.index("--")]])
    if user == "ordinary":
        os.setgroups([])
        os.setresgid(NOBODY, NOBODY, NOBODY)
        os.setresuid(NOBODY, NOBODY, NOBODY)
os.execv(sys.executable, [sys.executable, "-P", "-B", *rest[rest.index("--") + 1 :]])
