"""``cs231n-kit data``: fetch the data sets."""

import argparse
from pathlib import Path

from .parser import Commands, command


def add(commands: Commands) -> None:
    data = command(
        commands,
        "data",
        _run,
        "fetch and verify CIFAR-10 or MNIST",
        "Fetch a data set into datasets/, verify it, and do nothing if it is there already.\n\n"
        "  cs231n-kit data              CIFAR-10, 170 MB to download, 186 MB on disk\n"
        "  cs231n-kit data mnist        MNIST, 12 MB\n"
        "  cs231n-kit data --from cifar-10-python.tar.gz   an archive that you have already\n\n"
        "An interrupted download is resumed. CS231N_KIT_DATA names another folder than datasets/.\n"
        "Without them the notebooks run on samples that the kit draws itself.",
    )
    data.add_argument(
        "name",
        nargs="?",
        choices=("cifar10", "mnist", "all"),
        default="cifar10",
        metavar="NAME",
        help="cifar10 (the default), mnist or all",
    )
    data.add_argument(
        "--from", dest="from_file", type=Path, metavar="FILE", help="an archive already at hand"
    )


def _run(arguments: argparse.Namespace) -> int:
    from ..datasets.fetch.install import run_data

    return run_data(arguments.name, arguments.from_file)
