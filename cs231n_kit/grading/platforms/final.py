"""The points of one student: a policy applied to a submission. Nothing here reads or writes anything."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from math import ceil

from .policy import Late, Policy
from .result import Result

DECIMALS = 6  # as many as the gradebook keeps
DAY = timedelta(days=1)
UNTOLD = "handed in at a time that is not told, so nothing was taken for being late"


@dataclass(frozen=True)
class Final:
    """What is exported.

    Parameters
    ----------
    points : Decimal or None
        None if there is no score: that is never exported as 0.
    max_points : Decimal or None
    reasons : tuple of str
        What the policy changed, each in a few words.
    scaled : str
        From what to what, in words; empty if they are not.
    unknown : str
        Why it could not be applied to the full; empty if it could.
    """

    points: Decimal | None
    max_points: Decimal | None
    reasons: tuple[str, ...] = ()
    scaled: str = ""
    unknown: str = ""


def final(policy: Policy, result: Result, student: str | None = None) -> Final:
    """The points of a student for a submission.

    ``points = round(min(max(score - penalty, 0), max_score) * out_of / max_score)``, or those of an override.
    The result is at least 0 and, but for an override, at most the maximum.

    Parameters
    ----------
    policy : Policy
    result : Result
    student : str, optional
        Whom the policy means by overrides and extensions; the submission's id by default.
    """
    student = result.id if student is None else student
    most = policy.out_of if policy.out_of is not None else result.max_score
    override = next((one for one in policy.overrides if one.student == student), None)
    if override is not None:
        reason = f"set to {number(override.points)} by hand: {override.reason}"
        return Final(override.points, most, (reason,))
    score, raw = result.score, result.max_score
    if score is None or raw is None or most is None:
        return Final(None, most)
    percent, reasons, unknown = _penalty(policy.late, result, student)
    points = min(max(score - raw * percent / 100, Decimal(0)), raw)
    if policy.out_of is not None and raw:
        points = points * policy.out_of / raw
    scaled = "" if most == raw else f"scaled from {number(raw)} to {number(most)} points"
    digits = DECIMALS if policy.decimals is None else policy.decimals
    return Final(min(rounded(points, digits), most), most, reasons, scaled, unknown)


def days_late(late: Late, submitted: datetime, extension: datetime | None = None) -> int:
    """How many days were begun after the deadline, or a later one of one's own, and the grace.

    A time without an offset from UTC is one of the deadline's zone.
    """
    if submitted.tzinfo is None:
        submitted = submitted.replace(tzinfo=late.deadline.tzinfo)
    deadline = late.deadline if extension is None else max(late.deadline, extension)
    over = submitted - deadline - timedelta(minutes=float(late.grace_minutes))
    return max(ceil(over / DAY), 0)


def rounded(points: Decimal, decimals: int) -> Decimal:
    """To so many decimals, halves upwards: what a person would do."""
    return points.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def number(value: Decimal) -> str:
    """Without noughts at the end and without an exponent."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _penalty(late: Late | None, result: Result, student: str) -> tuple[Decimal, tuple[str, ...], str]:
    """Percent that are taken, why, and what is not known."""
    if late is None:
        return Decimal(0), (), ""
    submitted = late.submitted.get(result.id) or result.submitted
    if submitted is None:
        return Decimal(0), (), "" if result.late is False else UNTOLD
    days = days_late(late, submitted, late.extensions.get(student))
    if not days:
        return Decimal(0), (), ""
    percent = min(days * late.percent_per_day, late.cap_percent)
    return percent, (f"{days} {'day' if days == 1 else 'days'} late: {number(percent)} % less",), ""
