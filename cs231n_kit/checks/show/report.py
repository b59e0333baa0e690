"""What the checks of some tasks say, arranged for reading: data that the card and the text show alike."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite
from typing import Any

from ..finding import Finding

# Each status in one sign and in words: neither needs colour.
SIGNS = {"passed": "✓", "failed": "✗", "not_done": "○", "skipped": "–"}
WORDS = {"failed": "not yet right", "skipped": "not asked yet"}
STOPPED_SIGN, STOPPED_WORDS = "!", "stopped"


@dataclass(frozen=True)
class Said:
    """Something to say about a task, once, though several checks may have found it.

    ``checks`` names them; nobody if it is true of the whole task.
    """

    status: str
    checks: tuple[str, ...]
    message: str
    hint: str
    evidence: Mapping[str, Any]

    @property
    def sign(self) -> str:
        return SIGNS.get(self.status, STOPPED_SIGN)

    @property
    def heading(self) -> str:
        """How the checks are, in words."""
        if not self.checks:
            return ""
        words = "" if self.status == "passed" else f" {WORDS.get(self.status, STOPPED_WORDS)}"
        return f"{', '.join(self.checks)}{words}: "


@dataclass(frozen=True)
class TaskReport:
    """The findings about one task.

    Parameters
    ----------
    task : str
    ran : str
        What was run, e.g. ``cs231n_kit/classifiers/softmax.py``.
    findings : tuple of Finding
    notes : tuple of str
        What the student should know besides, e.g. that the notebook holds an older version.
    """

    task: str
    ran: str
    findings: tuple[Finding, ...]
    notes: tuple[str, ...] = ()

    @property
    def right(self) -> tuple[str, ...]:
        """The checks about which there is nothing to say."""
        return tuple(_readable(one.check) for one in self.findings if _plainly_right(one))

    @property
    def passed(self) -> int:
        return sum(one.status == "passed" for one in self.findings)

    @property
    def status(self) -> str:
        """``passed`` or ``not_done`` if all checks say so; else the gravest."""
        found = {one.status for one in self.findings}
        if found <= {"passed"} or found == {"not_done"}:
            return "not_done" if "not_done" in found else "passed"
        return next((status for status in sorted(found) if status not in SIGNS), "failed")

    @property
    def sign(self) -> str:
        return SIGNS.get(self.status, STOPPED_SIGN)

    @property
    def count(self) -> str:
        """How far the task is, in words; nothing where it has not been begun."""
        if self.status == "not_done":
            return ""
        number = len(self.findings)
        return f"{self.passed} of {number} check{'s' * (number > 1)} right"

    @property
    def problems(self) -> list[Said]:
        """What is not right yet, each thing once, in the order of the checks."""
        return _said(self.findings, [one for one in self.findings if one.status != "passed"])

    @property
    def advice(self) -> list[Said]:
        """What is right and could still be better."""
        advice = [one for one in self.findings if one.status == "passed" and not _plainly_right(one)]
        return _said(self.findings, advice)

    def as_dict(self) -> dict[str, Any]:
        """The task as it stands in ``results.json`` and in ``cs231n-kit check --json``."""
        return {
            "task": self.task,
            "score": round(sum(one.points for one in self.findings), 6),
            "max_score": round(sum(one.max_points for one in self.findings), 6),
            "findings": [_json(one.as_dict()) for one in self.findings],
        }


@dataclass(frozen=True, repr=False)
class Report:
    """The reports of some tasks, in order."""

    tasks: tuple[TaskReport, ...]

    @property
    def right(self) -> int:
        return sum(task.passed for task in self.tasks)

    @property
    def asked(self) -> int:
        return sum(len(task.findings) for task in self.tasks)


def _plainly_right(finding: Finding) -> bool:
    return finding.status == "passed" and finding.code == "ok"


def _said(everything: tuple[Finding, ...], findings: list[Finding]) -> list[Said]:
    groups: dict[tuple[object, ...], list[Finding]] = {}
    for one in findings:
        groups.setdefault(_same(one), []).append(one)
    return [
        Said(
            same[0].status,
            () if len(same) == len(everything) else tuple(_readable(one.check) for one in same),
            same[0].message,
            same[0].hint,
            same[0].evidence,
        )
        for same in groups.values()
    ]


def _same(finding: Finding) -> tuple[object, ...]:
    """Findings that are alike in this are one: a line that stops says something else for each input."""
    line = finding.evidence.get("line")
    said = (finding.evidence.get("file"), line) if finding.status == "crashed" and line else finding.message
    return finding.status, finding.code, said


def _readable(check: str) -> str:
    return check.replace("_", " ")


def _json(value: Any) -> Any:
    """The same with nan and inf as words: JSON has no such numbers."""
    if isinstance(value, Mapping):
        return {name: _json(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [_json(part) for part in value]
    return str(value) if isinstance(value, float) and not isfinite(value) else value
