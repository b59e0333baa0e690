"""``cs231n-kit lab``: open JupyterLab."""

import argparse

from .parser import Commands, command


def add(commands: Commands) -> None:
    lab = command(
        commands,
        "lab",
        _run,
        "open JupyterLab on the notebooks",
        "Open JupyterLab on the notebooks and the package that you write.\n\n"
        "  cs231n-kit lab               your own work\n"
        "  cs231n-kit lab --solutions   the reference solutions, in a temporary copy\n"
        "  cs231n-kit lab --no-browser --port 9999   further options go to JupyterLab",
    )
    lab.set_defaults(takes_rest=True)  # JupyterLab has options of its own
    lab.add_argument(
        "--solutions", action="store_true", help="lay the reference solutions over a temporary copy"
    )


def _run(arguments: argparse.Namespace) -> int:
    from ..authoring.lab import lab

    return lab(arguments.solutions, arguments.rest)
