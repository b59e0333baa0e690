"""``cs231n-kit collect``: make the archive that is handed in."""

import argparse
from pathlib import Path

from .parser import Commands, command


def add(commands: Commands) -> None:
    collect = command(
        commands,
        "collect",
        _run,
        "make the archive that you hand in, and say what is still open",
        "Put your work on one assignment into one file to be uploaded: the functions you wrote, the\n"
        "notebook, and the notebook once more as a page that any browser shows.\n\n"
        "  cs231n-kit collect                         softmax-submission.zip, in this folder\n"
        "  cs231n-kit collect --assignment svm        svm-submission.zip\n"
        "  cs231n-kit collect --out hand-in.zip       under another name\n\n"
        "It runs nothing of yours and changes none of your files. It says which tasks are stubs still,\n"
        "which inline questions have no answer in their own cell, and whether the outputs in the notebook\n"
        "look like those of another run: cells not run, run out of order or stopped by an error, a file\n"
        "changed later.\n\n"
        "Exit 0 if nothing is open; 1 if something is, the archive is written all the same; 2 if a file\n"
        "is missing or cannot be used, and nothing is written.",
    )
    collect.add_argument("--assignment", default="softmax", metavar="NAME", help="softmax without it")
    collect.add_argument("--out", type=Path, metavar="FILE", help="the .zip; NAME-submission.zip without it")


def _run(arguments: argparse.Namespace) -> int:
    from ..collecting.command import collect

    return collect(arguments.assignment, arguments.out)
