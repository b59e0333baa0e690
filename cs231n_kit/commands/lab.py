"""``cs231n-kit lab``: open JupyterLab."""

import argparse

from ..overlay import REFERENCE
from .parser import Commands, command

WITH_SOLUTIONS = "  cs231n-kit lab --solutions   the reference solutions, in a temporary copy\n"


def add(commands: Commands) -> None:
    lab = command(
        commands,
        "lab",
        _run,
        "open JupyterLab on the notebooks",
        "Open JupyterLab on the notebooks and the package that you write.\n\n"
        "  cs231n-kit lab               your own work\n"
        f"{WITH_SOLUTIONS if REFERENCE.is_dir() else ''}"
        "  cs231n-kit lab --no-browser --port 9999   further options go to JupyterLab",
    )
    lab.set_defaults(takes_rest=True, solutions=False)  # JupyterLab has options of its own
    if REFERENCE.is_dir():  # a release for students has none
        lab.add_argument(
            "--solutions", action="store_true", help="lay the reference solutions over a temporary copy"
        )


def _run(arguments: argparse.Namespace) -> int:
    from ..authoring.lab import lab

    return lab(arguments.solutions, arguments.rest)
