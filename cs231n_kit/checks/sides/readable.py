"""The student's functions, with files named as the student knows them."""

import inspect
import linecache
from collections.abc import Mapping
from types import ModuleType
from typing import Any

from ...errors import KitError
from ...tasks import PACKAGE, Task
from ..finding import Stopped
from ..judging.source import Source
from ..side import Answer
from .local import Local
from .versions import Function, file_of, first_line, function_in

CELL = "a cell of this notebook"


def shown(file: str) -> str:
    """A file as a student knows it: without the folders above the kit, which differ from one to the next."""
    if file.startswith("<") or "ipykernel_" in file:
        return CELL
    for folder in (str(PACKAGE.parent) + "/", str(PACKAGE.parent) + "\\"):
        file = file.removeprefix(folder)
    return (
        file.replace("\\", "/")
        if file.startswith(PACKAGE.name)
        else file.replace("\\", "/").rpartition("/")[2]
    )


class Readable:
    """`Local`, where a stop names its file relative to the kit, and its line even if that is the first.

    Parameters
    ----------
    side : Local
    task : Task
    module : ModuleType or Stopped
        The task's file.
    function : function, optional
        The function that `side` was given for the task.

    Raises
    ------
    KitError
        If the text of the function is not to be had: some checks read it.
    """

    def __init__(
        self, side: Local, task: Task, module: ModuleType | Stopped, function: Function | None = None
    ) -> None:
        self._side = side
        self._task = task
        self._module = module
        self._function = function
        written_elsewhere = function is not None and file_of(function) != self._file
        self._text = _text(function, shown(self._file)) if function and written_elsewhere else ""

    def __call__(self, operation: str, *arguments: Any) -> Answer:
        if self._is_missing():
            raise Stopped("missing", file=shown(self._file))
        try:
            return self._side(operation, *arguments)
        except Stopped as stop:
            raise Stopped(stop.code, **self._readable(stop.evidence)) from None

    def source(self, task: str) -> Source:
        if self._text and self._function:
            return Source(self._text, self._function.__name__)
        return self._side.source(task)

    def _is_missing(self) -> bool:
        if self._function or isinstance(self._module, Stopped):
            return False
        return function_in(self._module, self._task.name) is None

    @property
    def _file(self) -> str:
        return str(self._side.file(self._task.name))

    def _readable(self, evidence: Mapping[str, Any]) -> dict[str, Any]:
        known = dict(evidence)
        if "notebook" in known:  # raised by hand, it names none
            known |= {"notebook": known["notebook"] or self._task.notebook}
        if "file" in known and not known["file"]:  # not in a line of the student's: the call itself failed
            line = first_line(self._module, self._task.name) if isinstance(self._module, ModuleType) else 0
            text = linecache.getline(self._file, line).strip()
            known |= {"file": self._file, "line": line, "text": text}
        if "file" in known:
            known["file"] = shown(known["file"])
        return known


def _text(function: Function, file: str) -> str:
    try:
        return inspect.cleandoc("\n" + inspect.getsource(function))
    except OSError:
        name = function.__qualname__
        raise KitError(
            f"check reads the text of a function, and that of {name} is not known; write it into {file}"
        ) from None
