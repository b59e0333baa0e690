"""``cs231n-kit release``: make the stubs."""

import argparse

from .parser import Commands, command


def add(commands: Commands) -> None:
    release = command(
        commands,
        "release",
        _run,
        "make the stubs from the solutions",
        "Make the stubs from cs231n_kit/solutions/. A file that holds work is never overwritten.",
    )
    release.add_argument(
        "--check", action="store_true", help="write nothing; print a diff and exit 1 on drift"
    )


def _run(arguments: argparse.Namespace) -> int:
    from ..authoring.release import release

    return release(arguments.check)
