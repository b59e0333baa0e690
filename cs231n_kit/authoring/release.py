"""Release what is made from ``solutions/``: the stubs, and the recorded answers of the checks.

The stubs are generated but committed, so that a student needs no solution and a reader sees
what is handed out; `drift` proves that they still are what the solutions say.
"""

import ast
import difflib
from pathlib import Path

from ..errors import KitError
from ..files import write_atomically
from ..tasks import PACKAGE, functions, task_files, tasks, tasks_of
from .recording import drifted, write_answers
from .regions import make_stub


def release(check: bool) -> int:
    """Write the stubs and the recorded answers, or with `check` only print how they differ; the exit code."""
    if check:
        return _report_drift()
    written, kept = write()
    written += [path.relative_to(PACKAGE).as_posix() for path in write_answers()]
    for file in written:
        print(f"written: cs231n_kit/{file}")
    for file in kept:
        print(f"left alone, it holds work: cs231n_kit/{file} (`cs231n-kit reset {file}` makes it a stub)")
    if not written and not kept:
        print("every stub and every recorded answer is what the solutions say; nothing to write")
    return 1 if kept else 0


def _report_drift() -> int:
    difference, stale = drift(), drifted()
    print(difference, end="")
    for path, (_, checks) in stale.items():
        where = f"cs231n_kit/{path.relative_to(PACKAGE).as_posix()}"
        print(f"{where}: the recorded answers differ in {', '.join(checks) or 'their order'}")
    if difference:
        print("the stubs differ from the solutions; run `cs231n-kit release`")
    if stale:
        print("the recorded answers differ from the reference; run `cs231n-kit release`")
    if not difference and not stale:
        print("no drift")
    return 1 if difference or stale else 0


def generate(package: Path = PACKAGE) -> dict[str, str]:
    """The stub of every file under ``solutions/``, by its path relative to the package."""
    solutions = package / "solutions"
    stubs = {
        file: make_stub((solutions / file).read_text("utf-8"), f"cs231n_kit/solutions/{file}")
        for file in task_files(solutions)
    }
    _refuse_lost_tasks(package / "stubs", stubs)
    return stubs


def _refuse_lost_tasks(committed: Path, stubs: dict[str, str]) -> None:
    """A task whose markers are gone would be handed out with its solution."""
    for task in tasks(committed):
        text = stubs.get(task.file, "")
        still_there = task.name in dict(functions(ast.parse(text)))
        if still_there and task.name not in {now.name for now in tasks_of(task.file, text)}:
            raise KitError(
                f"cs231n_kit/solutions/{task.file}: {task.name} is a task without a solution region, so its"
                " solution would be handed out; put the markers back, or delete"
                f" cs231n_kit/stubs/{task.file} if it is to be given"
            )


def drift(package: Path = PACKAGE) -> str:
    """A unified diff from what is committed to what the solutions give; empty if they agree."""
    stubs = generate(package)
    wanted = {f"stubs/{file}": text for file, text in stubs.items()} | stubs
    wanted |= {f"stubs/{file}": "" for file in task_files(package / "stubs") if file not in stubs}
    return "".join(_diff(package / file, file, text) for file, text in sorted(wanted.items()))


def _diff(path: Path, file: str, wanted: str) -> str:
    found = path.read_bytes().decode("utf-8", "replace") if path.exists() else ""
    lines = difflib.unified_diff(
        found.splitlines(keepends=True),
        wanted.splitlines(keepends=True),
        f"cs231n_kit/{file}",
        f"cs231n_kit/{file} (from the solution)",
    )
    return "".join(lines)


def write(package: Path = PACKAGE) -> tuple[list[str], list[str]]:
    """Write the stubs; a student's file is renewed only while it is an untouched stub.

    Returns
    -------
    written, kept : list of str
        Files that were renewed, and files that were left alone because they hold work.
    """
    stubs = generate(package)
    written, kept = [], []
    for file, text in stubs.items():
        work, pristine = package / file, package / "stubs" / file
        untouched = not work.exists() or (pristine.exists() and work.read_bytes() == pristine.read_bytes())
        if not untouched and work.read_bytes() != text.encode():
            kept.append(file)
        for path in [pristine, *([work] if untouched else [])]:
            if not path.exists() or path.read_bytes() != text.encode():
                write_atomically(path, text)
                written.append(path.relative_to(package).as_posix())
    for file in task_files(package / "stubs"):
        if file not in stubs:
            (package / "stubs" / file).unlink()
    return written, kept
