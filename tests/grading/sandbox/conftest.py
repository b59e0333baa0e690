"""Boxes to attack: as root and as an ordinary user, in any layers."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[2]
NOBODY = 65534
USERS = ("root", "ordinary") if os.geteuid() == 0 else ("ordinary",)


@pytest.fixture(scope="session", params=USERS)
def user(request):
    """Whose server it is; an ordinary user cannot become root to try the other."""
    return request.param


@pytest.fixture
def place():
    """A folder that everyone can reach, with a ``tree`` to read, something ``outside`` and a ``scratch``."""
    folder = Path(tempfile.mkdtemp(prefix="cs231n-kit-test-"))
    folder.chmod(0o755)
    for name in ("tree", "tree/solutions", "outside", "scratch"):
        (folder / name).mkdir()
        (folder / name).chmod(0o777)  # so that it is the sandbox that forbids, not the owner
    for name in ("tree/task.py", "tree/solutions/answer.py", "outside/other.py"):
        (folder / name).write_text("answer = 42\n")
        (folder / name).chmod(0o666)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def server(user, place):
    """Start a Python program with this user's rights; returns the running process."""

    def start(program, *arguments, **options):
        packages = [path for path in sys.path if Path(path).name in ("site-packages", "dist-packages")]
        environment = {"PYTHONPATH": os.pathsep.join([str(ROOT), *packages]), "OPENBLAS_NUM_THREADS": "1"}
        reach = [sys.prefix, sys.base_prefix, ROOT, *packages]
        command = [sys.executable, "-P", "-B", HERE / "reachable.py", user, *reach, "--", HERE / program]
        if user == "ordinary" and os.geteuid() == 0:
            os.chown(place / "scratch", NOBODY, NOBODY)
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
        return subprocess.Popen(
            [*map(str, command), *map(str, arguments)], env=environment, cwd="/", **pipes, **options
        )

    return start


@pytest.fixture
def boxes(server, place):
    """Run source texts, each in a box: ``boxes(layers, *sources)`` gives what became of each."""

    def run(layers, *sources, hidden=(), readable=None, wall=20, **limits):
        plan = {
            "layers": layers,
            "readable": [str(place / "tree")] if readable is None else [str(path) for path in readable],
            "hidden": [str(path) for path in hidden],
            "tree": str(place / "tree"),
            "outside": str(place / "outside"),
            "scratch": str(place / "scratch"),
            "limits": {"memory": 512, "cpu": 20, "scratch": 8} | limits,
            "wall": wall,
            "sources": sources,
        }
        process = server("one_by_one.py")
        output, errors = process.communicate(json.dumps(plan), timeout=60 + wall * len(sources))
        assert (process.returncode, errors) == (0, ""), errors
        return [json.loads(line) for line in output.splitlines()]

    return run
