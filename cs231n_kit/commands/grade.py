"""``cs231n-kit grade``: grade a class."""

import argparse
from pathlib import Path

from .parser import Commands, command


def add(commands: Commands) -> None:
    grade = command(
        commands,
        "grade",
        _run,
        "grade a class of submissions, whatever is in them",
        "Grade every submission that is found, each in a sandbox, and write what came of it to a folder.\n\n"
        "  cs231n-kit grade submissions --out graded         a folder of submissions, all of softmax\n"
        "  cs231n-kit grade a.zip b.tar.gz c/ --out graded   single submissions\n"
        "  cs231n-kit grade submissions --out svm --assignment svm\n"
        "  cs231n-kit grade submissions --out graded --seed 7   the same inputs on every machine\n"
        "  cs231n-kit grade submissions --out graded --json     for another program\n"
        "  cs231n-kit grade submissions --out graded --scheduler tcp://host:8786   on a Dask cluster\n\n"
        "A submission is a folder, a .zip, .tar.gz or .tgz, or a single .py file; its task files are\n"
        "found by name at any depth. In the --out folder are then report.html (the class), feedback/ (a\n"
        "page for each submission), gradebook.csv, results.json, and gradebook.sqlite, from which the\n"
        "others are made.\n\n"
        "Ctrl-C stops it. The same command typed again goes on where it was stopped, even by a power cut,\n"
        "and grades only what is new or has changed. A score is never lost: where grading again fails,\n"
        "the old one stays, marked as stale.\n\n"
        "Exit 0 if all is graded, bad submissions included; 1 if the grader itself failed at one; 2 if it\n"
        "cannot begin or go on; 130 if it was interrupted. Linux only.",
    )
    grade.add_argument(
        "paths", nargs="+", type=Path, metavar="PATH", help="a folder of submissions, or a submission"
    )
    grade.add_argument("--out", type=Path, required=True, metavar="DIR", help="where the results are kept")
    grade.add_argument("--assignment", metavar="NAME", help="the gradebook's own, and softmax in a new one")
    grade.add_argument("--jobs", metavar="N", help="submissions graded at once; one a core without it")
    grade.add_argument(
        "--scheduler",
        metavar="ADDRESS",
        help="grade on the workers of this Dask scheduler, as tcp://host:8786, instead of on this machine",
    )
    grade.add_argument("--timeout", default="10", metavar="SECONDS", help="a call may take; 10 without it")
    grade.add_argument(
        "--memory", default="2048", metavar="MB", help="a submission may take; 2048 without it"
    )
    grade.add_argument(
        "--seed", metavar="N", help="of the inputs; the gradebook's own, and fresh in a new one"
    )
    grade.add_argument("--json", action="store_true", help="print one JSON object instead of text")
    grade.add_argument(
        "--resume",
        action=argparse.BooleanOptionalAction,
        default=True,
        help="leave alone what is graded and unchanged, the default; --no-resume grades everything again",
    )
    grade.add_argument(
        "--regrade",
        action="append",
        default=[],
        metavar="ID",
        help="grade this submission again, though it is unchanged; may be given several times",
    )
    grade.add_argument(
        "--sandbox",
        choices=("auto", "process"),
        default="auto",
        help="auto, the default: all that this machine offers; process: limits alone, for a container that"
        " holds one submission",
    )


def _run(arguments: argparse.Namespace) -> int:
    from ..grading.command import Options, grade

    return grade(
        Options(
            paths=tuple(arguments.paths),
            out=arguments.out,
            assignment=arguments.assignment,
            jobs=arguments.jobs,
            timeout=arguments.timeout,
            memory=arguments.memory,
            seed=arguments.seed,
            as_json=arguments.json,
            resume=arguments.resume,
            sandbox=arguments.sandbox,
            scheduler=arguments.scheduler,
            regrade=tuple(arguments.regrade),
        )
    )
