"""What a class has in common: counted row by row, so that it does not matter how many there are."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from statistics import fmean, median, quantiles
from typing import Any

from ..row import STATUSES, Row, findings

BINS = 10  # of the histogram, each a tenth of the points
EXAMPLES = 20  # submissions that are named for a mistake
RIGHT, NOT_ASKED = "passed", "skipped"


@dataclass
class Mistake:
    """A code that a task got, from how many submissions, and what the first of them was told."""

    task: str
    code: str
    message: str
    count: int = 0
    ids: list[str] = field(default_factory=list)


@dataclass
class Rate:
    """How often a check was asked, and how often it was passed."""

    passed: int = 0
    asked: int = 0


@dataclass
class Summary:
    """Counts of a class. ``scoreless`` names the first submissions that have no score."""

    max_score: float = 0.0
    statuses: dict[str, int] = field(default_factory=lambda: dict.fromkeys(STATUSES, 0))
    stale: int = 0
    scores: list[float] = field(default_factory=list)
    bins: list[int] = field(default_factory=lambda: [0] * BINS)
    rates: dict[tuple[str, str], Rate] = field(default_factory=dict)
    scoreless: list[tuple[str, str]] = field(default_factory=list)
    _mistakes: dict[tuple[str, str], Mistake] = field(default_factory=dict)

    def add(self, row: Row) -> None:
        """Count a row."""
        self.statuses[row["status"]] += 1
        self.stale += row["stale"]
        self.max_score = max(self.max_score, row["max_score"] or 0.0)
        if row["score"] is None:
            if len(self.scoreless) < EXAMPLES:
                self.scoreless.append((row["id"], row["status"]))
            return
        self.scores.append(row["score"])
        self.bins[_bin(row["score"], row["max_score"] or 0.0)] += 1
        found = findings(row)
        for one in found:
            rate = self.rates.setdefault((one["task"], one["check"]), Rate())
            rate.asked += 1
            rate.passed += one["status"] == RIGHT
        wrong = {(one["task"], one["code"]): one for one in reversed(found) if _is_mistake(one)}
        for place, one in wrong.items():
            mistake = self._mistakes.setdefault(place, Mistake(*place, one["message"].split("\n")[0]))
            mistake.count += 1
            if len(mistake.ids) < EXAMPLES:
                mistake.ids.append(row["id"])

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


def _is_mistake(finding: Mapping[str, Any]) -> bool:
    return finding["status"] not in (RIGHT, NOT_ASKED)


def _bin(score: float, most: float) -> int:
    return min(max(int(BINS * score / most), 0), BINS - 1) if most else 0
