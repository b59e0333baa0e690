"""What is tried and what came of it: plain data that crosses to the child processes and back."""

import ast
from collections import Counter
from dataclasses import dataclass

from ...checks.assignments import assignment
from ...overlay import REFERENCE
from ...tasks import functions, lines_of, span, tasks
from .mutant import Mutant

Codes = tuple[str, ...]
# What other tasks may have: one cannot be judged before this one, or their file cannot be loaded.
UNAVOIDABLE = {"needs_first", "syntax_error", "import_error"}


@dataclass(frozen=True)
class Trial:
    """A student's file with one mistake in it, to be judged by the checks of its task, or of all tasks."""

    name: str
    assignment: str
    task: str
    file: str
    text: str
    all_tasks: bool = False


@dataclass(frozen=True)
class Outcome:
    """The codes of the findings but ``ok``: of the task by what they cost, and what other tasks have.

    Each is named once, but for what costs points: there each check counts.

    Parameters
    ----------
    name : str
    costing : tuple of str
        What costs points, a code for each check; of calls that did not come back, each once.
    advice : tuple of str
        What is told at full points.
    skipped : tuple of str
        What could not be judged for the mistake.
    elsewhere : tuple of str
        What is told of another task of the assignment, unless that is skipped.
    """

    name: str
    costing: Codes = ()
    advice: Codes = ()
    skipped: Codes = ()
    elsewhere: Codes = ()

    @property
    def codes(self) -> Codes:
        return (*self.costing, *self.advice, *self.skipped)

    @property
    def rejected(self) -> bool:
        return bool(self.costing)


def is_missed(mutant: Mutant, outcome: Outcome) -> bool:
    """Whether the checks found anything but the mutant's own codes, once each, or touch another task."""
    costing, further = Counter(outcome.costing), Counter(mutant.also)
    advised = mutant.code in outcome.advice and costing == further
    own = advised or costing == further + Counter([mutant.code])
    return not own or not UNAVOIDABLE.issuperset(outcome.elsewhere)


def trial_of(mutant: Mutant, assignment_name: str) -> Trial:
    """The reference's file with the mutant in place of the right function."""
    file = next(task.file for task in tasks() if task.name == mutant.task)
    text = (REFERENCE / file).read_text("utf-8")
    function = dict(functions(ast.parse(text)))[mutant.task]
    lines = lines_of(text)
    lines[span(function)] = [mutant.of("".join(lines[span(function)]))]
    return Trial(mutant.name, assignment_name, mutant.task, file, "".join(lines), all_tasks=True)


def assignment_of(names: tuple[str, ...]) -> dict[str, str]:
    """The assignment that each task is judged in."""
    return {task: name for name in reversed(names) for task in assignment(name).tasks}
