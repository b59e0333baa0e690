"""``cs231n-kit grade``: from what was typed to a graded class."""

import json
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import isfinite
from pathlib import Path
from typing import Any

from .. import __version__
from ..checks.assignments import assignment
from ..errors import KitError
from .exports.every import FILES, export
from .exports.summary import Summary
from .gradebook import FILE, SEEDS, Gradebook
from .submission import Settings
from .terminal import Watch, counted, printable, progress, show

GradeClass = Callable[[Sequence[Any], Settings, Gradebook, int, Watch], None]
SCHEMA = 1  # of what --json prints
INTERRUPTED = 130
LEAST_MEMORY = 64  # MB
NAMED = 10  # submissions in a sentence


@dataclass(frozen=True)
class Options:
    """What was typed; numbers as text, because what is wrong with one is said in one place."""

    paths: tuple[Path, ...]
    out: Path
    assignment: str | None = None
    jobs: str | None = None
    timeout: str = "10"
    memory: str = "2048"
    seed: str | None = None
    as_json: bool = False
    resume: bool = True
    sandbox: str = "auto"


@dataclass(frozen=True)
class Parts:
    """What grading is made of.

    ``find`` gives the submissions under some paths, ``probe`` the layers of the sandbox asked for,
    ``grade_class`` grades what the gradebook does not hold yet and calls `watch` with each row it stored.
    """

    find: Callable[[Sequence[Path]], Sequence[Any]]
    probe: Callable[[str], tuple[str, ...]]
    grade_class: GradeClass


def grade(options: Options, parts: Callable[[], Parts] | None = None, platform: str = sys.platform) -> int:
    """Grade what is found, and say what came of it.

    Parameters
    ----------
    options : Options
    parts : callable, optional
        Gives what grading is made of; the kit's own by default.
    platform : str
        As in `sys.platform`.

    Returns
    -------
    code : int
        0 if all is graded, bad submissions included; 1 if the grader itself failed at one, even if that
        keeps an earlier score; 130 if it was interrupted.

    Raises
    ------
    KitError
        If it cannot begin, or cannot go on.
    """
    if platform != "linux":
        raise KitError(
            "grade needs Linux, whose kernel keeps submissions apart; run it there or in a container"
        )
    jobs, wanted = _numbers(options)
    _check_places(options)
    made_of = (parts or _parts)()
    sources = made_of.find(options.paths)
    layers = made_of.probe(options.sandbox)
    with Gradebook.open(options.out, layers=layers, resume=options.resume, **wanted) as book:
        try:
            with progress(len(sources), lambda: book.skipped) as watch:
                made_of.grade_class(sources, book.settings, book, jobs, watch)
            book.finish()
            summary = export(book.rows(), book.settings, options.out)
        except KeyboardInterrupt:
            return _interrupted(book, options.resume)
        _tell(summary, book, options)
        return _warned(book.failures())


def _numbers(options: Options) -> tuple[int, dict[str, Any]]:
    """How many submissions at once, and the settings: every number within its bounds."""
    jobs = _whole("--jobs", options.jobs, 1, 1024) if options.jobs is not None else _cores()
    try:
        timeout = float(options.timeout)
    except ValueError:
        timeout = 0.0
    if not (isfinite(timeout) and 0 < timeout <= 86_400):
        raise KitError(
            f"--timeout must be a number of seconds above 0 and at most 86400, got {options.timeout!r};"
            " correct it"
        )
    if options.assignment is not None:
        assignment(options.assignment)
    return jobs, {
        "assignment": options.assignment,
        "seed": None if options.seed is None else _whole("--seed", options.seed, 0, SEEDS - 1),
        "timeout": timeout,
        "memory": _whole("--memory", options.memory, LEAST_MEMORY, 2**20, " of megabytes"),
    }


def _whole(flag: str, text: str, least: int, most: int, what: str = "") -> int:
    number = int(text) if text.isdecimal() and text.isascii() and len(text) < 20 else None
    if number is None or not least <= number <= most:
        raise KitError(
            f"{flag} must be a whole number{what} from {least} to {most}, got {text!r}; correct it"
        )
    return number


def _cores() -> int:
    return len(os.sched_getaffinity(0))


def _check_places(options: Options) -> None:
    """What is written must not lie in what is read: the next run would take it for submissions."""
    for path in options.paths:
        if path.is_dir() and options.out.resolve().is_relative_to(path.resolve()):
            raise KitError(
                f"--out must lie outside the submissions, but {options.out} lies in {path}; name a folder"
                " beside it"
            )


def _parts() -> Parts:
    """The kit's own, imported when they are needed: they are for Linux alone."""
    from .inside.sandbox.layers import chosen
    from .intake import sources
    from .run import grade_class

    return Parts(sources, chosen, grade_class)


def _interrupted(book: Gradebook, resume: bool) -> int:
    command = "the same command" if resume else "the same command without --no-resume"
    kept = f"{counted(len(book), 'result')} kept in {book.folder / FILE}"
    print(
        f"cs231n-kit grade: interrupted; {kept}, and {command} goes on from there",
        file=sys.stderr,
    )
    return INTERRUPTED


def _tell(summary: Summary, book: Gradebook, options: Options) -> None:
    """The summary on standard output, for a person or a program."""
    if hasattr(sys.stdout, "reconfigure"):  # a file name may hold what the terminal has no sign for
        sys.stdout.reconfigure(errors="replace")
    if options.as_json:
        print(json.dumps(_as_data(summary, book), ensure_ascii=False, allow_nan=False))
    else:
        from rich.console import Console

        show(summary, options.out, Console(highlight=False))


def _warned(failures: Sequence[str]) -> int:
    """The exit code, and on standard error why it is not 0."""
    if not failures:
        return 0
    first = ", ".join(map(printable, failures[:NAMED]))
    more = f" and {len(failures) - NAMED} more" if len(failures) > NAMED else ""
    print(
        f"cs231n-kit grade: the grader failed at {first}{more}; the same command tries that once more",
        file=sys.stderr,
    )
    return 1


def _as_data(summary: Summary, book: Gradebook) -> dict[str, Any]:
    settings = book.settings
    return {
        "schema": SCHEMA,
        "kit_version": __version__,
        "assignment": settings.assignment,
        "seed": settings.seed,
        "sandbox": list(settings.layers),
        **summary.as_dict(),
        "files": {name: str(book.folder.absolute() / name) for name in (FILE, *FILES)},
    }
