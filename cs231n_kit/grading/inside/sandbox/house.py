"""The house: the little of the machine that the warm server and its boxes see, moved into once.

Everything that is alike for all boxes is done here, so that a box costs little.
"""

import os
import socket
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from . import landlock, mounts
from .kernel import NEWIPC, NEWNET, NEWNS, NEWUSER, call, require
from .privileges import NOBODY, administers

# Where shared libraries are, what finds them, and what Debian's NumPy reaches its own through.
SYSTEM = ("/usr", "/lib", "/lib32", "/lib64", "/etc/ld.so.cache", "/etc/alternatives")
DEVICES = ("/dev/null", "/dev/zero", "/dev/urandom", "/dev/random")
BOX = Path("/box")  # in the new root; each box mounts its scratch folder in it
SCRATCH = BOX / "scratch"


@dataclass(frozen=True)
class House:
    """What a server hands to its boxes.

    Parameters
    ----------
    layers : tuple of str
        Those of the sandbox.
    readable : tuple of Path
        What a box reads.
    scratch : Path
        The one folder that a box writes to.
    server, size, rules : int
        Descriptors: the server's pidfd, its ``statm``, its Landlock rules (-1 without that layer).
    """

    layers: tuple[str, ...]
    readable: tuple[Path, ...]
    scratch: Path
    server: int
    size: int
    rules: int


def interpreter() -> list[Path]:
    """The folders that this Python and its packages are in."""
    packages = [path for path in sys.path if Path(path).name in ("site-packages", "dist-packages")]
    prefixes = [sys.prefix, sys.base_prefix, sys.exec_prefix, sys.base_exec_prefix]
    return [path for path in map(Path, (*prefixes, *packages)) if path.is_dir()]


def move_in(
    layers: Sequence[str],
    readable: Sequence[Path],
    hidden: Sequence[Path] = (),
    scratch: Path | None = None,
) -> House:
    """Turn this process, which must have one thread, into one that boxes can be forked from.

    Parameters
    ----------
    layers : sequence of str
        As `layers.chosen` says.
    readable : sequence of Path
        The trees that student code may read, beside the interpreter and the system's libraries. As root they
        must be readable to everyone: a box runs as nobody.
    hidden : sequence of Path
        Folders that it may not read although they lie in one of those, such as the kit where it is installed.
    scratch : Path, optional
        Without namespaces: an empty folder for this server alone, which the caller removes in the end. Each
        fork empties it, so only one box may run at a time then.
    """
    require(len(os.listdir("/proc/self/task")) == 1, "fork", "the server has more than one thread")
    server = os.pidfd_open(os.getpid())
    size = os.open("/proc/self/statm", os.O_RDONLY | os.O_CLOEXEC)
    system = [Path(path) for path in (*SYSTEM, *DEVICES)]
    wanted = [path for path in (*system, *interpreter(), *readable) if path.exists()]
    seen = mounts.outermost([place for path in wanted for place in (path.absolute(), path.resolve())])
    unseen = [path.resolve() for path in hidden if path.is_dir()]
    if "namespaces" in layers:
        _separate()
        _build(seen, unseen)
        scratch = SCRATCH
    elif scratch is None:
        raise ValueError("without namespaces a sandbox needs a scratch folder")
    else:
        scratch = scratch.resolve()
        if os.geteuid() == 0:
            os.chown(scratch, NOBODY, NOBODY)
    rules = -1
    if "landlock" in layers:
        writable = [scratch.parent if "namespaces" in layers else scratch, Path("/dev/null")]
        rules = landlock.ruleset(seen, writable, unseen)
    return House(tuple(layers), tuple(seen), scratch, server, size, rules)


def _separate() -> None:
    """Own mounts, and a network and shared memory with nothing and nobody in them.

    The network is one for all boxes of a server, as one for each costs a millisecond more. Its loopback is
    down, and what an empty network still offers, abstract sockets, seccomp denies; without seccomp `box.fork`
    makes one for each.
    """
    if administers():
        call("unshare", NEWNS | NEWNET | NEWIPC)
    else:
        user, group = os.geteuid(), os.getegid()
        call("unshare", NEWUSER | NEWNS | NEWNET | NEWIPC)
        Path("/proc/self/setgroups").write_text("deny")
        Path("/proc/self/uid_map").write_text(f"{user or NOBODY} {user} 1")
        Path("/proc/self/gid_map").write_text(f"{group or NOBODY} {group} 1")
    names = [name for _, name in socket.if_nameindex()]
    require(names in ([], ["lo"]), "namespaces", f"the new network has {', '.join(names)}")


def _build(seen: Sequence[Path], unseen: Sequence[Path]) -> None:
    """A new root with read-only copies of what is seen, and empty folders over what is not."""
    mounts.keep_to_oneself()
    read_only = mounts.RDONLY | mounts.NOSUID
    copies = {
        path: mounts.copy(path, read_only | (mounts.NOEXEC if path.is_relative_to("/dev") else mounts.NODEV))
        for path in seen
        if not path.is_symlink()
    }
    links = {path: os.readlink(path) for path in seen if path.is_symlink()}
    folders = [path for path in copies if path.is_dir()]
    root = Path("/proc")  # any folder that is surely there; nothing is taken from it
    mounts.memory_folder(root, "mode=755,size=1m")
    for path, mount in copies.items():
        target = root / path.relative_to("/")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.mkdir() if path in folders else target.touch()
        mounts.attach(mount, target)
    for path, link in links.items():
        target = root / path.relative_to("/")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.symlink_to(link)
    for path in unseen:
        if (target := root / path.relative_to("/")).is_dir():
            mounts.memory_folder(target, "mode=755,size=4k", mounts.RDONLY | mounts.NOSUID | mounts.NODEV)
    (root / SCRATCH.relative_to("/")).mkdir(parents=True)
    mounts.make_read_only(root)
    mounts.become_root(root)
    require(
        not Path("/proc").exists() and not Path("/home").exists(), "namespaces", "the old root still shows"
    )
