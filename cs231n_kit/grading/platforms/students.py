"""From submissions to students, and whom a policy means by a name."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from ...errors import KitError
from ..terminal import printable
from .policy import Policy
from .result import Identity, Result, known

Value = TypeVar("Value")


@dataclass(frozen=True)
class Student:
    """One person with the submissions that are theirs; a member of a group may have none.

    ``name`` is the id of the first of them unless others share that; ``names`` are all that a policy may use.
    """

    name: str
    names: frozenset[str]
    identity: Identity = Identity()
    results: tuple[Result, ...] = ()


def students(policy: Policy, results: Iterable[Result]) -> list[Student]:
    """Everybody with a submission, then the members of groups who have none of their own."""
    own: dict[tuple[str, ...], list[tuple[Identity, Result]]] = {}
    for one in results:
        for n, person in enumerate(one.people or (Identity(),)):
            own.setdefault(person.key or (one.id, str(n), ""), []).append((person, one))
    everybody: dict[str, Student] = {}
    for theirs in own.values():
        student = _student(theirs)
        while student.name in everybody:  # members of groups of whom no more than their names is told
            student = replace(student, name=f"{student.name}~")
        everybody[student.name] = student
    seen = {name for one in everybody.values() for name in one.names}
    for member in (name for members in policy.groups.values() for name in members):
        if known(member) not in seen:
            seen.add(known(member))
            everybody[member] = Student(member, frozenset({known(member)}))
    return list(everybody.values())


def resolved(policy: Policy, everybody: Sequence[Student]) -> Policy:
    """The policy with each student called by its `Student.name`, and each submission by its id.

    Raises
    ------
    KitError
        If it names somebody who is not there, one who may be several, or one twice.
    """
    by_name = _index(everybody)
    overrides = {
        f"override[{n}].student": (one.student, one) for n, one in enumerate(policy.overrides, start=1)
    }
    late = policy.late
    if late is not None:
        alone = _index(_submissions(everybody))
        late = replace(
            late,
            extensions=_called(_keyed("late.extensions", late.extensions), by_name),
            submitted=_called(_keyed("late.submitted", late.submitted), alone),
        )
    members = {
        f"groups.{group}[{n}]": (name, group)
        for group, names in policy.groups.items()
        for n, name in enumerate(names, start=1)
    }
    groups: dict[str, tuple[str, ...]] = {}
    for name, group in _called(members, by_name).items():
        groups[group] = (*groups.get(group, ()), name)
    called = _called(overrides, by_name)
    return replace(
        policy,
        late=late,
        overrides=tuple(replace(one, student=name) for name, one in called.items()),
        groups=groups,
    )


def _student(theirs: Sequence[tuple[Identity, Result]]) -> Student:
    person, first = theirs[-1][0], theirs[0][1]
    alone = all(len(result.people) < 2 for _, result in theirs)
    name = first.id if alone else person.email or person.user or person.name or first.id
    told = {one for other, result in theirs for one in (result.id, other.user, other.email)} | {name}
    names = frozenset(known(one) for one in told if known(one))
    return Student(name, names, person, tuple(result for _, result in theirs))


def _index(everybody: Iterable[Student]) -> dict[str, list[str]]:
    """Who may be meant by a name: the one whose submission has that id, else all who are known by it."""
    index: dict[str, list[str]] = {}
    everybody = list(everybody)
    for one in everybody:
        for name in sorted(one.names):
            index.setdefault(name, []).append(one.name)
    # An id is as its file is named, and two that differ in case alone are two.
    return index | {one.name: [one.name] for one in everybody}


def _submissions(everybody: Iterable[Student]) -> list[Student]:
    """Each submission by itself, known as those whose it is."""
    names: dict[str, frozenset[str]] = {}
    for student in everybody:
        for one in student.results:
            names[one.id] = names.get(one.id, frozenset()) | (student.names - _ids(student)) | {known(one.id)}
    return [Student(id, known_as) for id, known_as in names.items()]


def _ids(student: Student) -> set[str]:
    return {known(one.id) for one in student.results}


def _keyed(table: str, entries: Mapping[str, Value]) -> dict[str, tuple[str, Value]]:
    return {f"{table}.{name}": (name, value) for name, value in entries.items()}


def _called(entries: Mapping[str, tuple[str, Value]], index: Mapping[str, list[str]]) -> dict[str, Value]:
    """Entries by key, each of somebody, as entries by the name of who is meant."""
    found: dict[str, Value] = {}
    for key, (name, value) in entries.items():
        key = printable(key)
        meant = index.get(name) or index.get(known(name)) or []
        if not meant:
            raise KitError(
                f"the policy's {key} names {name!r}, who has no submission; name a student by the id of a"
                " submission, or by the user id or email address that the class download told"
            )
        if len(meant) > 1:
            several = ", ".join(meant)
            raise KitError(f"the policy's {key} names {name!r}, who may be {several}; use one of these ids")
        if meant[0] in found:
            raise KitError(f"the policy's {key} is a second entry for {meant[0]!r}; keep one of them")
        found[meant[0]] = value
    return found
