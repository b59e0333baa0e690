"""The tasks, read off the pristine stubs, and how to put one back.

``stubs/`` holds the student's files as they were handed out. It says which tasks there are, tells
an untouched file from one that holds work, and is what `reset` restores from.
"""

import ast
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from .errors import KitError
from .files import write_atomically

PACKAGE = Path(__file__).parent
STUBS = PACKAGE / "stubs"


@dataclass(frozen=True)
class Task:
    """A function or method that the student writes: `file` is relative to the package."""

    name: str
    file: str
    notebook: str


def task_files(stubs: Path = STUBS) -> list[str]:
    """The files that the student edits, relative to the package, e.g. ``classifiers/softmax.py``."""
    return sorted(path.relative_to(stubs).as_posix() for path in stubs.rglob("*.py"))


def tasks(stubs: Path = STUBS) -> list[Task]:
    """All tasks in the order of their files and lines: every function of a stub that raises `NotDone`."""
    return [task for file in task_files(stubs) for task in tasks_of(file, (stubs / file).read_text("utf-8"))]


def tasks_of(file: str, text: str) -> Iterator[Task]:
    """The tasks in the text of one stub."""
    for _, function in functions(ast.parse(text)):
        for node in ast.walk(function):
            match node:
                case ast.Raise(
                    exc=ast.Call(
                        func=ast.Name(id="NotDone"),
                        args=[ast.Constant(value=str(task)), ast.Constant(value=str(notebook))],
                    )
                ):
                    yield Task(task, file, notebook)
                    break


def module_of(file: str) -> str:
    """The dotted name of a file of the package: ``cs231n_kit.layers`` of ``layers.py``."""
    return f"{PACKAGE.name}.{file.removesuffix('.py').replace('/', '.')}"


def functions(tree: ast.Module) -> Iterator[tuple[str, ast.FunctionDef]]:
    """The functions of a module and the methods of its classes, as (qualified name, node)."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            yield node.name, node
        elif isinstance(node, ast.ClassDef):
            for method in node.body:
                if isinstance(method, ast.FunctionDef):
                    yield f"{node.name}.{method.name}", method


def reset(name: str, package: Path = PACKAGE) -> str:
    """Put the stub of a task, or of a whole file, back; the file as it was is kept beside it.

    Parameters
    ----------
    name : str
        A task (``softmax_loss_naive``, ``LinearClassifier.train``) or a file (``softmax.py``).
    package : Path
        The package folder to work in.

    Returns
    -------
    message : str
        What was done, for the user.

    Raises
    ------
    KitError
        If there is no such task or file, or the task cannot be found in the student's file.
    """
    stubs = package / "stubs"
    file, task = _find(name, stubs)
    path, stub = package / file, (stubs / file).read_text("utf-8")
    work = path.read_bytes() if path.exists() else b""
    restored = replace_function(text_of(work, file), stub, task.name, file) if task and work else stub
    if restored.encode() == work:
        return f"{name} is an untouched stub already; nothing was changed"
    backup = backup_of(path) if work else None
    write_atomically(path, restored)
    kept = f"; your file as it was is kept in {backup}" if backup else ""
    return f"{name} is a stub again in {path}{kept}"


def text_of(work: bytes, file: str) -> str:
    """The text of a student's file with ``\\n`` line ends; a `KitError` if it is not UTF-8."""
    try:
        return work.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        line = work.count(b"\n", 0, error.start) + 1
        raise KitError(
            f"{file} must be UTF-8 text, but line {line} is not; save it as UTF-8 in your editor,"
            f" or run `cs231n-kit reset {file}` to put the whole file back"
        ) from None


def _find(name: str, stubs: Path) -> tuple[str, Task | None]:
    for task in tasks(stubs):
        if name == task.name:
            return task.file, task
    for file in task_files(stubs):
        if Path(name).parts[-len(Path(file).parts) :] == Path(file).parts or name == Path(file).name:
            return file, None
    known = ", ".join(task.name for task in tasks(stubs))
    raise KitError(f"reset needs the name of a task or of its file, got {name!r}; the tasks are {known}")


def replace_function(work: str, stub: str, task: str, file: str) -> str:
    """`work` with the lines of one function replaced by those of `stub`."""
    try:
        old = dict(functions(ast.parse(work)))
    except SyntaxError as error:
        raise KitError(
            f"{file} cannot be read as Python (line {error.lineno}: {error.msg}), so {task} cannot be found"
            f" in it; correct that line, or run `cs231n-kit reset {file}` to put the whole file back"
        ) from None
    if task not in old:
        raise KitError(
            f"{file} has no {task} any more; run `cs231n-kit reset {file}` to put the whole file back"
        )
    new = dict(functions(ast.parse(stub)))[task]
    lines, stub_lines = lines_of(work), lines_of(stub)
    lines[span(old[task])] = stub_lines[span(new)]
    import_line = next(line for line in stub_lines if line.endswith("import NotDone\n"))
    if import_line not in lines:  # removed as unused once everything was written
        lines.insert(_first_statement(work), import_line)
    return "".join(lines)


def lines_of(text: str) -> list[str]:
    """The lines as Python counts them: `str.splitlines` would also split at a form feed in a comment."""
    return io.StringIO(text).readlines()


def span(function: ast.FunctionDef) -> slice:
    """The lines of a function, its decorators included, counted as `lines_of` does."""
    first = min([function.lineno, *(decorator.lineno for decorator in function.decorator_list)])
    return slice(first - 1, function.end_lineno)


def _first_statement(text: str) -> int:
    """Index of the line after the module docstring and the ``__future__`` imports."""
    line = 0
    for node in ast.parse(text).body:
        docstring = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        if not docstring and getattr(node, "module", None) != "__future__":
            break
        line = node.end_lineno or 0
    return line


def backup_of(path: Path) -> Path:
    """A copy of `path` beside it, under a name that is free."""
    stamp = datetime.now().strftime("%Y%m%d-%H%M%S")
    for number in range(1000):
        copy = path.with_name(f"{path.name}.{stamp}{f'-{number}' if number else ''}.bak")
        if not copy.exists():
            write_atomically(copy, path.read_bytes())
            return copy
    raise KitError(f"no free name for a backup of {path}; remove some of its .bak files")
