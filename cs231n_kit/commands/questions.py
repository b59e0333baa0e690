"""``cs231n-kit questions``: the answers to the notebooks' inline questions, and points for them."""

import argparse
from pathlib import Path

from .parser import Commands, command


def add(commands: Commands) -> None:
    questions = command(
        commands,
        "questions",
        _run,
        "grade the answers to inline questions by hand, one question at a time",
        "Collect what a class answered to the inline questions of a notebook, and take in your points.\n\n"
        "  cs231n-kit questions submissions --out graded     graded/questions.html, graded/questions.csv\n"
        "  cs231n-kit questions submissions --out graded --points underflow=2 --points grid=3\n"
        "  cs231n-kit questions submissions --out graded --anonymous    no names, in a shuffled order\n"
        "  cs231n-kit questions --out graded --from questions.csv       take points and comments in\n\n"
        "Grade first: --out is the folder that `grade` wrote. Then open questions.html, type points and\n"
        "comments, and save; or fill in questions.csv in a spreadsheet. Both come back in with --from.\n"
        "Answers that are alike stand there once in the page. An empty points cell leaves everything as\n"
        "it is, so several people can grade different questions from files of their own.\n\n"
        "The points are kept in the gradebook, count in the total, stand in the feedback, and no grading\n"
        "changes them. If anything in a file is wrong nothing of it is taken in.\n\n"
        "Exit 0 if all is done; 1 if something is left out, which is listed; 2 if nothing can be done.",
    )
    questions.add_argument(
        "paths", nargs="*", type=Path, metavar="PATH", help="the submissions, as they were given to grade"
    )
    questions.add_argument("--out", type=Path, required=True, metavar="DIR", help="the --out folder of grade")
    questions.add_argument(
        "--from", dest="table", type=Path, metavar="FILE", help="a questions.csv with points, to take in"
    )
    questions.add_argument(
        "--points",
        action="append",
        default=[],
        metavar="NAME=N",
        help="what a question is worth, from now on; 1 without it",
    )
    questions.add_argument("--anonymous", action="store_true", help="name nobody, and shuffle the answers")
    questions.add_argument("--seed", metavar="N", help="of the shuffled order; the gradebook's without it")


def _run(arguments: argparse.Namespace) -> int:
    from ..grading.questions.command import Options, questions

    return questions(
        Options(
            paths=tuple(arguments.paths),
            out=arguments.out,
            table=arguments.table,
            points=tuple(arguments.points),
            anonymous=arguments.anonymous,
            seed=arguments.seed,
        )
    )
