"""``cs231n-kit check``: say which tasks are right."""

import argparse

from .parser import Commands, command


def add(commands: Commands) -> None:
    check = command(
        commands,
        "check",
        _run,
        "say which tasks are right, and what is wrong with the others",
        "Run your functions and say of each task whether it is right and, if not, what is wrong.\n\n"
        "  cs231n-kit check                        all tasks of the notebooks that you have\n"
        "  cs231n-kit check softmax_loss_naive     one task\n"
        "  cs231n-kit check softmax                all tasks of softmax.ipynb\n"
        "  cs231n-kit check LinearClassifier.train LinearClassifier.predict\n"
        "  cs231n-kit check softmax --json         for another program\n\n"
        "In a notebook, `from cs231n_kit import check` and `check(softmax_loss_naive)` say the same.\n"
        "Exit 0 if all is right, 1 if something is not right or not done yet.",
    )
    check.add_argument("tasks", nargs="*", metavar="TASK", help="a task or an assignment; all without one")
    check.add_argument("--json", action="store_true", help="print one JSON object instead of text")


def _run(arguments: argparse.Namespace) -> int:
    from ..checks.show.terminal import run_check

    return run_check(arguments.tasks, arguments.json)
