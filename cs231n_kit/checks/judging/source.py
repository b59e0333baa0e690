"""Loops in the text of a function: read off its syntax tree, without running it."""

import ast
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ...tasks import functions
from ..finding import Fault
from .syntax import Unparsable, tree_of

LOOPS: dict[type[ast.AST], str] = {
    **{ast.For: "a for loop", ast.AsyncFor: "a for loop", ast.While: "a while loop"},
    **dict.fromkeys((ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp), "a comprehension"),
}
HIDDEN = {"vectorize", "apply_along_axis", "apply_over_axes", "fromiter", "frompyfunc", "fromfunction"}
PLAIN = {"map", "filter", "reduce", "starmap"}  # by these names alone: np.add.reduce is no loop
MODULES = {"functools", "itertools", "builtins"}  # or as attributes of these
UNSEARCHED = "the text of the file cannot be searched for loops"
DISPLAYS = (ast.Tuple, ast.List, ast.Set, ast.Dict)


@dataclass(frozen=True)
class Source:
    """The text of the file that holds a task, and the task's name in it."""

    text: str
    name: str


def require_no_loop(source: Source) -> None:
    """Refuse a function with a loop, its own or that of a helper in the same file.

    A text that cannot be searched is refused as well: that there is no loop is not known.
    """
    try:
        _search(source)
    except Unparsable as why:
        raise Fault("check_failed", error=f"{UNSEARCHED}: {why}") from None
    except RecursionError:  # a chain of functions, or a text within what Python itself can nest
        raise Fault("check_failed", error=f"{UNSEARCHED}: it is nested too deeply") from None


def _search(source: Source) -> None:
    tree = tree_of(source.text)
    statements = list(_statements(tree))
    known, names = _definitions(tree, statements), _imported(statements)
    if source.name in known:
        for node, what in _loops(source.name, known, names, seen=set(), path=()):
            raise Fault("has_loop", line=getattr(node, "lineno", 0), what=what)


def _statements(node: ast.AST) -> Iterator[ast.AST]:
    """All statements in a node: what is defined or imported is one, and expressions are most of a tree."""
    todo = [node]
    while todo:
        node = todo.pop()
        yield node
        for field in ("body", "orelse", "finalbody", "handlers", "cases"):
            todo += getattr(node, field, ())


def _definitions(tree: ast.Module, statements: Sequence[ast.AST]) -> Mapping[str, ast.AST]:
    """What names of the file stand for: functions, methods, functions within these, assigned values."""
    nested = {node.name: node for node in statements if isinstance(node, ast.FunctionDef)}
    assigned = {
        target.id: node.value
        for node in tree.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name) and not isinstance(node.value, tuple(LOOPS))  # made once, at import
    }
    return nested | assigned | dict(functions(tree))


def _imported(statements: Sequence[ast.AST]) -> dict[str, str]:
    """What names that a file imports are called where they come from."""
    imports = (node for node in statements if isinstance(node, ast.Import | ast.ImportFrom))
    return {alias.asname or alias.name: alias.name for node in imports for alias in node.names}


def _loops(
    name: str,
    known: Mapping[str, ast.AST],
    names: Mapping[str, str],
    seen: set[ast.AST],
    path: tuple[str, ...],
) -> Iterator[tuple[ast.AST, str]]:
    """The loops of what `name` stands for and of all that it refers to in the file, and what they are.

    What has many names is looked at once.
    """
    seen.add(known[name])
    path = (*path, name)
    nodes = _run(known[name])
    stored = {node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    for node in nodes:
        if isinstance(node, ast.Name) and node.id in stored:
            continue
        if what := _loop(node, names):
            yield node, what
        other = _meant(node, name.rpartition(".")[0])
        if other in path:
            yield node, "a call of itself"
        elif other in known and known[other] not in seen:
            yield from _loops(other, known, names, seen, path)


def _run(node: ast.AST) -> list[ast.AST]:
    """A node and all in it that may be run: not what follows a return, or stands in another function."""
    found = [node]
    dead = _dead(node)
    for field in node._fields:
        value = getattr(node, field, None)
        for part in value if type(value) is list else (value,):
            if isinstance(part, ast.FunctionDef):
                for decorator in part.decorator_list:
                    found += _run(decorator)
            elif isinstance(part, ast.AST) and field != dead:
                found += _run(part)
            if isinstance(part, ast.Return | ast.Raise):
                break
    return found


def _dead(node: ast.AST) -> str:
    """The field of a condition that is never run."""
    if isinstance(node, ast.If | ast.While) and isinstance(node.test, ast.Constant):
        return "orelse" if node.test.value else "body"
    return ""


def _loop(node: ast.AST, names: Mapping[str, str]) -> str:
    """What kind of loop a node is; nothing where it is none, or goes over what is written out in the text."""
    if isinstance(node, ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp):
        return "" if all(_is_display(part.iter) for part in node.generators) else LOOPS[type(node)]
    if isinstance(node, ast.For | ast.AsyncFor):
        return "" if _is_display(node.iter) else LOOPS[type(node)]
    if isinstance(node, ast.While):
        return "" if _dead(node) == "body" else LOOPS[type(node)]
    name = _hidden(node, names)
    return f"{name}, which loops inside" if name else ""


def _is_display(node: ast.expr) -> bool:
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        return node.func.id in ("zip", "enumerate") and all(map(_is_display, node.args))
    return isinstance(node, DISPLAYS) and not any(isinstance(part, ast.Starred) for part in ast.walk(node))


def _hidden(node: ast.AST, names: Mapping[str, str]) -> str:
    """The function that loops inside to which a node refers, if any."""
    match node:
        case ast.Name(name):
            name = names.get(name, name)
            return name if name in HIDDEN | PLAIN else ""
        case ast.Attribute(ast.Name(module), name) if names.get(module, module) in MODULES:
            return name if name in PLAIN else ""
        case ast.Attribute(_, name) | ast.Call(ast.Name("getattr"), [_, ast.Constant(str(name)), *_]):
            return name if name in HIDDEN else ""
    return ""


def _meant(node: ast.AST, owner: str) -> str:
    """The name in the file to which a node refers: of a method where that is called as ``self.name``."""
    if isinstance(node, ast.Attribute):
        return f"{owner}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""
