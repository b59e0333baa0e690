"""Whose row in a platform's file is whose. Never a guess: what is not clear is left alone and told."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from ..intake.names import safe_id
from .grades import Grade
from .layout import Person, letters
from .result import known

# From the surest to the least sure; the first that finds anybody decides.
BY_USER, BY_ID, BY_NAME = "user id", "login or other id", "name"
WAYS = (BY_USER, BY_ID, BY_NAME)
SCHOOLS = ("blackboard", "gradescope")  # platforms that know a student by the school's own id


@dataclass(frozen=True)
class Matches:
    """What came of it.

    Parameters
    ----------
    rows : dict
        The row of each student.
    by : dict
        How many were found in which way.
    ambiguous : dict
        Why a student was refused, by student.
    missing : tuple of str
        Students who are not in the file.
    others : tuple of Person
        Rows of the file for which there is nobody.
    """

    rows: Mapping[str, int] = field(default_factory=dict)
    by: Mapping[str, int] = field(default_factory=dict)
    ambiguous: Mapping[str, str] = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    others: tuple[Person, ...] = ()


def match(grades: Sequence[Grade], people: Sequence[Person], platform: str) -> Matches:
    """Find the row of each student.

    A row that two fit is that of the one who fits it more surely; if both do alike, it is nobody's.
    """
    ways = [_Way.of(name, people, platform) for name in WAYS]
    found = {one.student: _find(one, ways) for one in grades}
    claims: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for student, (way, rows) in found.items():
        for person in rows:
            claims[person.row].append((way, student))
    matched, by, ambiguous, missing = {}, dict.fromkeys(WAYS, 0), {}, []
    for student, (way, rows) in found.items():
        if not rows:
            missing.append(student)
        elif len(rows) > 1:
            ambiguous[student] = f"{WAYS[way]} fits {_rows(rows)}"
        elif rivals := [who for other, who in claims[rows[0].row] if other <= way and who != student]:
            ambiguous[student] = f"{_rows(rows)} may be that of {', '.join(rivals)} too"
        else:
            matched[student] = rows[0].row
            by[WAYS[way]] += 1
    taken = set(claims)
    others = tuple(one for one in people if one.row not in taken)
    return Matches(matched, by, ambiguous, tuple(missing), others)


@dataclass(frozen=True)
class _Way:
    """One way to find a row: the rows by what they are known as, and what a student is known as."""

    index: Mapping[str, Sequence[Person]]
    keys: Callable[[Grade], set[str]]

    @classmethod
    def of(cls, name: str, people: Sequence[Person], platform: str) -> "_Way":
        def user(grade: Grade) -> str:
            return known(grade.identity.user) if grade.identity.platform == platform else ""

        # Whom the platform's own number shows to be somebody else is not looked for under another name.
        if name == BY_USER:
            return cls(_index(people, lambda one: {known(one.user)}), lambda grade: {user(grade)})
        if name == BY_ID:
            return cls(_index(people, _ids), lambda grade: set() if user(grade) else _known_as(grade))
        return cls(
            _index(people, lambda one: _either_way(one.name)),
            lambda grade: set() if user(grade) else _either_way(grade.identity.name or grade.student),
        )


def _find(grade: Grade, ways: Sequence[_Way]) -> tuple[int, list[Person]]:
    """The first way that finds anybody, and whom."""
    for n, way in enumerate(ways):
        rows = {one.row: one for key in way.keys(grade) for one in way.index.get(key, ())}
        if rows:
            return n, [rows[row] for row in sorted(rows)]
    return len(ways), []


def _known_as(grade: Grade) -> set[str]:
    """What may stand in a column of ids: not the number that another platform counts its users with."""
    one = grade.identity
    return {known(text) for text in (grade.student, one.email, one.user if one.platform in SCHOOLS else "")}


def _index(people: Sequence[Person], keys: Callable[[Person], set[str]]) -> dict[str, list[Person]]:
    index: dict[str, list[Person]] = defaultdict(list)
    for one in people:
        for key in sorted(keys(one) - {""}):
            index[key].append(one)
    return dict(index)


def _ids(person: Person) -> set[str]:
    """What a submission's id may be: the folder that it came in cannot have every sign in its name."""
    return {known(form) for one in person.ids if one for form in (one, safe_id(one))}


def _either_way(name: str) -> set[str]:
    """A name without spaces and punctuation, as "Last, First" and as "First Last"."""
    last, _, first = name.partition(",")
    return {letters(name), letters(first + last)} - {""}


def _rows(people: Sequence[Person]) -> str:
    numbers = [str(one.row + 1) for one in people]
    return f"row {numbers[0]}" if len(numbers) == 1 else f"rows {', '.join(numbers)}"
