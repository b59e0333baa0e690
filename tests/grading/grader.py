"""A grader that runs as root or as an ordinary user, and what it leaves behind."""

import ctypes
import hashlib
import json
import os
import shutil
import stat
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
REACHABLE = HERE / "sandbox" / "reachable.py"
NOBODY = 65534
USERS = ("root", "ordinary") if os.geteuid() == 0 else ("ordinary",)
AUTO, FALLBACK = None, ("landlock", "seccomp", "rlimits")
PR_SET_CHILD_SUBREAPER = 36


@contextmanager
def open_folder():
    """A folder that everyone can reach, as an ordinary user must; what pytest makes is its owner's alone."""
    folder = Path(tempfile.mkdtemp(prefix="cs231n-kit-test-"))
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


class Grader:
    """Grades as a user, with a folder of its own for temporary files.

    Parameters
    ----------
    place : Path
        An `open_folder`.
    user : str
        ``"root"`` or ``"ordinary"``.
    """

    def __init__(self, place, user="ordinary"):
        self.place, self.user = place, user
        for name in ("tmp", "home"):
            self._own(name)

    def _own(self, name):
        folder = self.place / name
        folder.mkdir(exist_ok=True)
        if self.user == "ordinary" and os.geteuid() == 0:
            os.chown(folder, NOBODY, NOBODY)
        return folder

    def start(self, paths, out, **options):
        """The grader as a process; without a network, where it takes no privilege of its own to have none."""
        out = self._own(out)
        packages = [path for path in sys.path if Path(path).name in ("site-packages", "dist-packages")]
        reach = [sys.prefix, sys.base_prefix, ROOT, *packages]
        settings = {"paths": [str(path) for path in paths], "out": str(out), **options}
        offline = ["unshare", "--net"] if os.geteuid() == 0 else []
        return subprocess.Popen(
            [
                *(*offline, sys.executable, "-P", "-B", REACHABLE, self.user, *reach),
                *("--", HERE / "grade_as.py", json.dumps(settings)),
            ],
            env={
                "PATH": os.environ["PATH"],
                "PYTHONPATH": os.pathsep.join([str(ROOT), *packages]),
                "OPENBLAS_NUM_THREADS": "1",
                "HOME": str(self.place / "home"),
                "TMPDIR": str(self.place / "tmp"),
            },
            cwd=self.place,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,  # a Ctrl-C goes to all of a session
        )

    def grade(self, paths, out="out", **options):
        """The rows by their ids; nothing runs afterwards, or lies among temporary files."""
        with adopting() as left_running:
            process = self.start(paths, out, **options)
            said, errors = process.communicate(timeout=600)
            assert (process.returncode, errors) == (0, ""), (process.returncode, said, errors)
            running = left_running(1)
        assert running == []
        assert [path.name for path in (self.place / "tmp").iterdir()] == []
        return rows(self.place / out)


def rows(out):
    """The rows by their ids, without what a run of the same grader never repeats: times."""
    data = json.loads((out / "results.json").read_text("utf-8"))
    found = {row["id"]: row | {"seconds": 0.0} for row in data["submissions"]}
    assert len(found) == len(data["submissions"])
    return found


@contextmanager
def adopting():
    """Become the parent of every process that a process started here leaves behind.

    Gives a function for the command lines of those that run after so many seconds.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    before = {child.pid for child in psutil.Process().children(recursive=True)}

    def running(seconds):
        until = time.monotonic() + seconds
        while (left := _others(before)) and time.monotonic() < until:
            time.sleep(0.05)
        return [_told(child) for child in left]

    assert libc.prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) == 0
    try:
        yield running
    finally:
        for child in _others(before):
            with suppress(psutil.NoSuchProcess):
                child.kill()
                child.wait(10)
        libc.prctl(PR_SET_CHILD_SUBREAPER, 0, 0, 0, 0)


def _others(before):
    """Processes below this one that were not there, zombies that are ours to bury aside."""
    left = []
    for child in psutil.Process().children(recursive=True):
        try:
            if child.pid in before:
                continue
            if child.status() != psutil.STATUS_ZOMBIE:
                left.append(child)
            elif child.ppid() == os.getpid():
                os.waitpid(child.pid, os.WNOHANG)
        except (psutil.NoSuchProcess, ChildProcessError):
            pass
    return left


def _told(child):
    try:
        return f"{child.pid} {child.status()} of {child.ppid()}: {' '.join(child.cmdline())}"
    except psutil.Error:
        return str(child)


def fingerprint(folder):
    """Of all that lies in a folder: names, kinds, modes, times, contents."""
    found = hashlib.sha256()
    for parent, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted([*folders, *names]):
            path = os.path.join(parent, name)
            known = os.lstat(path)
            found.update(os.fsencode(f"{path}\0{known.st_mode} {known.st_size} {known.st_mtime_ns}\0"))
            if stat.S_ISREG(known.st_mode) and known.st_size:
                found.update(Path(path).read_bytes())
    return found.hexdigest()
