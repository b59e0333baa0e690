"""What is tried and what came of it: plain data that crosses to the child processes and back."""

import ast
from dataclasses import dataclass

from ...checks.assignments import assignment
from ...overlay import REFERENCE
from ...tasks import functions, lines_of, span, tasks
from .mutant import Mutant


@dataclass(frozen=True)
class Trial:
    """A student's file with one mistake in it, to be judged by the checks of one task."""

    name: str
    assignment: str
    task: str
    file: str
    text: str


@dataclass(frozen=True)
class Outcome:
    """The codes of all findings but ``ok``, and whether any of them cost points."""

    name: str
    codes: tuple[str, ...]
    rejected: bool


def trial_of(mutant: Mutant, assignment_name: str) -> Trial:
    """The reference's file with the mutant in place of the right function."""
    file = next(task.file for task in tasks() if task.name == mutant.task)
    text = (REFERENCE / file).read_text("utf-8")
    function = dict(functions(ast.parse(text)))[mutant.task]
    lines = lines_of(text)
    lines[span(function)] = [mutant.of("".join(lines[span(function)]))]
    return Trial(mutant.name, assignment_name, mutant.task, file, "".join(lines))


def assignment_of(names: tuple[str, ...]) -> dict[str, str]:
    """The assignment that each task is judged in."""
    return {task: name for name in reversed(names) for task in assignment(name).tasks}
