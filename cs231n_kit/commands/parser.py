"""How a command is added to the parser."""

import argparse
from collections.abc import Callable
from typing import TypeAlias

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"
Run: TypeAlias = Callable[[argparse.Namespace], int]


def command(commands: Commands, name: str, run: Run, help: str, description: str) -> argparse.ArgumentParser:
    """A command of that name, whose options are added to what is given back.

    ``run`` gets what was typed and returns the exit code; it imports what it needs.
    """
    parser = commands.add_parser(
        name, help=help, description=description, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.set_defaults(run=run, takes_rest=False)
    return parser
