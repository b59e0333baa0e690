"""The command line: one parser for all commands, and what an error of one looks like.

Exit codes: 0 done; 1 done and something fell short (a failing replay, drift); 2 usage or
unreadable input, told in one sentence on stderr; 130 interrupted, 143 terminated.
"""

import argparse
import shutil
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

from . import __version__
from .datasets.folders import make_absolute
from .errors import KitError

COMMANDS = (  # in the order of --help: a student's, then the staff's
    "lab",
    "check",
    "data",
    "reset",
    "collect",
    "update",
    "replay",
    "grade",
    "questions",
    "export",
    "gradescope",
    "similarity",
    "release",
    "authoring",
)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; no traceback ever reaches the user of a `KitError`."""
    parser = _parser()
    arguments, rest = parser.parse_known_args(argv)
    if rest and not arguments.takes_rest:
        parser.error(f"unrecognized arguments: {' '.join(rest)}")
    arguments.rest = rest
    try:
        make_absolute()
        return arguments.run(arguments)
    except KitError as error:
        print(f"cs231n-kit {arguments.command}: {error}", file=sys.stderr)
        return 2
    except OSError as error:
        place, why = error.filename, error.strerror
        if isinstance(error, shutil.Error):  # of many files; the first is as good as any
            _, place, why = error.args[0][0]
        where = f"{place}: " if place else ""
        reason = f"{where}{why}; correct that and run the same command again"
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
    folder = Path(__file__).with_name("commands")
    for name in COMMANDS:
        if (folder / f"{name}.py").exists():
            import_module(f"{__package__}.commands.{name}").add(commands)
    return parser
