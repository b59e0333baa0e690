"""``cs231n-kit release``: make the stubs, and what students are handed."""

import argparse
from pathlib import Path

from .parser import Commands, command


def add(commands: Commands) -> None:
    release = command(
        commands,
        "release",
        _run,
        "make the stubs from the solutions, or the release for students",
        "Make the stubs from cs231n_kit/solutions/. A file that holds work is never overwritten.\n\n"
        "  cs231n-kit release                     write the stubs and the recorded answers\n"
        "  cs231n-kit release --check             write nothing; print how they differ\n"
        "  cs231n-kit release --out dist/cs231n   the release for students, a folder and dist/cs231n.zip\n"
        "  cs231n-kit release --out dist/week1 --assignment gradient_check softmax\n\n"
        "A release holds no solution: exit 1, and nothing is written, if a line of one is found in it.",
    )
    what = release.add_mutually_exclusive_group()
    what.add_argument("--check", action="store_true", help="write nothing; print a diff and exit 1 on drift")
    what.add_argument(
        "--out", type=Path, metavar="DIR", help="write the students' release to DIR and DIR.zip"
    )
    release.add_argument(
        "--assignment",
        nargs="+",
        action="extend",
        default=[],
        metavar="NAME",
        help="with --out, hand out these notebooks; all without one",
    )


def _run(arguments: argparse.Namespace) -> int:
    from ..errors import KitError

    if arguments.out:
        from ..authoring.bundle.command import release_to

        return release_to(arguments.out, arguments.assignment)
    if arguments.assignment:
        raise KitError("--assignment says which notebooks --out hands out; add --out DIR, or leave it out")
    from ..authoring.release import release

    return release(arguments.check)
