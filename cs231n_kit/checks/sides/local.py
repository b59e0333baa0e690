"""The functions that the student has written, in this process: what `check` in a notebook examines."""

import tokenize
from collections.abc import Callable, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

from ...tasks import PACKAGE, task_files, tasks
from ..finding import Stopped
from ..judging.source import Source
from ..side import Answer
from .call import call
from .fresh import fresh
from .operations import task_of


class Local:
    """The student's files as they are on disk now, whatever a notebook imported before.

    Parameters
    ----------
    given : dict, optional
        Functions, and classes for their methods, to examine in place of those of the same name on disk.
    modules : dict, optional
        Modules to examine in place of those that the files on disk are, by file.
    """

    def __init__(
        self,
        given: Mapping[str, Callable[..., Any]] | None = None,
        modules: Mapping[str, ModuleType | Stopped] | None = None,
    ) -> None:
        self._given = dict(given or {})
        self._files = {task.name: task.file for task in tasks()}
        self._paths = {file: PACKAGE / file for file in task_files()}
        files = [str(path) for path in self._paths.values()]
        self._modules = modules if modules is not None else fresh()
        self._known = [*files, *(file for given in self._given.values() for file in _files_of(given))]

    def __call__(self, operation: str, *arguments: Any) -> Answer:
        task = task_of(operation)
        module = self._modules[self._files[task]]
        if isinstance(module, Stopped) and task not in self._given:
            raise module
        return call(self, self._known, operation, arguments)

    def __getitem__(self, name: str) -> Any:
        """A function, or the class of a method, by its name."""
        if name in self._given:
            return self._given[name]
        file = next(file for task, file in self._files.items() if name in (task, task.partition(".")[0]))
        return getattr(self._modules[file], name)

    def source(self, task: str) -> Source:
        return Source(_text(self.file(task)), task)

    def file(self, task: str) -> Path:
        """The file that holds `task`."""
        return self._paths[self._files[task]]


def _text(path: Path) -> str:
    """The text of a file in the encoding that it declares; in another one only its comments suffer."""
    try:
        with tokenize.open(path) as file:
            return file.read()
    except (SyntaxError, UnicodeDecodeError):
        return path.read_text("utf-8", errors="replace")


def _files_of(given: Any) -> list[str]:
    functions = vars(given).values() if isinstance(given, type) else [given]
    return [function.__code__.co_filename for function in functions if hasattr(function, "__code__")]
