"""From what a student hands to `check` to the tasks that are meant."""

from collections.abc import Callable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from ..errors import KitError
from ..tasks import PACKAGE
from .assignment import Assignment
from .assignments import assignments


@dataclass(frozen=True)
class Wanted:
    """A task to be checked: as it is in its file, or as this function is."""

    assignment: Assignment
    task: str
    function: Callable[..., Any] | None = None


def wanted(what: Any = None) -> list[Wanted]:
    """The tasks that are meant, in the order of the assignments.

    Parameters
    ----------
    what : str, function, method or class, optional
        The name of a task or of an assignment, or a task itself; a class stands for the tasks among its
        methods. If it is None, the tasks of every notebook that was handed out.

    Raises
    ------
    KitError
        If nothing goes by that name; it lists what is spelled nearly so.
    """
    everything = [Wanted(assignment, task) for assignment in assignments() for task in assignment.tasks]
    if what is None:
        return _handed_out(everything)
    if isinstance(what, str):
        found = [one for one in everything if what in (one.task, one.assignment.name)]
        return found or _unknown(what, everything)
    if isinstance(what, type):
        return _methods(what, everything) or _unknown(what.__name__, everything)
    function = getattr(what, "__func__", what)
    if not hasattr(function, "__code__"):
        raise KitError(
            f"check needs a task or its name, got {type(what).__name__}; for example"
            f' check("{everything[0].task}") or check({everything[0].task})'
        )
    name = function.__qualname__.rpartition("<locals>.")[2]
    found = [Wanted(one.assignment, one.task, function) for one in everything if one.task == name]
    return found or _unknown(name, everything)


def _handed_out(everything: list[Wanted]) -> list[Wanted]:
    """Those whose notebook is there: a release may hold only some. A wheel has none, and means them all."""
    there = [one for one in everything if (PACKAGE.parent / one.assignment.notebook).is_file()]
    return there or everything


def _methods(kind: type, everything: list[Wanted]) -> list[Wanted]:
    """The tasks among the methods of a class, its own or those of the class it is derived from."""
    owners = {one.__name__ for one in kind.__mro__}
    return [
        Wanted(one.assignment, one.task, getattr(kind, method))
        for one in everything
        for owner, _, method in [one.task.partition(".")]
        if owner in owners and hasattr(getattr(kind, method, None), "__code__")
    ]


def _unknown(name: str, everything: list[Wanted]) -> list[Wanted]:
    known = list(
        dict.fromkeys([one.task for one in everything] + [one.assignment.name for one in everything])
    )
    last_parts = [task for task in known if task.rpartition(".")[2] == name]
    near = list(dict.fromkeys([*last_parts, *get_close_matches(name, known, n=3, cutoff=0.5)]))
    choice = f"did you mean {' or '.join(near)}?" if near else f"choose from {', '.join(known)}"
    raise KitError(f"no task or assignment is called {name!r}; {choice}")
