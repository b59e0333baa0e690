"""``cs231n-kit authoring``: what an author of notebooks needs."""

import argparse

from .parser import Commands, command


def add(commands: Commands) -> None:
    authoring = command(
        commands,
        "authoring",
        _notebooks,
        "for authors of notebooks",
        "What an author of notebooks needs beside `release` and `replay`.",
    )
    what = authoring.add_subparsers(dest="what", required=True, metavar="WHAT")
    new = command(
        what,
        "new",
        _new,
        "lay out a new assignment that works, to be changed step by step",
        "Lay out a new assignment: one task with its reference, checks, mutants and a notebook. It is made\n"
        "in a copy of the kit first, and works from the beginning: the reference is right, the stub is not\n"
        "done yet, each mutant earns its code, the notebook replays. Then change one thing at a time.\n\n"
        "  cs231n-kit authoring new knn                             the student writes classifiers/knn.py\n"
        "  cs231n-kit authoring new knn --file k_nearest_neighbor   … or another file of that folder\n\n"
        "docs/authoring.md goes on from here with an example. Nothing that is there is overwritten.",
    )
    new.add_argument(
        "name", metavar="NAME", help="of the assignment and its notebook: small letters, digits, _"
    )
    new.add_argument("--file", metavar="FILE", help="the student's file, without .py; NAME without this")
    notebooks = command(
        what,
        "notebooks",
        _notebooks,
        "re-execute the notebooks and save them in canonical form",
        "Re-execute the notebooks with the reference solutions on the sample and save them in one\n"
        "form: two authors who save the same notebook get the same bytes.",
    )
    notebooks.add_argument(
        "notebooks", nargs="*", metavar="NOTEBOOK", help="all notebooks of the kit without one"
    )
    mutants = command(
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


def _new(arguments: argparse.Namespace) -> int:
    from ..authoring.new.command import new

    return new(arguments.name, arguments.file)


def _notebooks(arguments: argparse.Namespace) -> int:
    from ..authoring.notebooks import save_all

    return save_all(arguments.notebooks)


def _mutants(arguments: argparse.Namespace) -> int:
    from ..authoring.mutants.command import mutants

    return mutants(arguments.assignment, arguments.automatic, arguments.save)
