"""Loops in the text of a function: read off its syntax tree, without running it."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from ...tasks import functions
from ..finding import Fault

LOOPS = (ast.For, ast.AsyncFor, ast.While, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
HIDDEN = {"vectorize", "apply_along_axis", "apply_over_axes", "fromiter", "frompyfunc", "fromfunction"}
HIDDEN_BUILTINS = {"map", "filter", "reduce"}  # as plain names: np.add.reduce is no loop


@dataclass(frozen=True)
class Source:
    """The text of the file that holds a task, and the task's name in it."""

    text: str
    name: str


def require_no_loop(source: Source) -> None:
    """Refuse a function with a loop, its own or that of a helper in the same file."""
    for node in _nodes(source):
        if isinstance(node, LOOPS):
            raise Fault("has_loop", line=_line(node), what=_WORDS.get(type(node), "a comprehension"))
        name = _called(node)
        if name in HIDDEN or (name in HIDDEN_BUILTINS and isinstance(node.func, ast.Name)):  # type: ignore[attr-defined]
            raise Fault("has_loop", line=_line(node), what=f"{name}, which loops inside")
        if name == source.name.rpartition(".")[2]:
            raise Fault("has_loop", line=_line(node), what="a call of itself")


def require_loop(source: Source) -> None:
    """Refuse a function without any loop."""
    if not any(isinstance(node, LOOPS) for node in _nodes(source)):
        raise Fault("no_loop")


_WORDS = {ast.For: "a for loop", ast.AsyncFor: "a for loop", ast.While: "a while loop"}


def _nodes(source: Source) -> list[ast.AST]:
    """All nodes of the function and of the functions of the file that it calls, in turn."""
    known = dict(functions(ast.parse(source.text)))
    todo, seen, nodes = [source.name], set[str](), list[ast.AST]()
    owner = source.name.rpartition(".")[0]
    while todo:
        name = todo.pop()
        if name not in known:
            name = f"{owner}.{name}"  # called as self.name
        if name in seen or name not in known:
            continue
        seen.add(name)
        inside = list(_reached(known[name].body))
        nodes += inside
        todo += [called for node in inside if (called := _called(node))]
    return nodes


def _reached(block: list[ast.stmt]) -> Iterator[ast.AST]:
    """The nodes of a block of statements, up to one after which nothing is run."""
    for statement in block:
        yield from ast.walk(statement)
        if isinstance(statement, ast.Return | ast.Raise):
            return


def _called(node: ast.AST) -> str | None:
    if not isinstance(node, ast.Call):
        return None
    function = node.func
    return function.id if isinstance(function, ast.Name) else getattr(function, "attr", None)


def _line(node: ast.AST) -> int:
    return getattr(node, "lineno", 0)
