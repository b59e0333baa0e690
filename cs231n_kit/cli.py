"""The command line: what can be typed, and which function does it.

Exit codes: 0 done; 1 done and something fell short (a failing replay, drift); 2 usage or
unreadable input, told in one sentence on stderr; 130 interrupted, 143 terminated.
"""

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeAlias

from . import __version__
from .datasets.folders import make_absolute
from .errors import KitError

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"
Run: TypeAlias = Callable[[argparse.Namespace], int]


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; no traceback ever reaches the user of a `KitError`."""
    parser = _parser()
    arguments, rest = parser.parse_known_args(argv)
    if rest and arguments.run is not _lab:  # JupyterLab has options of its own
        parser.error(f"unrecognized arguments: {' '.join(rest)}")
    arguments.rest = rest
    make_absolute()
    try:
        return arguments.run(arguments)
    except KitError as error:
        print(f"cs231n-kit {arguments.command}: {error}", file=sys.stderr)
        return 2
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        reason = f"{where}{error.strerror}; correct that and run the same command again"
        print(f"cs231n-kit {arguments.command}: a file cannot be read or written: {reason}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print(f"cs231n-kit {arguments.command}: interrupted", file=sys.stderr)
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="cs231n-kit",
        description="CS231n assignments as notebooks: write the functions, see the learned templates.",
        epilog="Start with `cs231n-kit lab` and open softmax.ipynb. Every command has its own --help.",
    )
    parser.add_argument("--version", action="version", version=f"cs231n-kit {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for add in (
        _add_lab,
        _add_check,
        _add_data,
        _add_reset,
        _add_replay,
        _add_grade,
        _add_release,
        _add_authoring,
    ):
        add(commands)
    return parser


def _command(commands: Commands, name: str, run: Run, help: str, description: str) -> argparse.ArgumentParser:
    parser = commands.add_parser(
        name, help=help, description=description, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.set_defaults(run=run)
    return parser


def _add_lab(commands: Commands) -> None:
    lab = _command(
        commands,
        "lab",
        _lab,
        "open JupyterLab on the notebooks",
        "Open JupyterLab on the notebooks and the package that you write.\n\n"
        "  cs231n-kit lab               your own work\n"
        "  cs231n-kit lab --solutions   the reference solutions, in a temporary copy\n"
        "  cs231n-kit lab --no-browser --port 9999   further options go to JupyterLab",
    )
    lab.add_argument(
        "--solutions", action="store_true", help="lay the reference solutions over a temporary copy"
    )


def _lab(arguments: argparse.Namespace) -> int:
    from .authoring.lab import lab

    return lab(arguments.solutions, arguments.rest)


def _add_check(commands: Commands) -> None:
    check = _command(
        commands,
        "check",
        _check,
        "say which tasks are right, and what is wrong with the others",
        "Run your functions and say of each task whether it is right and, if not, what is wrong.\n\n"
        "  cs231n-kit check                        all tasks\n"
        "  cs231n-kit check softmax_loss_naive     one task\n"
        "  cs231n-kit check softmax                all tasks of softmax.ipynb\n"
        "  cs231n-kit check LinearClassifier.train LinearClassifier.predict\n"
        "  cs231n-kit check softmax --json         for another program\n\n"
        "In a notebook, `from cs231n_kit import check` and `check(softmax_loss_naive)` say the same.\n"
        "Exit 0 if all is right, 1 if something is not right or not done yet.",
    )
    check.add_argument("tasks", nargs="*", metavar="TASK", help="a task or an assignment; all without one")
    check.add_argument("--json", action="store_true", help="print one JSON object instead of text")


def _check(arguments: argparse.Namespace) -> int:
    from .checks.show.terminal import run_check

    return run_check(arguments.tasks, arguments.json)


def _add_data(commands: Commands) -> None:
    data = _command(
        commands,
        "data",
        _data,
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


def _data(arguments: argparse.Namespace) -> int:
    from .datasets.fetch.install import run_data

    return run_data(arguments.name, arguments.from_file)


def _add_reset(commands: Commands) -> None:
    reset = _command(
        commands,
        "reset",
        _reset,
        "put a stub back, keeping a backup",
        "Put the stub of one task back and keep the file as it was beside it.\n\n"
        "  cs231n-kit reset softmax_loss_naive      one task; the rest of its file stays\n"
        "  cs231n-kit reset classifiers/softmax.py  a whole file",
    )
    reset.add_argument("task", metavar="TASK", help="a task or a file of tasks")


def _reset(arguments: argparse.Namespace) -> int:
    from .tasks import reset

    print(reset(arguments.task))
    return 0


def _add_replay(commands: Commands) -> None:
    replay = _command(
        commands,
        "replay",
        _replay,
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


def _replay(arguments: argparse.Namespace) -> int:
    from .authoring.replay import replay

    return replay(arguments.notebooks, arguments.data)


def _add_grade(commands: Commands) -> None:
    grade = _command(
        commands,
        "grade",
        _grade,
        "grade a class of submissions, whatever is in them",
        "Grade every submission that is found, each in a sandbox, and write what came of it to a folder.\n\n"
        "  cs231n-kit grade submissions --out graded         a folder of submissions, all of softmax\n"
        "  cs231n-kit grade a.zip b.tar.gz c/ --out graded   single submissions\n"
        "  cs231n-kit grade submissions --out svm --assignment svm\n"
        "  cs231n-kit grade submissions --out graded --seed 7   the same inputs on every machine\n"
        "  cs231n-kit grade submissions --out graded --json     for another program\n\n"
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
        "--sandbox",
        choices=("auto", "process"),
        default="auto",
        help="auto, the default: all that this machine offers; process: limits alone, for a container that"
        " holds one submission",
    )


def _grade(arguments: argparse.Namespace) -> int:
    from .grading.command import Options, grade

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
        )
    )


def _add_release(commands: Commands) -> None:
    release = _command(
        commands,
        "release",
        _release,
        "make the stubs from the solutions",
        "Make the stubs from cs231n_kit/solutions/. A file that holds work is never overwritten.",
    )
    release.add_argument(
        "--check", action="store_true", help="write nothing; print a diff and exit 1 on drift"
    )


def _release(arguments: argparse.Namespace) -> int:
    from .authoring.release import release

    return release(arguments.check)


def _add_authoring(commands: Commands) -> None:
    authoring = _command(
        commands,
        "authoring",
        _authoring,
        "for authors of notebooks",
        "What an author of notebooks needs beside `release` and `replay`.",
    )
    what = authoring.add_subparsers(dest="what", required=True, metavar="WHAT")
    notebooks = _command(
        what,
        "notebooks",
        _authoring,
        "re-execute the notebooks and save them in canonical form",
        "Re-execute the notebooks with the reference solutions on the sample and save them in one\n"
        "form: two authors who save the same notebook get the same bytes.",
    )
    notebooks.add_argument(
        "notebooks", nargs="*", metavar="NOTEBOOK", help="all notebooks of the kit without one"
    )
    mutants = _command(
        what,
        "mutants",
        _mutants,
        "try wrong implementations: which mistakes do the checks name?",
        "Try wrong implementations, small edits of the reference, and print which codes the checks find.\n\n"
        "  cs231n-kit authoring mutants                        written by hand: each must earn its code\n"
        "  cs231n-kit authoring mutants --assignment softmax   of one assignment\n"
        "  cs231n-kit authoring mutants --automatic            one operator, number or name at a time\n\n"
        "Exit 0 if all are caught, 1 if one is missed.",
    )
    mutants.add_argument("--assignment", metavar="NAME", help="all assignments without one")
    mutants.add_argument(
        "--automatic", action="store_true", help="the automatic ones in place of those written"
    )
    mutants.add_argument("--save", action="store_true", help="list the automatic ones anew in automatic.txt")


def _authoring(arguments: argparse.Namespace) -> int:
    from .authoring.notebooks import save_all

    return save_all(arguments.notebooks)


def _mutants(arguments: argparse.Namespace) -> int:
    from .authoring.mutants.command import mutants

    return mutants(arguments.assignment, arguments.automatic, arguments.save)
