"""What an export has to say: what the policy changed, what is incomplete, and what fell short."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ..terminal import printable
from .final import number
from .grades import Grade
from .layout import Layout
from .matching import Matches


@dataclass(frozen=True)
class Section:
    """A headline, and whom or what it is about, a line each. With a shortfall the exit code is 1."""

    headline: str
    entries: tuple[str, ...]
    shortfall: bool = False

    def __str__(self) -> str:
        lines = [f"{self.headline} ({len(self.entries)}):", *(f"  {printable(one)}" for one in self.entries)]
        return "\n".join(lines)


def policy_section(grades: Sequence[Grade]) -> Section:
    """What the policy changed: the score in the gradebook, what is exported, and why."""
    scaled = sorted({one.final.scaled for one in grades} - {""})
    changed = [
        f"{one.student}: {_number(one.result.score)} -> {_number(one.final.points)}"
        f" ({'; '.join(one.final.reasons)})"
        for one in grades
        if one.final.reasons
    ]
    everybody = [f"everybody: {one}" for one in scaled]
    return Section("the policy, applied to the export alone", (*everybody, *changed))


def grade_sections(
    grades: Sequence[Grade], questions: Iterable[str], undecided: Iterable[str]
) -> list[Section]:
    """What is incomplete about the grades."""
    scoreless = [f"{one.student}: {one.result.status}" for one in grades if one.final.points is None]
    stale = [one.student for one in grades if one.result.stale]
    unread = [
        Section(f"no points at {printable(question)} yet", tuple(_lacking(grades, question)))
        for question in questions
    ]
    unknown: dict[str, list[str]] = {}
    for one in grades:
        if one.final.unknown:
            unknown.setdefault(one.final.unknown, []).append(one.student)
    return [
        Section("no score, and so no grade is written, which is not the same as 0", tuple(scoreless)),
        Section("stale: the score is of an earlier grading", tuple(stale)),
        *unread,
        *(Section(why, tuple(students), shortfall=True) for why, students in unknown.items()),
        Section(
            "no grade, because the submission that counts is not known", tuple(undecided), shortfall=True
        ),
    ]


def match_sections(matches: Matches, layout: Layout, grades: Sequence[Grade]) -> list[Section]:
    """What did not fit between the gradebook and the platform's file."""
    refused = tuple(f"{student}: {why}" for student, why in matches.ambiguous.items())
    others = tuple(f"{one.name} ({one.user})" if one.name else one.user for one in matches.others)
    most = max((one.final.max_points for one in grades if one.final.max_points is not None), default=None)
    unlike = (
        (f"{layout.title} takes {_number(layout.out_of)}, the grades are out of {_number(most)}",)
        if layout.out_of is not None and most is not None and layout.out_of != most
        else ()
    )
    return [
        Section("refused, because it is not clear whose row it is", refused, shortfall=True),
        Section("not found in the file", matches.missing, shortfall=True),
        Section("in the file, but without a submission", others, shortfall=True),
        Section(
            "other points than the file expects; points.out_of in a policy scales them",
            unlike,
            shortfall=True,
        ),
    ]


def _lacking(grades: Iterable[Grade], question: str) -> list[str]:
    return [
        one.student
        for one in grades
        if one.result.score is not None and question not in {part.name for part in one.result.manual}
    ]


def _number(value: Decimal | None) -> str:
    return "no score" if value is None else number(value)
