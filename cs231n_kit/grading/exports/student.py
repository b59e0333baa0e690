"""What a student may see of a row: neither the grader's own troubles nor what a hidden check asks."""

from typing import Any

from ..row import ANOTHER, FAILED, GONE, OUTDATED, Row
from .page import points

TEACHERS = (GONE, OUTDATED, ANOTHER, f"{FAILED} error")  # how the notes begin that are for teachers alone
HIDDEN = "hidden"  # the code of a hidden finding that is not passed
FIELDS = ("check", "status", "code", "points", "max_points", "message", "hint", "evidence")


def for_student(row: Row) -> Row:
    """The row as it is shown: no times, no notes for teachers, hidden findings covered.

    ``failed`` is added: the status of the latest attempt where that left an earlier score, else empty.
    """
    notes = [] if row["status"] == "error" else row["notes"]  # those say what failed in the grader
    return {
        **{key: value for key, value in row.items() if key != "seconds"},
        "failed": _failed(row["notes"]),
        "notes": [note for note in notes if not note.startswith(TEACHERS)],
        "tasks": [_task(task) for task in row["tasks"]],
    }


def _failed(notes: list[str]) -> str:
    said = next((note.removeprefix(FAILED) for note in notes if note.startswith(FAILED)), "")
    return said.partition(":")[0].strip()


def _task(task: dict[str, Any]) -> dict[str, Any]:
    findings = [_finding(n, one) for n, one in enumerate(task["findings"], start=1)]
    return {**task, "findings": findings}


def _finding(number: int, stored: dict[str, Any]) -> dict[str, Any]:
    """A finding; of a hidden one the points alone."""
    shown = {field: stored[field] for field in FIELDS}
    if stored["visibility"] == "public":
        return shown
    earned, most = stored["points"], stored["max_points"]
    status, code = ("passed", "ok") if earned == most else ("failed", HIDDEN)
    message = f"{points(earned, most)} points. What it asks is not shown."
    covered = {"check": f"hidden check {number}", "status": status, "code": code, "message": message}
    return shown | covered | {"hint": "", "evidence": {}}
