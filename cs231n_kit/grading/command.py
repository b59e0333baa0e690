"""``cs231n-kit grade``: from what was typed to a graded class."""

import json
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from math import isfinite
from pathlib import Path
from typing import Any

from .. import __version__
from ..checks.assignments import assignment
from ..errors import KitError
from .exports.every import FILES, export
from .exports.summary import Summary
from .gradebook import FILE, SEEDS, Gradebook
from .interruption import Interruption, SafePoint, noted
from .submission import Settings
from .terminal import Watch, counted, printable, progress, show

GradeClass = Callable[[Sequence[Any], Settings, Gradebook, int, Watch, SafePoint], None]
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
    scheduler: str | None = None
    regrade: tuple[str, ...] = ()


@dataclass(frozen=True)
class Parts:
    """What grading is made of.

    ``find`` gives the submissions under some paths, ``probe`` the layers of the sandbox asked for,
    ``grade_class`` grades what the gradebook does not hold yet, calls `watch` with each row it stored, and
    `safe_point` wherever it can be left.
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
    with noted() as interruption:
        try:
            made_of = parts() if parts else _parts(options.scheduler)
            sources = made_of.find(options.paths)
            layers = made_of.probe(options.sandbox)
            interruption.safe_point()
        except KeyboardInterrupt:
            return _interrupted(" before anything was graded; the same command starts again")
        with Gradebook.open(options.out, layers=layers, resume=options.resume, **wanted) as book:
            book.grade_again(options.regrade)
            return _graded(made_of.grade_class, sources, book, jobs, options, interruption)


def _graded(
    grade_class: GradeClass,
    sources: Sequence[Any],
    book: Gradebook,
    jobs: int,
    options: Options,
    interruption: Interruption,
) -> int:
    """Grade, export what is stored even if that was interrupted, and tell what came of it."""
    try:
        with progress(len(sources), lambda: book.skipped) as watch:
            grade_class(sources, book.settings, book, jobs, watch, interruption.safe_point)
        book.finish()
        complete = True
    except KeyboardInterrupt:
        complete = False
    try:
        summary = export(interruption.between(book.rows()), book.settings, options.out, book.questions())
    except KeyboardInterrupt:
        return _interrupted(_kept(book, options.resume, "the files made from it are not up to date"))
    if not complete:
        return _interrupted(_kept(book, options.resume, "the files beside it hold what was graded so far"))
    _tell(summary, book, options)
    return _warned(book.failures())


def _numbers(options: Options) -> tuple[int, dict[str, Any]]:
    """How many submissions at once, and the settings: every number within its bounds."""
    if options.scheduler is not None and options.jobs is not None:
        raise KitError(
            "--jobs is for this machine and --scheduler for the workers of a cluster, got both; leave one out"
        )
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
    """Neither may lie in the other: the next run would read what this one writes."""
    out = options.out.resolve()
    for path in options.paths:
        place = path.resolve()
        if place == out:
            raise KitError(
                f"--out must be another place than the submissions, but both are {options.out}; name a folder"
                " beside it"
            )
        if place.is_dir() and out.is_relative_to(place):
            raise KitError(
                f"--out must lie outside the submissions, but {options.out} lies in {path}; name a folder"
                " beside it"
            )
        if place.is_relative_to(out):
            raise KitError(
                f"the submissions must lie outside --out, but {path} lies in {options.out}; name another"
                " folder with --out"
            )


def _parts(scheduler: str | None = None) -> Parts:
    """The kit's own, imported when they are needed: they are for Linux alone."""
    from .inside.sandbox.layers import chosen
    from .intake import sources
    from .run import grade_class

    return Parts(sources, chosen, partial(grade_class, scheduler=scheduler))


def _interrupted(what: str) -> int:
    print(f"cs231n-kit grade: interrupted{what}", file=sys.stderr)
    return INTERRUPTED


def _kept(book: Gradebook, resume: bool, files: str) -> str:
    """What there is after an interruption, and how to go on."""
    command = "the same command" if resume else "the same command without --no-resume"
    kept = f"{counted(len(book), 'result')} kept in {book.folder / FILE}"
    return f"; {kept}, {files}, and {command} goes on from there"


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
