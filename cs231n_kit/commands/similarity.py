"""``cs231n-kit similarity``: submissions of a class that are alike."""

import argparse
from pathlib import Path

from .parser import Commands, command


def add(commands: Commands) -> None:
    similarity = command(
        commands,
        "similarity",
        _run,
        "find submissions that are more alike than the assignment explains",
        "Compare the submissions of a class with each other, and write a page with those that are alike,\n"
        "side by side, and beside it the same as .csv. Nothing that was handed in is run.\n\n"
        "  cs231n-kit similarity submissions --out similar.html\n"
        "  cs231n-kit similarity canvas.zip --out similar.html --assignment svm\n"
        "  cs231n-kit similarity submissions --out similar.html --threshold 50\n\n"
        "Names, comments and white space do not count, nor what the kit hands out, nor what many have in\n"
        "common. Similarity is no proof: docs/similarity.md says what it is worth.\n\n"
        "Exit 0 whether or not any are alike; 2 if there is nothing to compare. It needs copydetect:\n"
        'python -m pip install "copydetect>=0.5".',
    )
    similarity.add_argument(
        "paths", nargs="+", type=Path, metavar="PATH", help="a folder of submissions, or a submission"
    )
    similarity.add_argument("--out", type=Path, required=True, metavar="FILE", help="the .html to write")
    similarity.add_argument("--assignment", metavar="NAME", help="softmax without it")
    similarity.add_argument(
        "--threshold", default="70", metavar="PERCENT", help="list pairs alike in so much; 70 without it"
    )
    similarity.add_argument(
        "--common",
        metavar="N",
        help="leave out what more than N submissions share; without it half of the class, from 5 to 10",
    )


def _run(arguments: argparse.Namespace) -> int:
    from ..grading.similarity.command import Options, similarity

    return similarity(
        Options(
            paths=tuple(arguments.paths),
            out=arguments.out,
            assignment=arguments.assignment,
            threshold=arguments.threshold,
            common=arguments.common,
        )
    )
