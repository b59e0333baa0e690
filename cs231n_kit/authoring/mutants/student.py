"""A student's work that is not on disk: files as texts, each run as the module that it is."""

import ast
import sys
import warnings
from collections.abc import Mapping
from contextlib import redirect_stdout
from functools import lru_cache
from io import StringIO
from types import CodeType, ModuleType

from ...checks.finding import Stopped
from ...checks.judging.source import Source
from ...checks.sides.call import stopped
from ...checks.sides.local import Local
from ...tasks import PACKAGE, module_of, tasks


class Student(Local):
    """What a student wrote, as the checks examine it.

    Parameters
    ----------
    texts : dict
        Of all the student's files, by their paths relative to the package.
    """

    def __init__(self, texts: Mapping[str, str]) -> None:
        self.texts = dict(texts)
        super().__init__(modules=_modules(texts))

    def source(self, task: str) -> Source:
        return Source(self.texts[next(known.file for known in tasks() if known.name == task)], task)


def _modules(texts: Mapping[str, str]) -> dict[str, ModuleType | Stopped]:
    """Each text as a module that imports the others of these and not those on disk."""
    before = {module_of(file): sys.modules.get(module_of(file)) for file in texts}
    try:
        return {file: _module(file, texts[file]) for file in _in_order(texts)}
    finally:
        for name, module in before.items():
            if module is None:
                sys.modules.pop(name, None)
            else:
                sys.modules[name] = module


def _in_order(texts: Mapping[str, str]) -> list[str]:
    """The files, each after those of the others that it imports; in a circle, as they come."""
    files = {module_of(file): file for file in texts}
    ordered: dict[str, None] = {}
    begun: set[str] = set()

    def visit(file: str) -> None:
        if file not in begun:
            begun.add(file)
            for name in _imported(texts[file], module_of(file)) & files.keys():
                visit(files[name])
            ordered[file] = None

    for file in sorted(texts):
        visit(file)
    return list(ordered)


@lru_cache(maxsize=64)
def _imported(text: str, module: str) -> frozenset[str]:
    """The full names of what a module imports, or imports something from; nothing where it does not parse."""
    names: set[str] = set()
    try:
        nodes = list(ast.walk(ast.parse(text)))
    except (SyntaxError, ValueError):
        return frozenset()
    for node in nodes:
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = module.split(".")[: -node.level] if node.level else []
            source = ".".join([*above, *([node.module] if node.module else [])])
            names.update((source, *(f"{source}.{alias.name}" for alias in node.names)))
    return frozenset(names)


def _module(file: str, text: str) -> ModuleType | Stopped:
    name, path = module_of(file), str(PACKAGE / file)
    module = ModuleType(name)
    module.__dict__.update(__file__=path, __package__=name.rpartition(".")[0])
    sys.modules[name] = module
    try:
        with redirect_stdout(StringIO()), warnings.catch_warnings(action="ignore"):
            exec(_compiled(text, path), module.__dict__)
    except Exception as error:
        return stopped(error, [path])
    return module


@lru_cache(maxsize=64)  # of several students most files are the same
def _compiled(text: str, path: str) -> CodeType:
    return compile(text, path, "exec")
