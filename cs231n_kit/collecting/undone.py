"""Which tasks are stubs still, read off the text: nothing of the student's is run."""

import ast
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.util import decode_source

from ..checks.assignment import Assignment
from ..tasks import STUBS, functions, tasks_of
from .taken import Taken


@dataclass(frozen=True)
class Undone:
    """The tasks that are not written yet, and a sentence for each file that Python cannot read."""

    tasks: tuple[str, ...]
    unreadable: tuple[str, ...] = ()


def undone(assignment: Assignment, files: Mapping[str, Taken]) -> Undone:
    """What is not written yet, in the order of the assignment; of a file that is no Python, all of it."""
    open_tasks: set[str] = set()
    said = []
    for file, taken in files.items():
        tasks = {task.name for task in tasks_of(file, (STUBS / file).read_text("utf-8"))}
        try:
            tree = _parsed(taken.data)
        except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
            said.append(f"Python cannot read {taken.name}{_reason(error)}, so none of its tasks is done")
            open_tasks |= tasks
        else:
            open_tasks |= {task for task in tasks if _is_open(task, tree)}
    return Undone(tuple(task for task in assignment.tasks if task in open_tasks), tuple(said))


def _parsed(data: bytes) -> ast.Module:
    """The file as Python would import it, without what Python has to say about its style."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return ast.parse(decode_source(data))


def is_untouched(file: str, taken: Taken) -> bool:
    """Whether a task file is as it was handed out, whatever its line ends."""
    return taken.data.replace(b"\r\n", b"\n") == (STUBS / file).read_bytes().replace(b"\r\n", b"\n")


def _is_open(task: str, tree: ast.Module) -> bool:
    written = dict(functions(tree)).get(task)
    if written is None:  # it may be imported, or assigned, under that name
        return task.rpartition(".")[2] not in _bound(tree)
    body = written.body[1:] if ast.get_docstring(written, clean=False) is not None else written.body
    for statement in body:
        if isinstance(statement, ast.Return):  # what stands below it is never reached
            return False
        if any(isinstance(node, ast.Raise) and "NotDone" in _names(node) for node in ast.walk(statement)):
            return True
    return all(map(_is_nothing, body))


def _is_nothing(statement: ast.stmt) -> bool:
    if isinstance(statement, ast.Expr):
        return isinstance(statement.value, ast.Constant)
    if isinstance(statement, ast.Raise):  # as in the stubs of other starters
        return "NotImplementedError" in _names(statement)
    return isinstance(statement, ast.Pass)


def _bound(tree: ast.Module) -> set[str]:
    """Every name that is given to something, anywhere in the file."""
    found = set()
    for node in ast.walk(tree):
        match node:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                found.add(name)
            case ast.alias(name=name, asname=asname):
                found.add(asname or name)
            case ast.Name(id=name, ctx=ast.Store()):
                found.add(name)
    return found


def _names(node: ast.AST) -> set[str]:
    return {one.id for one in ast.walk(node) if isinstance(one, ast.Name)}


def _reason(error: Exception) -> str:
    if isinstance(error, SyntaxError) and error.lineno:
        return f" (line {error.lineno}: {' '.join(error.msg.split())})"
    if isinstance(error, SyntaxError | UnicodeError):
        return " (it is neither UTF-8 text nor in an encoding that it declares)"
    if isinstance(error, ValueError):
        return " (it holds null bytes)"
    return " (it is nested too deeply)"
