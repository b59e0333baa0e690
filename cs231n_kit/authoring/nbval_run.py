"""Notebooks of a tree, each in a pytest with nbval of its own that no setting of the user reaches."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from .kernel import kernel_environment
from .replayed import Replayed, read_report

TO_END = 20  # seconds for a pytest that was told to end, in which it kills its kernel

Progress = Callable[[str], object]


def replay_tree(
    tree: Path,
    data: Path,
    names: Sequence[str] | None = None,
    *,
    compare: bool = True,
    timeout: float = 600,
    plugins: Sequence[Path] = (),
    options: Sequence[str] = (),
    progress: Progress = lambda line: None,
) -> Iterator[Replayed]:
    """Replay notebooks of a tree, as many at once as there are processors; each as it finishes.

    Parameters
    ----------
    tree : Path
        What `build_tree` built, with any overlay or none.
    data : Path
        The data folder that the notebooks are to read, whatever ``CS231N_KIT_DATA`` says.
    names : sequence of str, optional
        File names in ``tree/notebooks``; all notebooks there by default.
    compare : bool
        Whether the saved outputs must come out again, or the notebooks only run through.
    timeout : float
        Seconds that a cell may take.
    plugins : sequence of Path
        Files of further pytest plugins; what they put in ``item.user_properties`` becomes `Cell.notes`.
    options : sequence of str
        Further options for pytest.
    progress : callable
        Is told a few times a second, in one line, what runs.
    """
    (tree / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")  # or pytest would look further up
    for plugin in plugins:
        shutil.copy(plugin, tree)
    names = names if names is not None else sorted(path.name for path in (tree / "notebooks").glob("*.ipynb"))
    options = [
        *(part for plugin in plugins for part in ("-p", plugin.stem)),
        "--nbval" if compare else "--nbval-lax",
        f"--nbval-cell-timeout={timeout:g}",
        *options,
    ]
    waiting, running = list(names), list[_Run]()
    try:
        while waiting or running:
            while waiting and len(running) < (os.cpu_count() or 1):
                running.append(_start(waiting.pop(0), tree, data, options))
            time.sleep(0.1)
            progress(" · ".join(run.state() for run in running))
            for run in [run for run in running if run.process.poll() is not None]:
                running.remove(run)
                yield run.result()
    finally:
        for run in running:
            run.process.terminate()
        for run in running:
            run.ended()


@dataclass
class _Run:
    """One notebook while a pytest of its own replays it; `folder` is where that writes."""

    notebook: str
    process: subprocess.Popen[bytes]
    folder: Path
    begun: float

    def state(self) -> str:
        seconds = time.monotonic() - self.begun
        total, cells = read_report(self.folder / "cells.jsonl")
        return f"{self.notebook}: {len(cells)} of {total} cells, {seconds:.0f} s"

    def ended(self) -> None:
        try:
            self.process.wait(timeout=TO_END)
        except subprocess.TimeoutExpired:
            self.process.kill()  # its kernel notices and ends as well
            self.process.wait()

    def result(self) -> Replayed:
        return Replayed(
            notebook=self.notebook,
            holds=self.process.returncode == 0,
            cells=read_report(self.folder / "cells.jsonl")[1],
            seconds=time.monotonic() - self.begun,
            log=(self.folder / "log.txt").read_text(encoding="utf-8", errors="replace"),
        )


def _start(notebook: str, tree: Path, data: Path, options: Sequence[str]) -> _Run:
    folder = tree / ".replay" / notebook
    folder.mkdir(parents=True)
    environment = kernel_environment(tree, data) | {
        "IPYTHONDIR": str(folder / "ipython"),  # kernels that start together must not make one folder
        "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
        "PYTHONIOENCODING": "utf-8",
    }
    command = [
        *(sys.executable, "-m", "pytest", "-c", "pytest.ini", "--noconftest", "-p", "no:cacheprovider"),
        *("-p", "nbval.plugin", "-p", "cs231n_kit.authoring.nbval_guard"),
        *("--nbval-current-env", f"--guard-report={folder / 'cells.jsonl'}", "--color=no", "-vv"),
        *options,
        f"notebooks/{notebook}",
    ]
    with (folder / "log.txt").open("wb") as log:
        process = subprocess.Popen(
            command, cwd=tree, env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT
        )
    return _Run(notebook, process, folder, time.monotonic())
