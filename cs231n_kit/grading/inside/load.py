"""The texts of task files made into modules, as Python would import them from the package."""

import builtins
import importlib
import io
import linecache
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import CodeType, ModuleType
from typing import Any

from ...checks.finding import Stopped
from ...checks.sides.call import quiet, stopped
from ...checks.sides.operations.calls import task_names
from ...checks.sides.operations.direct import given_functions
from ...tasks import PACKAGE, STUBS, lines_of, module_of, task_files, tasks
from .standins import NAMES, install, told


def modules(
    files: Mapping[str, str], running: Callable[[str], None] = lambda file: None
) -> Mapping[str, ModuleType | Stopped]:
    """Each task file of the kit as a module: the submission's where there is one, else the stub.

    The files of the submission are loaded at once, a stub when it is asked for.

    They import one another under the names of the kit and of the course, absolutely or relatively. This
    changes what the process can import, for good: it is for a child that ends with its submission.

    Parameters
    ----------
    files : dict
        The texts of a submission, by their paths relative to the package.
    running : callable
        Called with the file whose lines are run from now on, each time that is another one.

    Returns
    -------
    modules : mapping
        A module, or why there is none, for each of `task_files`.
    """
    texts = _Texts(files, running)
    install(list(texts.files))
    for name in texts.files:
        _forget(name)
    sys.meta_path.insert(0, texts)
    loaded = _Loaded(texts)
    for file in loaded:
        if file in files:
            loaded[file]
    return loaded


def shown_path(file: str) -> str:
    """A task file as the student knows it; what its code is compiled under, and `Stopped` names."""
    return f"{PACKAGE.name}/{file}"


def warm() -> None:
    """What a server does once, so that its children need not: stubs read and compiled, the kit imported."""
    importlib.import_module("numpy.random")  # NumPy itself waits until it is asked for
    for file in _files():
        stub(file)
        importlib.import_module(module_of(file))
    files_of_names()
    given_functions()  # this and the next keep what they read off the stubs
    task_names()
    install([module_of(file) for file in _files()])


@cache
def files_of_names() -> dict[str, str]:
    """The file of each task by its name, and by that of its class."""
    return {name: task.file for task in tasks() for name in (task.name, task.name.partition(".")[0])}


@cache
def _files() -> tuple[str, ...]:
    return tuple(task_files())


@cache
def stub(file: str) -> tuple[str, CodeType]:
    """Text and code of a pristine task file."""
    text = (STUBS / file).read_text("utf-8")
    return text, compile(text, shown_path(file), "exec", dont_inherit=True)


class _Texts(MetaPathFinder, Loader):
    """Finds and loads the modules whose texts are given."""

    def __init__(self, given: Mapping[str, str], running: Callable[[str], None]) -> None:
        self.files = {module_of(file): file for file in _files()}
        self.names = [shown_path(file) for file in self.files.values()]
        self.made: dict[str, ModuleType] = {}
        self._given, self._running = given, running
        self._inside: list[str] = []  # files that are being loaded, each by the one before it

    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname not in self.files:
            return None
        spec = ModuleSpec(fullname, self, origin=shown_path(self.files[fullname]))
        spec.has_location = True  # gives the module its __file__
        return spec

    def exec_module(self, module: ModuleType) -> None:
        file = self.files[module.__name__]
        self.made[module.__name__] = module
        text = self._given[file] if file in self._given else stub(file)[0]
        # Without a time of change it is kept, whatever lies on disk under that name.
        linecache.cache[shown_path(file)] = len(text), None, lines_of(text), shown_path(file)
        vars(module)["__builtins__"] = vars(builtins) | NAMES
        with self._told(file):
            exec(_compiled(file, text) if file in self._given else stub(file)[1], vars(module))

    @contextmanager
    def _told(self, file: str) -> Iterator[None]:
        """Say that this file runs, and afterwards that the one does which has asked for it."""
        self._inside.append(file)
        self._tell()
        try:
            yield
        finally:
            self._inside.pop()
            self._tell()

    def _tell(self) -> None:
        if self._inside and self._inside[-1] in self._given:
            self._running(self._inside[-1])


class _Loaded(Mapping[str, ModuleType | Stopped]):
    """The modules, each loaded when it is first asked for."""

    def __init__(self, texts: _Texts) -> None:
        self._texts = texts
        self._names = {file: name for name, file in texts.files.items()}
        self._kept: dict[str, ModuleType | Stopped] = {}

    def __getitem__(self, file: str) -> ModuleType | Stopped:
        if file not in self._kept:
            self._kept[file] = _imported(self._names[file], self._texts)
        return self._kept[file]

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


def _compiled(file: str, text: str) -> CodeType:
    try:
        return compile(text, shown_path(file), "exec", dont_inherit=True)
    except (SyntaxError, ValueError) as error:  # ValueError: half a surrogate pair
        raise _placed(error, file, text) from None


def _placed(error: SyntaxError | ValueError, file: str, text: str) -> SyntaxError:
    """The error with its place: the compiler would look for the line on the disk, and may not know which."""
    said = error.msg if isinstance(error, SyntaxError) else str(error)
    line = error.lineno if isinstance(error, SyntaxError) else None
    line = line or text.count("\n", 0, max(text.find("\0"), 0)) + 1
    place = shown_path(file), line, 0, linecache.getline(shown_path(file), line)
    return told(type(error)(said, place) if isinstance(error, SyntaxError) else SyntaxError(said, place))


def _imported(name: str, texts: _Texts) -> ModuleType | Stopped:
    try:
        with quiet(io.StringIO()):
            importlib.import_module(name)
            return texts.made[name]  # not what it may have put in its place
    except BaseException as error:  # a file may raise anything while it loads, SystemExit too
        return _stopped(error, texts.names)


def _stopped(error: BaseException, files: Sequence[str]) -> Stopped:
    try:
        return stopped(error, files)
    except BaseException:  # its text is code of the student's, too
        return Stopped("exception", error=type(error).__name__, file="", line=0, text="")


def _forget(name: str) -> None:
    """A module that was imported before is imported anew."""
    sys.modules.pop(name, None)
    parent, _, attribute = name.rpartition(".")
    known: dict[str, Any] = vars(sys.modules[parent]) if parent in sys.modules else {}
    known.pop(attribute, None)
