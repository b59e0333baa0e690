"""``cs231n-kit export``: grades for a learning platform."""

import argparse
from pathlib import Path

from .parser import Commands, command

REPORT = "report"


def add(commands: Commands) -> None:
    export = command(
        commands,
        "export",
        _run,
        "write grades as Canvas, Moodle, Blackboard or Gradescope take them",
        "Write the grades of a class for a learning platform, from the folder that `grade` wrote.\n\n"
        "  cs231n-kit export canvas --from graded --into Grades-CS231N.csv     fill in Canvas's own export\n"
        "  cs231n-kit export moodle --from graded --into worksheet.csv --comments\n"
        "  cs231n-kit export blackboard --from graded --into gc_CS231N.xls --column 123456\n"
        "  cs231n-kit export gradescope --from graded --out results.json\n"
        "  cs231n-kit export canvas --from graded --into Grades.csv --policy policy.toml\n"
        "  cs231n-kit export report --from graded --anonymous   the class report, to show in class\n\n"
        "With --into, only the cells of the assignment's column change in what is written; the file itself\n"
        "stays. A student whose row is not clear is left out and told. Without a score no grade is written,\n"
        "never 0. Late penalties, overrides, groups and rounding stand in policy.toml: they apply to\n"
        "what is exported alone, and docs/export.md describes them.\n\n"
        "Exit 0 if every grade has its place, 1 if something is left to do by hand, which is listed; 2 if\n"
        "nothing can be exported.",
    )
    export.add_argument(
        "platform",
        choices=("canvas", "moodle", "blackboard", "gradescope", REPORT),
        metavar="PLATFORM",
        help="canvas, moodle, blackboard or gradescope; or report",
    )
    export.add_argument(
        "--from", dest="folder", type=Path, required=True, metavar="DIR", help="the --out folder of grade"
    )
    export.add_argument("--into", type=Path, metavar="FILE", help="the platform's own file, to be filled in")
    export.add_argument(
        "--out", type=Path, metavar="FILE", help="what to write; named as the platform, in DIR, without it"
    )
    export.add_argument("--policy", type=Path, metavar="FILE", help="late penalties, overrides, groups")
    export.add_argument(
        "--column", metavar="TITLE", help="the column's header, title or number; the assignment's without it"
    )
    export.add_argument("--comments", action="store_true", help="moodle: fill in empty feedback comments too")
    export.add_argument("--submission", metavar="ID", help="gradescope: which one, if there are several")
    export.add_argument(
        "--anonymous", action="store_true", help="report: without names, links and examples of anybody's"
    )


def _run(arguments: argparse.Namespace) -> int:
    if arguments.platform == REPORT:
        return _report(arguments)
    from ..grading.platforms.command import export
    from ..grading.platforms.options import Options

    return export(
        Options(
            platform=arguments.platform,
            folder=arguments.folder,
            into=arguments.into,
            out=arguments.out,
            policy=arguments.policy,
            column=arguments.column,
            comments=arguments.comments,
            submission=arguments.submission,
            anonymous=arguments.anonymous,
        )
    )


def _report(arguments: argparse.Namespace) -> int:
    from ..grading.platforms.shown import export_report

    others = ("into", "out", "policy", "column", "comments", "submission")
    return export_report(
        arguments.folder, arguments.anonymous, [f"--{name}" for name in others if getattr(arguments, name)]
    )
