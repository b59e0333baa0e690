"""The student's files imported anew, beside whatever is imported already."""

import importlib
import io
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from types import ModuleType

from ...tasks import PACKAGE, module_of, task_files
from ..finding import Stopped
from .call import quiet, stopped


def fresh() -> dict[str, ModuleType | Stopped]:
    """Each of the student's files, relative to the package, as a module of its own, or why it is none."""
    names = {file: module_of(file) for file in task_files()}
    paths = [str(PACKAGE / file) for file in names]  # to tell a line of theirs
    modules: dict[str, ModuleType | Stopped] = {}
    with _set_aside(list(names.values())):
        for file, name in names.items():
            try:
                with quiet(io.StringIO()):
                    modules[file] = importlib.import_module(name)
            except KeyboardInterrupt:
                raise
            except BaseException as error:
                modules[file] = stopped(error, paths)
    return modules


@contextmanager
def _set_aside(names: Sequence[str]) -> Iterator[None]:
    """While this lasts the modules of these names are not imported yet; afterwards they are as before."""
    modules = {name: sys.modules.pop(name, None) for name in names}
    parents = {name: sys.modules.get(name.rpartition(".")[0]) for name in names}
    attributes = {name: vars(parents[name] or object).get(name.rpartition(".")[2]) for name in names}
    writes = sys.dont_write_bytecode
    sys.dont_write_bytecode = True  # or an edit within the same second might find the older code again
    importlib.invalidate_caches()
    try:
        yield
    finally:
        sys.dont_write_bytecode = writes
        for name in names:
            _put_back(sys.modules, name, modules[name])
            if parent := sys.modules.get(name.rpartition(".")[0]):
                _put_back(vars(parent), name.rpartition(".")[2], attributes[name])


def _put_back(table, name, value):  # type: ignore[no-untyped-def]
    if value is None:
        table.pop(name, None)
    else:
        table[name] = value
