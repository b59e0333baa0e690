"""The student's modules in this process with functions of the reference exchanged, and what they score."""

import ast
import sys
from functools import cache
from textwrap import dedent, indent
from types import ModuleType

from cs231n_kit.checks.assignments import assignment
from cs231n_kit.checks.judging.source import Source
from cs231n_kit.checks.run import run
from cs231n_kit.checks.sides import record
from cs231n_kit.checks.sides.local import Local
from cs231n_kit.checks.sides.recorded import SEED, Recorded
from cs231n_kit.mistakes.side import WithMistakes
from cs231n_kit.overlay import REFERENCE
from cs231n_kit.tasks import PACKAGE, STUBS, functions, lines_of, module_of, span, task_files, tasks

IMPORTED_BY_OTHERS = ("gradient_check.py", "layers.py", "classifiers/linear_classifier.py")


class Student(Local):
    """The reference, with the text of some of its files replaced.

    Parameters
    ----------
    texts : dict
        Of whole files, by their paths relative to the package.
    """

    def __init__(self, texts=None):
        self.texts = {file: (REFERENCE / file).read_text("utf-8") for file in task_files()} | (texts or {})
        super().__init__(modules=_modules(self.texts))

    def source(self, task):
        return Source(self.texts[_file_of(task)], task)


def untouched():
    """The stubs as they are handed out."""
    return Student({file: (STUBS / file).read_text("utf-8") for file in task_files()})


def with_functions(texts):
    """The reference with other texts of several tasks, by their names."""
    files = {}
    for task, function in texts.items():
        files |= with_function(task, function, files)
    return Student(files)


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


def _modules(texts):
    """Each text run as the module that its file is, importing the others of these and not those on disk."""
    names = {file: module_of(file) for file in texts}
    before = {name: sys.modules.get(name) for name in names.values()}
    modules = {}
    try:
        for file in sorted(texts, key=lambda file: (file not in IMPORTED_BY_OTHERS, file)):
            module = modules[file] = ModuleType(names[file])
            module.__package__ = names[file].rpartition(".")[0]
            sys.modules[names[file]] = module
            exec(compile(texts[file], str(PACKAGE / file), "exec"), vars(module))
    finally:
        for name, module in before.items():
            if module is None:
                sys.modules.pop(name, None)
            else:
                sys.modules[name] = module
    return modules


def _file_of(task):
    return next(known.file for known in tasks() if known.name == task)


def _span(text, task):
    return span(dict(functions(ast.parse(text)))[task])
