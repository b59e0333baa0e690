"""What an instructor decided about the points: applied when they are exported, never to the gradebook."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Literal


@dataclass(frozen=True)
class Late:
    """What a late submission costs.

    Parameters
    ----------
    deadline : datetime
        With its offset from UTC.
    percent_per_day : Decimal
        Of the most points that can be had, for each day begun after the deadline and the grace.
    grace_minutes : Decimal
    cap_percent : Decimal
        More than this is never taken.
    extensions : dict
        A later deadline of its own, by student.
    submitted : dict
        When something was handed in, by submission, where the download does not tell.
    """

    deadline: datetime
    percent_per_day: Decimal
    grace_minutes: Decimal = Decimal(0)
    cap_percent: Decimal = Decimal(100)
    extensions: Mapping[str, datetime] = field(default_factory=dict)
    submitted: Mapping[str, datetime] = field(default_factory=dict)


@dataclass(frozen=True)
class Override:
    """Points that stand whatever was graded, and why."""

    student: str
    points: Decimal
    reason: str


@dataclass(frozen=True)
class Policy:
    """The whole table; the default changes nothing.

    Parameters
    ----------
    attempt : {"latest", "best"}
        Which one counts of several that one student, or one group, handed in.
    decimals : int or None
        To which points are rounded, halves upwards.
    out_of : Decimal or None
        What the points are scaled to.
    late : Late or None
    overrides : tuple of Override
    groups : dict
        The members of each, who share one submission.
    """

    attempt: Literal["latest", "best"] = "latest"
    decimals: int | None = None
    out_of: Decimal | None = None
    late: Late | None = None
    overrides: tuple[Override, ...] = ()
    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
