"""``check("softmax_loss_naive")``: what a student types to learn whether a task is right."""

import random
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from types import ModuleType
from typing import Any

import numpy as np

from ..releases import told_where
from ..tasks import PACKAGE, Task, module_of, tasks
from .finding import Stopped
from .named import Wanted, wanted
from .run import run
from .show.report import Report, TaskReport
from .sides import recorded
from .sides.fresh import fresh
from .sides.local import Local
from .sides.readable import CELL, Readable, shown
from .sides.versions import Function, file_of, function_in, held, same_version

Modules = dict[str, ModuleType | Stopped]
Answers = dict[str, list[Any]]
# The extension looks only for changes that are made after it was loaded, hence "once more".
AGAIN = (
    "Run `%load_ext autoreload` and `%autoreload 2`, save the file once more, and run this cell again;"
    " or restart the kernel."
)


class Shown(Report):
    """A report that a notebook shows as a card, and a terminal as text."""

    def __repr__(self) -> str:
        from .show.text import plain

        return plain(self)

    def _repr_html_(self) -> str:
        from .show.card import card

        return card(self)


def check(what: Any = None) -> Shown:
    """Say whether a task is right and, if it is not, what is wrong with it.

    Parameters
    ----------
    what : str, function, method or class, optional
        The name of a task, ``check("softmax_loss_naive")``: its file is run as it is on disk now. A task
        itself, ``check(softmax_loss_naive)`` or ``check(LinearClassifier.train)``: that very function is
        run. The name of an assignment, ``check("softmax")``: all its tasks. Nothing: those of every notebook
        that is there.

    Returns
    -------
    report : Shown
        The last expression of a cell is shown as a card; elsewhere, ``print(check(…))``.

    Raises
    ------
    KitError
        If there is no such task.
    """
    from .show.progress import progress

    chosen = wanted(what)
    return examined(chosen, progress(chosen) if what is None else chosen)


def examined(chosen: list[Wanted], one_by_one: Iterable[Wanted] | None = None) -> Shown:
    """The report on these tasks; `one_by_one` gives them too, and may say on the way how far it is."""
    files = {task.name: task for task in tasks()}
    modules: Modules = fresh()
    answers = {name: recorded.read(name) for name in dict.fromkeys(one.assignment.name for one in chosen)}
    with _own_random_numbers():
        reports = [
            _examined(one, files[one.task], modules, answers[one.assignment.name])
            for one in one_by_one or chosen
        ]
    if reports and (told := told_where()):  # once: it is about them all
        reports[0] = replace(reports[0], notes=(*reports[0].notes, f"{told[0].upper()}{told[1:]}."))
    return Shown(tuple(reports))


def _examined(one: Wanted, task: Task, modules: Modules, answers: Answers) -> TaskReport:
    file, module = str(PACKAGE / task.file), modules[task.file]
    function = one.function
    if isinstance(module, Stopped) and function and file_of(function) == file:
        function = None  # the file cannot be read any more, and that is what to say
    side = Readable(Local(_given(task.name, function, module), modules), task, module, function)
    findings = run(
        one.assignment.of(one.task),
        side,
        lambda check: recorded.Recorded(answers.get(f"{check.task}/{check.name}", [])),
        recorded.SEED,
    )
    ran = shown(file_of(function)) if function else shown(file)
    return TaskReport(task.name, ran, tuple(findings), tuple(_notes(task, function, module, file)))


def _given(task: str, function: Function | None, module: object) -> dict[str, Callable[..., Any]]:
    """What is examined in place of the file: a method is given by a class that has it."""
    if function is None:
        return {}
    owner, _, method = task.rpartition(".")
    if not owner:
        return {task: function}
    # A class made in a function is not to be found by its name: then the one in the file stands in.
    original = function_in(sys.modules.get(function.__module__), owner) or function_in(module, owner)
    return {owner: type(owner, (original,), {method: function})} if isinstance(original, type) else {}


def _notes(task: Task, function: Function | None, module: ModuleType | Stopped, file: str) -> Iterator[str]:
    """What to know about the version that was run."""
    path, name = shown(file), task.name
    on_disk = None if isinstance(module, Stopped) else function_in(module, name)
    if function and file_of(function) != file:
        where = "in a cell of this notebook" if shown(file_of(function)) == CELL else "another one"
        yield f"This is {where}. What you hand in, and what later cells import, is {name} in {path}."
    elif on_disk is None:
        return
    elif function and not same_version(function, on_disk):
        yield (f"This ran the version that the notebook imported, and {path} has another one now. {AGAIN}")
    elif not function and not all(
        same_version(old, on_disk) for old in held(name, module_of(task.file), file)
    ):
        yield (
            f"This ran {path} as it is on disk; the notebook still holds an older version of {name}. {AGAIN}"
        )


@contextmanager
def _own_random_numbers() -> Iterator[None]:
    """The checks seed NumPy's global generator; the notebook's numbers go on as if they had not."""
    numbers, plain_numbers = np.random.get_state(), random.getstate()
    try:
        yield
    finally:
        np.random.set_state(numbers)
        random.setstate(plain_numbers)
