"""What the gradebook says of one submission, as far as an export needs it."""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from ..row import GONE, Row, max_total, total

STAMP = "%Y-%m-%d-%H-%M-%S"
MARK_LATE = ("canvas",)  # platforms that write into a file's name that it was late


@dataclass(frozen=True)
class Identity:
    """A student as the download of a platform told; what it did not tell is empty.

    ``user`` is the number or name by which that platform knows the student.
    """

    platform: str = ""
    user: str = ""
    name: str = ""
    email: str = ""

    @property
    def key(self) -> tuple[str, ...]:
        """The same wherever the download tells of this student; empty if it does not tell who it is."""
        told = known(self.user) or known(self.email)
        return (self.platform, told) if told else ()


@dataclass(frozen=True)
class Part:
    """The points of a task, or of a question that a person read."""

    name: str
    points: float
    max_points: float
    comment: str = ""


@dataclass(frozen=True)
class Result:
    """A submission.

    Parameters
    ----------
    id : str
    people : tuple of Identity
        Who handed it in, as far as that is told: several for a group.
    score : Decimal or None
        With the points that a person gave; None if there is none, which is never the same as 0.
    max_score : Decimal or None
        What that is out of.
    status : str
        As in ``results.json``.
    stale : bool
        The score is of an earlier grading, or of an earlier set of submissions.
    tasks, manual : tuple of Part
    attempt : str
        A number or a time; the later one sorts last, longer ones after shorter ones.
    submitted : datetime or None
        When it was handed in.
    late : bool or None
        Whether the platform called it late; None if it does not say such things.
    """

    id: str
    people: tuple[Identity, ...] = ()
    score: Decimal | None = None
    max_score: Decimal | None = None
    status: str = "graded"
    stale: bool = False
    tasks: tuple[Part, ...] = ()
    manual: tuple[Part, ...] = ()
    attempt: str = ""
    submitted: datetime | None = None
    late: bool | None = None


def known(name: str) -> str:
    """A name as it is compared: without regard to case, to spaces around it and to how accents are put."""
    return unicodedata.normalize("NFC", name.strip().casefold())


def results(rows: Iterable[Row]) -> list[Result]:
    """The rows of a gradebook as results, in their order.

    All are out of the same: who has no points at a question yet could have had them.
    """
    found = [result(row) for row in rows]
    most = max((one.max_score for one in found if one.max_score is not None), default=None)
    return [replace(one, max_score=most) for one in found]


def result(row: Row) -> Result:
    """One of them."""
    told = row.get("identity") or {}
    platform, attempt = told.get("platform", ""), told.get("attempt", "")
    given = row.get("manual", ())
    return Result(
        id=row["id"],
        people=tuple(_identity(platform, one) for one in told.get("people", ())),
        score=_decimal(total(row)),
        max_score=_decimal(max_total(row)),
        status=row["status"],
        stale=row["stale"] or GONE in row["notes"],
        tasks=tuple(Part(one["task"], one["score"], one["max_score"]) for one in row["tasks"]),
        manual=tuple(
            Part(one["question"], one["points"], one["max_points"], one["comment"]) for one in given
        ),
        attempt=attempt,
        submitted=_time(attempt),
        late=told.get("late") == "yes" if platform in MARK_LATE else None,
    )


def _identity(platform: str, told: Mapping[str, str]) -> Identity:
    return Identity(platform, *(told.get(key, "").strip() for key in ("user", "name", "email")))


def _time(attempt: str) -> datetime | None:
    """Blackboard tells an attempt by its time, in the zone of the site."""
    try:
        return datetime.strptime(attempt, STAMP)
    except ValueError:
        return None


def _decimal(value: float | None) -> Decimal | None:
    """Exactly the number that is printed: 0.1 is a tenth, and a half is rounded as a half."""
    return None if value is None else Decimal(repr(value))
