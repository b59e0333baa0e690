"""``cs231n-kit replay``: run the notebooks with the reference."""

import argparse

from .parser import Commands, command


def add(commands: Commands) -> None:
    replay = command(
        commands,
        "replay",
        _run,
        "run the notebooks with the reference solutions and compare every saved output",
        "Run the notebooks with the reference solutions in a temporary copy, with nbval.\n\n"
        "On the sample every saved output is compared. On the real data, CIFAR-10 and MNIST, the numbers\n"
        "are others, so there the notebooks' own accuracy bands decide.\n"
        "Exit 0 if all hold, 1 if one does not.",
    )
    replay.add_argument(
        "notebooks", nargs="*", metavar="NOTEBOOK", help="all notebooks of the kit without one"
    )
    replay.add_argument(
        "--data",
        choices=("sample", "cifar10"),
        default="sample",
        help="default: sample; cifar10 is all real data",
    )


def _run(arguments: argparse.Namespace) -> int:
    from ..authoring.replay import replay

    return replay(arguments.notebooks, arguments.data)
