"""What is given to a grader: for each question the answers of the class, identical ones together."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..manual import Manual
from .answers import GONE, Answer
from .asked import Question
from .collected import Collected
from .given import Known
from .stamp import BLIND, Stamp, filled, key, short


@dataclass(frozen=True)
class Row:
    """One submission's answer: its name in the file, what stands there already, and the stamp of both.

    `before` are the points that were given; `changed` says that the answer is another one since, so that
    they stay as they are, but are not filled in.
    """

    id: str
    name: str
    before: Manual | None
    changed: bool
    stamp: Stamp

    @property
    def points(self) -> str:
        return f"{self.before.points:g}" if self.before and not self.changed else ""

    @property
    def comment(self) -> str:
        return self.before.comment.strip() if self.before and not self.changed else ""


@dataclass(frozen=True)
class Group:
    """An answer, and all who gave it and have the same points for it so far."""

    answer: Answer
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Sheet:
    """A question with all that was answered to it."""

    question: Question
    worth: float
    groups: tuple[Group, ...]

    @property
    def rows(self) -> list[Row]:
        return [row for group in self.groups for row in group.rows]


def sheets(
    questions: Sequence[Question], found: Sequence[Collected], known: Known, shuffle: int | None = None
) -> list[Sheet]:
    """A sheet for each question.

    Parameters
    ----------
    questions : sequence of Question
    found : sequence of Collected
    known : Known
    shuffle : int, optional
        If given nobody is named, and this says in which order the answers come; it is another one at each
        question. Otherwise what most have answered comes first.
    """
    return [
        Sheet(one, known.worth[one.name], tuple(_groups(one.name, found, known.stored, shuffle)))
        for one in questions
    ]


def csv_rows(found: Iterable[Sheet]) -> Iterator[tuple[str, ...]]:
    """The rows of the table in the order of its columns."""
    for sheet in found:
        for group in sheet.groups:
            for row in group.rows:
                yield (
                    *(row.name, sheet.question.name, group.answer.text),
                    *(row.points, f"{sheet.worth:g}", row.comment, str(row.stamp)),
                )


def _groups(
    question: str,
    found: Sequence[Collected],
    stored: Mapping[tuple[str, str], Manual],
    shuffle: int | None,
) -> list[Group]:
    alike: dict[tuple[str, bool, str], list[tuple[Answer, Row]]] = {}
    for one in found:
        answer = one.answers[question]
        row = _row(one.id, question, answer, stored.get((one.id, question)), shuffle is not None)
        alike.setdefault((answer.digest, row.changed, _given(row)), []).append((answer, row))
    groups = [
        Group(
            _blinded(those[0][0]) if shuffle is not None else those[0][0],
            tuple(sorted((row for _, row in those), key=lambda row: row.name)),
        )
        for those in alike.values()
    ]

    def place(group: Group) -> tuple[bool, int, str]:
        first = group.rows[0]
        if shuffle is None:
            return bool(group.answer.parts), -len(group.rows), first.id
        order = json.dumps([shuffle, question, first.id]).encode()
        return bool(group.answer.parts), 0, hashlib.sha256(order).hexdigest()

    return sorted(groups, key=place)


def _blinded(answer: Answer) -> Answer:
    """Without a reason that may name somebody's files."""
    return Answer(problem="it cannot be read") if answer.problem not in ("", GONE) else answer


def _row(id: str, question: str, answer: Answer, before: Manual | None, blind: bool) -> Row:
    digest = short(answer.digest)
    changed = bool(before and before.answer and before.answer != digest)
    shown = before if before and not changed else None
    stands = filled(shown.points, shown.comment.strip()) if shown else filled(None, "")
    mark = key(id, question)
    return Row(id, f"{BLIND}{mark}" if blind else id, before, changed, Stamp(mark, digest, stands))


def _given(row: Row) -> str:
    return json.dumps([row.before.points, row.before.comment]) if row.before else ""
