"""A child process with the reference: the one place where the checks meet the solutions."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from ..overlay import REFERENCE, build_tree
from .kernel import ONE_THREAD


@contextmanager
def reference_tree() -> Iterator[Path]:
    """The kit for staff with the reference laid over it, for as long as this lasts."""
    with TemporaryDirectory(prefix="cs231n-reference-") as folder:
        yield build_tree(Path(folder) / "tree", REFERENCE, authoring=True)


def child(tree: Path, module: str, *arguments: str) -> subprocess.Popen[str]:
    """A Python that runs ``cs231n_kit.MODULE`` of `tree`, with pipes to it and from it."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")} | {
        **ONE_THREAD,
        "PYTHONPATH": str(tree),
        "PYTHONHASHSEED": "0",
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONUTF8": "1",
    }
    command = [sys.executable, "-P", "-m", f"cs231n_kit.{module}", *arguments]
    return subprocess.Popen(
        command,
        env=environment,
        cwd=tree,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
