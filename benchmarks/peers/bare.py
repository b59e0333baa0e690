"""The floor: forks of a warm process that make the calls of the checks, and send back what came of them.

``python -m benchmarks.peers.bare FILE`` reads pairs of files and calls, says ``ready``, and works when a line
comes: no sandbox, no copies of what is handed over, no judging. Answers are pickled and nobody reads them.
"""

import gc
import os
import pickle
import sys
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any

from cs231n_kit.checks.sides.operations import operation
from cs231n_kit.grading.inside.load import warm
from cs231n_kit.tasks import module_of

from .submissions import Files

Calls = list[tuple[str, tuple[Any, ...]]]


class Modules:
    """A submission's functions and classes, by name."""

    def __init__(self, files: Files) -> None:
        self._modules = [self._module(file, text) for file, text in files.items()]

    def __getitem__(self, name: str) -> Any:
        return next(vars(module)[name] for module in reversed(self._modules) if name in vars(module))

    def _module(self, file: str, text: str) -> ModuleType:
        module = sys.modules[module_of(file)] = ModuleType(module_of(file))
        exec(compile(text, file, "exec"), vars(module))
        return module


def in_a_fork(work: Callable[[int], None]) -> None:
    """Do it in a child, which has a pipe to write to, and wait for that to end."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(read)
            work(write)
        finally:
            os._exit(0)
    os.close(write)
    while os.read(read, 2**20):
        pass
    os.close(read)
    os.waitpid(child, 0)


def called(files: Files, calls: Calls, answers: int) -> None:
    """Load the files, make the calls, and write what came of each."""
    student = Modules(files)
    for name, arguments in calls:
        try:
            value = operation(name)(student, *arguments)
        except Exception as error:  # a mistake is a call too
            value = str(error)
        os.write(answers, pickle.dumps(value))


def main(work: Iterable[tuple[Files, Calls]]) -> None:
    warm()
    gc.freeze()
    print("ready", flush=True)
    sys.stdin.readline()
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, 1)
    os.dup2(null, 2)  # what is printed or warned of
    for files, calls in work:
        in_a_fork(partial(called, files, calls))


if __name__ == "__main__":
    main(pickle.loads(Path(sys.argv[1]).read_bytes()))
