"""``cs231n-kit update``: a new release over work in progress."""

import argparse
from pathlib import Path

from .parser import Commands, command


def add(commands: Commands) -> None:
    update = command(
        commands,
        "update",
        _run,
        "bring in a new release and keep your work",
        "Bring this folder to a new release. The functions that you have written stay, untouched stubs\n"
        "become the new ones, new tasks are added; answers and cells that you have changed stay in the\n"
        "notebooks. What is touched of yours has a backup beside it. Interrupted, the same command goes\n"
        "on where it stopped.\n\n"
        "  cs231n-kit update cs231n-kit.zip --dry-run    what would be done\n"
        "  cs231n-kit update cs231n-kit.zip\n"
        "  cs231n-kit update                             the archive that lies in this folder or beside it",
    )
    update.add_argument(
        "path", nargs="?", type=Path, metavar="FILE|DIR", help="the new release, .zip or folder"
    )
    update.add_argument("--dry-run", action="store_true", help="print what would be done, and do nothing")
    update.add_argument(
        "--older", action="store_true", help="go back to an older release than the present one"
    )


def _run(arguments: argparse.Namespace) -> int:
    from ..updating.command import update

    return update(arguments.path, arguments.dry_run, arguments.older)
