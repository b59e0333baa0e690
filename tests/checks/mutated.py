"""A student's work in this process: the reference with functions exchanged, and what it scores."""

import ast
from functools import cache
from textwrap import dedent, indent

from cs231n_kit.authoring.mutants import student
from cs231n_kit.checks.assignments import assignment
from cs231n_kit.checks.run import run
from cs231n_kit.checks.sides import record
from cs231n_kit.checks.sides.recorded import SEED, Recorded
from cs231n_kit.mistakes.side import WithMistakes
from cs231n_kit.overlay import REFERENCE
from cs231n_kit.tasks import STUBS, functions, lines_of, span, task_files, tasks


class Student(student.Student):
    """The reference, with the text of some of its files replaced.

    Parameters
    ----------
    texts : dict
        Of whole files, by their paths relative to the package.
    """

    def __init__(self, texts=None):
        super().__init__(
            {file: (REFERENCE / file).read_text("utf-8") for file in task_files()} | (texts or {})
        )


def untouched():
    """The stubs as they are handed out."""
    return Student({file: (STUBS / file).read_text("utf-8") for file in task_files()})


def with_functions(texts):
    """The reference with other texts of several tasks, by their names."""
    return Student(files_with(texts))


def files_with(texts):
    """The files, by their paths, that hold other texts of several tasks."""
    files = {}
    for task, function in texts.items():
        files |= with_function(task, function, files)
    return files


def function_of(task):
    """The text of a task in the reference."""
    text = (REFERENCE / _file_of(task)).read_text("utf-8")
    return "".join(lines_of(text)[_span(text, task)])


def with_function(task, function, files=None):
    """The file of a task, by its path, with another text of the function in it; its margin is put right.

    `files` holds texts that take the place of the reference's.
    """
    file = _file_of(task)
    text = (files or {}).get(file) or (REFERENCE / file).read_text("utf-8")
    lines = lines_of(text)
    lines[_span(text, task)] = [indent(dedent(function).strip("\n"), "    " * task.count(".")) + "\n"]
    return {file: "".join(lines)}


def findings(name, impl, tasks=None):
    """What the checks of an assignment say, of all its tasks or of some, by ``task/check``."""
    chosen = [check for check in assignment(name).checks if not tasks or check.task in tasks]
    found = run(chosen, impl, lambda check: Recorded(answers(name)[f"{check.task}/{check.name}"]), SEED)
    return {f"{one.task}/{one.check}": one for one in found}


@cache
def answers(name):
    """What the reference answers to the checks of an assignment."""
    reference = Student()
    return record.answers(assignment(name), reference, WithMistakes(reference))


def _file_of(task):
    return next(known.file for known in tasks() if known.name == task)


def _span(text, task):
    return span(dict(functions(ast.parse(text)))[task])
