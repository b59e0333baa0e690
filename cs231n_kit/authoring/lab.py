"""JupyterLab on the notebooks: on the student's own files, or on a copy with the reference solutions."""

import os
import signal
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

from ..datasets.folders import KIT_DATA
from ..overlay import REFERENCE, build_tree
from ..tasks import PACKAGE
from .notebooks import require_notebooks


def lab(solutions: bool, options: list[str]) -> int:
    """Run JupyterLab until it is closed; `options` are handed on to it."""
    require_notebooks()
    if not solutions:
        return _run(PACKAGE.parent, options)
    with tempfile.TemporaryDirectory(prefix="cs231n-kit-solutions-") as folder:
        tree = build_tree(Path(folder) / "kit", REFERENCE)
        with suppress(OSError):  # Windows may refuse a link; then the data is looked for in the user's cache
            (tree / "datasets").symlink_to(KIT_DATA, target_is_directory=True)
        print(f"JupyterLab runs on a copy with the reference solutions, {tree}; closing it removes the copy")
        return _run(tree, options)


def _run(tree: Path, options: list[str]) -> int:
    command = [sys.executable, "-m", "jupyterlab", f"--ServerApp.root_dir={tree}"]
    command += ["--LabApp.default_url=/lab/tree/notebooks", *options]
    scripts = str(Path(sys.executable).parent)  # so that `cs231n-kit` is found in JupyterLab's terminals
    path = os.pathsep.join([scripts, os.environ.get("PATH", os.defpath)])
    with subprocess.Popen(command, env=os.environ | {"PYTHONPATH": str(tree), "PATH": path}) as server:
        signal.signal(signal.SIGTERM, lambda *_: server.terminate())
        while True:
            try:
                return server.wait()
            except KeyboardInterrupt:  # JupyterLab got the same Ctrl-C and asks whether it is meant
                continue
