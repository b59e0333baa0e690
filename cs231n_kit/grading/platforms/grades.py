"""The grades of a class: for each student the submission that counts, and the policy applied to it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, tzinfo
from decimal import Decimal

from ...errors import KitError
from ..terminal import printable
from .final import Final, final
from .policy import Policy
from .result import Identity, Result
from .students import Student, resolved, students


@dataclass(frozen=True)
class Grade:
    """What one student gets, and for which submission."""

    student: str
    identity: Identity
    result: Result
    final: Final


def grades(policy: Policy, results: Sequence[Result]) -> tuple[list[Grade], list[str]]:
    """The grade of every student in the order of their names, and what could not be decided.

    Raises
    ------
    KitError
        If the policy names somebody who is not there, who may be several, or who is there twice.
    """
    everybody = students(policy, results)
    policy = resolved(policy, everybody)
    own = {one.name: one.results for one in everybody}
    for group, members in policy.groups.items():
        together = tuple({one.id: one for name in members for one in own[name]}.values())
        if not together:
            raise KitError(
                f"the policy's groups.{printable(group)} has no submission of any member; correct it"
            )
        own |= dict.fromkeys(members, together)
    given, undecided = [], []
    for student in sorted(everybody, key=lambda one: one.name):
        chosen = counting(policy, student.name, own[student.name])
        if isinstance(chosen, str):
            undecided.append(chosen)
        else:
            points = final(policy, chosen, student.name)
            reasons = (*_choice(policy, student, chosen), *points.reasons)
            given.append(Grade(student.name, student.identity, chosen, replace(points, reasons=reasons)))
    return given, undecided


def counting(policy: Policy, student: str, results: Sequence[Result]) -> Result | str:
    """The submission that counts for a student, or why that cannot be told."""
    if len(results) == 1:
        return results[0]
    if policy.attempt == "best":
        return max(results, key=lambda one: _points(final(policy, one, student)))
    late = policy.late
    zone = late.deadline.tzinfo if late else None
    times = [(late.submitted.get(one.id) if late else None) or one.submitted for one in results]
    latest = _last([None if time is None else (_seconds(time, zone), "") for time in times])
    if latest is None and len({one.people for one in results}) == 1:  # attempts of two are not comparable
        latest = _last([(len(one.attempt), one.attempt) for one in results])
    if latest is not None:
        return results[latest]
    ids = ", ".join(one.id for one in results)
    return (
        f"{student} has {len(results)} submissions ({ids}), and it is not told which is the latest; set"
        ' points.attempt = "best" in the policy, or give their times in late.submitted'
    )


def _choice(policy: Policy, student: Student, chosen: Result) -> tuple[str, ...]:
    """Why this submission counts, where the student has another one or none."""
    if chosen not in student.results:
        return (f"shares {chosen.id} with its group",)
    return (f"{chosen.id} counts, the {policy.attempt} of several",) if len(student.results) > 1 else ()


def _last(order: Sequence[tuple[float, str] | None]) -> int | None:
    """Where the greatest is, if all are told and no other is as great."""
    told = [one for one in order if one is not None]
    if len(told) < len(order) or told.count(max(told)) > 1:
        return None
    return told.index(max(told))


def _seconds(time: datetime, zone: tzinfo | None) -> float:
    return (time if time.tzinfo else time.replace(tzinfo=zone or UTC)).timestamp()


def _points(one: Final) -> Decimal:
    return Decimal(-1) if one.points is None else one.points
