"""``cs231n-kit gradescope``: an autograder for Gradescope."""

import argparse
from pathlib import Path

from .parser import Commands, command


def add(commands: Commands) -> None:
    gradescope = command(
        commands,
        "gradescope",
        _run,
        "make the autograder archive that Gradescope runs",
        "Write the archive to upload at Gradescope under `Configure Autograder`. It holds the solutions and\n"
        "the hidden checks: hand it to nobody.\n\n"
        "  cs231n-kit gradescope --out autograder.zip\n"
        "  cs231n-kit gradescope --out svm.zip --assignment svm\n\n"
        "Submissions are graded as by `cs231n-kit grade`, one in a container. Where there is no score, as\n"
        "when the grader fails, Gradescope is told of an error and never of a 0.",
    )
    gradescope.add_argument("--out", type=Path, required=True, metavar="FILE", help="the .zip to write")
    gradescope.add_argument("--assignment", metavar="NAME", help="what it grades; softmax without it")
    gradescope.add_argument(
        "--sandbox",
        choices=("auto", "process"),
        default="auto",
        help="auto, the default: give no score where the container offers no Landlock or seccomp; process:"
        " go without those where they are missing, by user ids and limits",
    )


def _run(arguments: argparse.Namespace) -> int:
    from ..grading.gradescope.archive import autograder

    return autograder(arguments.out, arguments.assignment, arguments.sandbox)
