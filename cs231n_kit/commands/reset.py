"""``cs231n-kit reset``: put a stub back."""

import argparse

from .parser import Commands, command


def add(commands: Commands) -> None:
    reset = command(
        commands,
        "reset",
        _run,
        "put a stub back, keeping a backup",
        "Put the stub of one task back and keep the file as it was beside it.\n\n"
        "  cs231n-kit reset softmax_loss_naive      one task; the rest of its file stays\n"
        "  cs231n-kit reset classifiers/softmax.py  a whole file",
    )
    reset.add_argument("task", metavar="TASK", help="a task or a file of tasks")


def _run(arguments: argparse.Namespace) -> int:
    from ..tasks import reset

    print(reset(arguments.task))
    return 0
