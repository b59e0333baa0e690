"""The same hundred well-behaved submissions of softmax each time: right ones, and one mistake each."""

import ast
import inspect
from collections.abc import Iterator
from pathlib import Path

from cs231n_kit.authoring.mutants.catalogue.softmax import MUTANTS
from cs231n_kit.authoring.mutants.trial import trial_of
from cs231n_kit.checks.assignments import assignment
from cs231n_kit.overlay import REFERENCE
from tests.checks.variants import linear_classifier, softmax

Files = dict[str, str]  # texts by their paths in the package
NAME = "softmax"
COUNT = 100
HOSTILE = ("timeout", "process_died", "memory_limit")  # of no use beside graders that these stop


def hundred() -> dict[str, Files]:
    """The right variants that import NumPy alone, and mistakes at even distances in the catalogue."""
    right = [*_functions(), *(_mutant(variant) for variant in linear_classifier.VARIANTS)]
    wrong = [mutant for mutant in MUTANTS if mutant.code not in HOSTILE]
    room = COUNT - len(right)
    mistakes = [_mutant(wrong[place * len(wrong) // room]) for place in range(room)]
    return {f"s{number:04}": files for number, files in enumerate([*right, *mistakes])}


def reference() -> Files:
    return {file: (REFERENCE / file).read_text("utf-8") for file in assignment(NAME).files}


def write(submissions: dict[str, Files], folder: Path, copies: int = 1) -> Path:
    """A folder a submission, `copies` of each under names of their own."""
    for copy in range(copies):
        for name, files in submissions.items():
            place = folder / f"{name}-{copy:02}"
            place.mkdir(parents=True)
            for file, text in files.items():
                (place / Path(file).name).write_text(text, "utf-8")
    return folder


def _mutant(mutant: object) -> Files:
    trial = trial_of(mutant, NAME)
    return reference() | {trial.file: trial.text}


def _functions() -> Iterator[Files]:
    """The variants of the losses, each after the others and what they share."""
    text = inspect.getsource(softmax)
    nodes = [node for node in ast.parse(text).body if "scipy" not in ast.unparse(node)]
    shared = "\n\n".join(ast.unparse(node) for node in nodes)
    file = assignment(NAME).files[0]
    for node in nodes:
        task, separator, _ = getattr(node, "name", "").partition("__")
        if separator and task:
            function = ast.unparse(node).replace(f"def {node.name}(", f"def {task}(", 1)
            yield reference() | {file: f"{reference()[file]}\n\n{shared}\n\n\n{function}\n"}
