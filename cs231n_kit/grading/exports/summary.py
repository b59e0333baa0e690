"""What a class has in common: counted row by row, and of each submission no more kept than a line."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from statistics import fmean, median, quantiles
from typing import Any

from ..row import STATUSES, Row, findings, max_total, total
from .mistaken import Misunderstandings

BINS = 10  # of the histogram, each a tenth of the points
RIGHT, NOT_ASKED, NOT_DONE = "passed", "skipped", "not_done"


@dataclass
class Mistake:
    """A code that a task got, from how many submissions, and what the first of them was told."""

    task: str
    code: str
    message: str
    count: int = 0


@dataclass
class Rate:
    """How often a check was asked, how often it was passed, and where there was nothing to judge:
    the task not done, or something else to be mended first.
    """

    passed: int = 0
    asked: int = 0
    not_done: int = 0
    not_judged: int = 0


@dataclass(frozen=True)
class Line:
    """A submission in a list: the score is the total, with what a person gave."""

    id: str
    names: str
    status: str
    stale: bool
    score: float | None
    max_score: float | None
    codes: tuple[str, ...]


@dataclass
class Summary:
    """Counts of a class, and a line of each submission. ``manual`` says that a person gave points too."""

    max_score: float = 0.0
    statuses: dict[str, int] = field(default_factory=lambda: dict.fromkeys(STATUSES, 0))
    stale: int = 0
    scores: list[float] = field(default_factory=list)
    bins: list[int] = field(default_factory=lambda: [0] * BINS)
    rates: dict[tuple[str, str], Rate] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)
    manual: bool = False
    misunderstood: Misunderstandings = field(default_factory=Misunderstandings)
    _mistakes: dict[tuple[str, str], Mistake] = field(default_factory=dict)

    def add(self, row: Row) -> None:
        """Count a row."""
        self.statuses[row["status"]] += 1
        self.stale += row["stale"]
        self.max_score = max(self.max_score, row["max_score"] or 0.0)
        self.manual |= bool(row.get("manual"))
        scored = row["score"] is not None
        found = findings(row) if scored else []
        self.lines.append(_line(row, self.misunderstood.add(row["id"], found)))
        if scored:
            self.scores.append(row["score"])
            self.bins[_bin(row["score"], row["max_score"] or 0.0)] += 1
            self._count(found)

    def _count(self, found: Sequence[Row]) -> None:
        for one in found:
            rate = self.rates.setdefault((one["task"], one["check"]), Rate())
            rate.asked += 1
            rate.passed += one["status"] == RIGHT
            rate.not_done += one["status"] == NOT_DONE
            rate.not_judged += one["status"] == NOT_ASKED
        wrong = {(one["task"], one["code"]): one for one in reversed(found) if _is_mistake(one)}
        for place, one in wrong.items():
            self._mistakes.setdefault(place, Mistake(*place, one["message"].split("\n")[0])).count += 1

    @property
    def mistakes(self) -> list[Mistake]:
        """The most frequent first."""
        return sorted(self._mistakes.values(), key=lambda one: (-one.count, one.task, one.code))

    def distribution(self) -> dict[str, float] | None:
        """Mean, median and quartiles of the scores; None where there is none."""
        if not self.scores:
            return None
        twice = self.scores * 2 if len(self.scores) == 1 else self.scores
        low, _, high = quantiles(twice, n=4, method="inclusive")
        found = {"mean": fmean(self.scores), "median": median(self.scores)}
        found |= {"quartile_1": low, "quartile_3": high, "min": min(self.scores), "max": max(self.scores)}
        return {name: round(value, 3) for name, value in found.items()}

    def as_dict(self) -> dict[str, Any]:
        """For ``--json``."""
        return {
            "submissions": sum(self.statuses.values()),
            **self.statuses,
            "stale": self.stale,
            "max_score": self.max_score,
            "scores": self.distribution(),
            "histogram": self.bins,
            "mistakes": [
                {"task": one.task, "code": one.code, "count": one.count, "message": one.message}
                for one in self.mistakes
            ],
        }


def _line(row: Row, codes: tuple[str, ...]) -> Line:
    people = row.get("identity", {}).get("people", ())
    names = ", ".join(str(one["name"]) for one in people if one.get("name"))
    return Line(row["id"], names, row["status"], bool(row["stale"]), total(row), max_total(row), codes)


def _is_mistake(finding: Mapping[str, Any]) -> bool:
    return finding["status"] not in (RIGHT, NOT_ASKED)


def _bin(score: float, most: float) -> int:
    return min(max(int(BINS * score / most), 0), BINS - 1) if most else 0
