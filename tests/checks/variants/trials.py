"""The right but unusual implementations of an assignment, as the files that a student would hand in."""

import ast
import inspect
from dataclasses import dataclass
from importlib import import_module

from cs231n_kit.authoring.mutants.trial import trial_of
from cs231n_kit.checks.assignments import NAMES
from cs231n_kit.overlay import REFERENCE
from cs231n_kit.tasks import tasks

from ..mutated import files_with
from . import linear_classifier

# Where the variants of tasks stand that several assignments could share.
FURTHER = {"softmax": linear_classifier.VARIANTS}


@dataclass(frozen=True)
class Variant:
    """Right work.

    Parameters
    ----------
    name : str
    assignment : str
    texts : dict
        Of whole files, by their paths relative to the package.
    advice : set of str
        What is said of it, at full points.
    """

    name: str
    assignment: str
    texts: dict
    advice: set


def every():
    return [variant for name in NAMES for variant in variants(name)]


def variants(assignment):
    """The variants of ``variants/ASSIGNMENT.py``.

    They stand there as functions ``TASK__description``, with what is said of them in ``ADVICE``; or, where
    several tasks belong together or a task is a method, as ``VARIANTS``: by name, the texts of the tasks by
    their names, and what is said.
    """
    module = import_module(f"{__package__}.{assignment}")
    advice = getattr(module, "ADVICE", {})
    for name, texts in _functions(module):
        yield Variant(name, assignment, texts, advice.get(name, set()))
    for name, (functions, said) in getattr(module, "VARIANTS", {}).items():
        yield Variant(name, assignment, files_with(functions), said)
    for mutant in FURTHER.get(assignment, ()):
        trial = trial_of(mutant, assignment)
        yield Variant(f"{mutant.task}: {mutant.name}", assignment, {trial.file: trial.text}, set())


def _functions(module):
    """By ``TASK: description``, the reference's file with the module after it, and the function last."""
    text = inspect.getsource(module)
    files = {task.name: task.file for task in tasks()}
    for node in ast.parse(text).body:
        task, separator, description = getattr(node, "name", "").partition("__")
        if separator and task:
            function = ast.get_source_segment(text, node).replace(f"def {node.name}(", f"def {task}(", 1)
            whole = (REFERENCE / files[task]).read_text("utf-8") + text + "\n\n" + function + "\n"
            yield f"{task}: {description}", {files[task]: whole}
