"""The automatic mutants that there are, as they are listed beside this file, and why some survive."""

import tomllib
from pathlib import Path

from ...files import write_atomically
from ...overlay import REFERENCE
from ...tasks import task_files
from .operators import Automatic, automatic

LIST = Path(__file__).with_name("automatic.txt")
SURVIVORS = Path(__file__).with_name("survivors.toml")
HEADER = """\
# The automatic mutants of the reference: file:function:line of its solution:operator, and what became what.
# Written by `cs231n-kit authoring mutants --automatic --save`.
"""


def every() -> list[Automatic]:
    """The automatic mutants of every solution region."""
    return [
        mutant
        for file in task_files(REFERENCE)
        for mutant in automatic(file, (REFERENCE / file).read_text("utf-8"))
    ]


def text_of(mutants: list[Automatic]) -> str:
    return HEADER + "".join(f"{mutant.name}\t{mutant.edit}\n" for mutant in mutants)


def save() -> None:
    write_atomically(LIST, text_of(every()))


def has_drifted() -> bool:
    return not LIST.exists() or LIST.read_text("utf-8") != text_of(every())


def survivors() -> dict[str, str]:
    """Why a mutant is not rejected, by its name."""
    return tomllib.loads(SURVIVORS.read_text("utf-8"))
