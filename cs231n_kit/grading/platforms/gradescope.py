"""Gradescope: ``results.json`` of one submission, as an autograder leaves it in ``/autograder/results``.

Fields: https://gradescope-autograders.readthedocs.io/en/latest/specs/
"""

import json
from collections.abc import Mapping
from math import ceil
from typing import Any

from ... import __version__
from ..exports.feedback import SCORELESS, STALE
from ..exports.student import for_student
from ..row import Row
from .final import Final
from .result import Result

SHOWN, STAFF = "visible", "hidden"


def as_json(row: Row, result: Result, final: Final, assignment: str) -> str:
    """The file. A submission without a score has none in it, so that Gradescope asks for a person."""
    shown = for_student(row)
    data: dict[str, Any] = {} if final.points is None else {"score": float(final.points)}
    data |= {
        "execution_time": ceil(row["seconds"] or 0),
        "output": _output(shown, final),
        "visibility": SHOWN,
        "stdout_visibility": STAFF,
        "extra_data": {
            "assignment": assignment,
            "id": result.id,
            "kit_version": __version__,
            "status": result.status,
            "stale": result.stale,
            "score": None if result.score is None else float(result.score),
            "max_score": None if result.max_score is None else float(result.max_score),
            "policy": _applied(final),
        },
        "tests": [] if final.points is None else _tests(shown),
    }
    return json.dumps(data, ensure_ascii=False, allow_nan=False, indent=1) + "\n"


def _output(shown: Row, final: Final) -> str:
    """What stands above the tests."""
    lines = _applied(final)
    if shown["status"] in SCORELESS:
        lines.append(SCORELESS[shown["status"]])
    if shown["stale"]:
        lines.append(STALE.get(shown["failed"], STALE[""]))
    lines += shown["notes"]
    if shown["score"] is None:
        lines += [one["message"] for task in shown["tasks"] for one in task["findings"]]
    return "\n".join(lines)


def _applied(final: Final) -> list[str]:
    return [one for one in (*final.reasons, final.scaled) if one]


def _tests(shown: Row) -> list[dict[str, Any]]:
    """One a finding, numbered as ``task.check``, and one a question that a person read."""
    tasks = shown["tasks"]
    tests = [
        _test(task["task"], one, f"{n}.{m}")
        for n, task in enumerate(tasks, start=1)
        for m, one in enumerate(task["findings"], start=1)
    ]
    asked = shown.get("manual", ())
    return tests + [_question(one, str(n)) for n, one in enumerate(asked, start=len(tasks) + 1)]


def _test(task: str, finding: Mapping[str, Any], number: str) -> dict[str, Any]:
    return {
        "score": finding["points"],
        "max_score": finding["max_points"],
        "status": "passed" if finding["status"] == "passed" else "failed",
        "name": f"{task}: {finding['check']}",
        "number": number,
        "output": "\n".join(text for text in (finding["message"], finding["hint"]) if text),
        "output_format": "text",  # what a student's code said is never markup
        "tags": [task, finding["code"]],
        "visibility": SHOWN,  # of a hidden check no more is left than its points
    }


def _question(one: Mapping[str, Any], number: str) -> dict[str, Any]:
    return {
        "score": one["points"],
        "max_score": one["max_points"],
        "status": "passed" if one["points"] >= one["max_points"] else "failed",
        "name": one["question"],
        "number": number,
        "output": one["comment"],
        "output_format": "text",
        "tags": ["question"],
        "visibility": SHOWN,
    }
