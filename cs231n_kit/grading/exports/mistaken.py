"""What a class misunderstood: which mistakes, by how many, which together, and what they looked like."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

from ...checks.judging.words import words
from .shorten import in_words, shortened
from .student import HIDDEN

NO_MISTAKE = ("passed", "skipped", "not_done")  # who has not begun has not misunderstood
EXAMPLES, MESSAGE, NUMBERS = 3, 600, 2500  # examples of a mistake, and characters of one


@dataclass(frozen=True)
class Example:
    """What one submission was told, cut where it is long."""

    id: str
    task: str
    message: str
    evidence: Mapping[str, Any]


@dataclass
class Misunderstanding:
    """A code: how many submissions have it, in which tasks, and the first of them that differ in words."""

    code: str
    count: int = 0
    tasks: Counter[str] = field(default_factory=Counter)
    examples: list[Example] = field(default_factory=list)

    @property
    def words(self) -> str:
        return in_general(self.code)


@dataclass
class Misunderstandings:
    """The mistakes of a class by their codes; one that shows in two tasks of a submission counts once."""

    by_code: dict[str, Misunderstanding] = field(default_factory=dict)
    pairs: Counter[tuple[str, str]] = field(default_factory=Counter)

    def add(self, id: str, findings: Iterable[Mapping[str, Any]]) -> tuple[str, ...]:
        """Count those of a submission; gives its codes, each once, in the order of the checks."""
        wrong = [one for one in findings if one["status"] not in NO_MISTAKE and one["code"] != HIDDEN]
        codes = tuple(dict.fromkeys(one["code"] for one in wrong))
        for code in codes:
            self.by_code.setdefault(code, Misunderstanding(code)).count += 1
        for code, task in dict.fromkeys((one["code"], one["task"]) for one in wrong):
            self.by_code[code].tasks[task] += 1
        self.pairs.update(combinations(sorted(codes), 2))
        for one in wrong:
            _keep(self.by_code[one["code"]].examples, id, one)
        return codes

    @property
    def ordered(self) -> list[Misunderstanding]:
        """The most frequent first."""
        return sorted(self.by_code.values(), key=lambda one: (-one.count, one.code))

    def together(self, one: str, other: str) -> int:
        """How many have both; of a code with itself, how many have it."""
        return self.by_code[one].count if one == other else self.pairs[min(one, other), max(one, other)]

    def companions(self, code: str, most: int = 3) -> list[tuple[str, int]]:
        """The mistakes that are most often there as well, and how often."""
        both = [(other, self.together(code, other)) for other in self.by_code if other != code]
        return sorted((one for one in both if one[1]), key=lambda one: (-one[1], one[0]))[:most]


def in_general(code: str) -> str:
    """What is said for a code, without the numbers of anybody: nothing of a submission is in it."""
    entry = words().get(code)
    if entry is None:
        return code.replace("_", " ")
    return re.sub(r"\{[^}]*\}\.?", "…", entry["message"].split("\n")[0])


def _keep(examples: list[Example], id: str, finding: Mapping[str, Any]) -> None:
    """Keep an example if it is the first, or the first of another submission in other words."""
    message = shortened(finding["message"], MESSAGE)
    if len(examples) == EXAMPLES or any(id == one.id or message == one.message for one in examples):
        return
    kept = {shortened(key, MESSAGE): _small(value) for key, value in finding["evidence"].items()}
    examples.append(Example(id, finding["task"], message, kept))


def _small(value: Any) -> Any:
    """What need not be kept whole is kept in words."""
    return value if len(repr(value)) <= NUMBERS else in_words(value, MESSAGE)
