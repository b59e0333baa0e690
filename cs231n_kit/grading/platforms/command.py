"""``cs231n-kit export``: from a gradebook and a policy to a file for a platform."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ...errors import KitError
from ...files import write_atomically
from ..gradebook import FILE, Gradebook
from ..row import Row
from ..terminal import counted, printable
from .final import final
from .grades import Grade, grades
from .gradescope import as_json
from .layout import Platform
from .matching import WAYS, match
from .options import GRADESCOPE, PLATFORMS, Options, place, require_fitting
from .policy import Policy
from .policy_file import read_policy
from .report import Section, grade_sections, match_sections, policy_section
from .result import Result, results
from .sheet import read_sheet
from .students import resolved, students
from .table import filled, new


@dataclass(frozen=True)
class Class:
    """What the gradebook holds; ``row`` is that of the one submission, where one is asked for."""

    assignment: str
    results: tuple[Result, ...]
    questions: tuple[str, ...]
    row: Row | None


@dataclass(frozen=True)
class Export:
    """A file that is ready to be written, and what there is to say about it."""

    content: bytes
    said: str
    sections: tuple[Section, ...]


def export(options: Options, platform: str = sys.platform) -> int:
    """Write the file and say what came of it: 0, or 1 if somebody's grade could not be placed.

    Raises
    ------
    KitError
        If there is nothing to export, or a file or the policy is not what it must be.
    """
    if platform == "win32":
        raise KitError("export reads a gradebook as grade does, on Linux or macOS; run it there")
    require_fitting(options)
    policy = read_policy(options.policy)
    out = place(options)
    found = _read(options)
    make = _one if options.platform == GRADESCOPE else _file
    made = make(options, policy, found)
    write_atomically(out, made.content)
    _tell(out, made)
    return int(any(one.entries and one.shortfall for one in made.sections))


def _read(options: Options) -> Class:
    with Gradebook.reopen(options.folder) as book:
        found = tuple(results(book.rows()))
        if not found:
            raise KitError(f"{options.folder / FILE} holds no submission yet; grade some first")
        one = options.platform == GRADESCOPE
        row = book.row(_submission([one.id for one in found], options.submission)) if one else None
        return Class(book.settings.assignment, found, book.questions(), row)


def _file(options: Options, policy: Policy, found: Class) -> Export:
    """The grades of the class."""
    platform = PLATFORMS[options.platform]
    given, undecided = grades(policy, found.results)
    told = (policy_section(given), *grade_sections(given, found.questions, undecided))
    if options.into is None:
        return _new(platform, options, given, found.assignment, told)
    sheet = read_sheet(options.into)
    layout = platform.layout(sheet, options.column, found.assignment)
    matches = match(given, layout.people, platform.name)
    content, count = filled(sheet, layout, matches, given, options.comments)
    ways = ", ".join(f"{matches.by[way]} by {way}" for way in WAYS if matches.by[way])
    said = f"{counted(count, 'grade')} in the column {layout.title}; found {ways or 'nobody'}"
    return Export(content, said, (*told, *match_sections(matches, layout, given)))


def _new(
    platform: Platform, options: Options, given: list[Grade], assignment: str, told: tuple[Section, ...]
) -> Export:
    """A new file: whom the platform's download did not name stands there by the submission's id, or not."""
    foreign = [one for one in given if one.identity.platform != platform.name or not one.identity.user]
    if platform.stands_in:
        headline = f"no user id is known, so the submission's id stands as {platform.stands_in}"
        section = Section(headline, tuple(one.student for one in foreign))
    else:
        headline = (
            f"left out, because no number of {platform.name} is known; fill in its own file with --into"
        )
        section = Section(headline, tuple(one.student for one in foreign), shortfall=True)
        given = [one for one in given if one not in foreign]
    title = options.column or assignment
    content, count = new(platform, title, given, options.comments)
    return Export(content, f"{counted(count, 'grade')} in the column {title}", (*told, section))


def _one(options: Options, policy: Policy, found: Class) -> Export:
    """The result of one submission, whether or not it is the attempt that counts."""
    assert found.row is not None
    result = next(one for one in found.results if one.id == found.row["id"])
    everybody = students(policy, found.results)
    owner = next(one for one in everybody if result in one.results)
    points = final(resolved(policy, everybody), result, owner.name)
    grade = Grade(owner.name, owner.identity, result, points)
    content = as_json(found.row, result, points, found.assignment).encode()
    told = (policy_section([grade]), *grade_sections([grade], found.questions, ()))
    return Export(content, f"the result of {result.id}", told)


def _submission(ids: Sequence[str], asked: str | None) -> str:
    found = [id for id in ids if asked in (None, id)]
    if not found:
        raise KitError(f"--submission must be the id of one in the gradebook, got {asked!r}; correct it")
    if len(found) > 1:
        raise KitError(
            f"results.json of Gradescope is of one submission, and there are {len(found)}; name one with"
            " --submission"
        )
    return found[0]


def _tell(out: Path, made: Export) -> None:
    """What was done on standard output, what is to be looked at on standard error."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a name may hold what the terminal has no sign for
            stream.reconfigure(errors="replace")
    print(f"{printable(str(out))}: {printable(made.said)}")
    policy, *others = made.sections
    if policy.entries:
        print(policy)
    for section in others:
        if section.entries:
            print(section, file=sys.stderr)
