"""A row of ``results.json``: one submission, as it is stored and as it is told."""

import json
import math
from collections.abc import Mapping, Sequence
from numbers import Integral, Real
from typing import Any

Row = dict[str, Any]

STATUSES = ("graded", "unreadable", "error")
DIGITS = 6  # significant ones of a number in the evidence, decimals of points; times have three
POINTS = ("score", "points")  # how the names of what is always a float end
# Notes that the gradebook adds, and how they begin.
GONE = "not among the submissions of the latest run; this result is of an earlier one"
OUTDATED = "the score is of an earlier grading, under another kit version, seed, limits or sandbox than now"
FAILED = "the score is of an earlier grading, because the latest ended as"
ANOTHER = "another submission of this name"


def stored(row: Mapping[str, Any]) -> str:
    """The row as JSON text that every tool can read: no nan, no inf, no half of a character.

    Raises
    ------
    ValueError
        If the row says that it is graded and has no score, or the other way round.
    """
    if row["status"] not in STATUSES or (row["score"] is None) is (row["status"] == "graded"):
        raise ValueError(f"a row needs a score exactly if it is graded, got {row['status']}, {row['score']}")
    return json.dumps(_plain(row), ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def readable(text: str) -> str:
    """The text with what is no character written out, as in a file name of an unknown encoding."""
    return text if text.isascii() else text.encode("utf-8", "backslashreplace").decode()


def told(
    id: str,
    graded: str | None,
    failed: str | None,
    *,
    gone: bool = False,
    outdated: bool = False,
    another: str | None = None,
    manual: Sequence[Row] = (),
) -> Row:
    """A row with the keys of ``results.json`` in their order.

    Parameters
    ----------
    id : str
    graded : str or None
        The last row with a score.
    failed : str or None
        The row of the last attempt if that gave none: it never takes a score away.
    gone : bool
        The submission was not found by the latest run.
    outdated : bool
        The result was had under other settings than those of the gradebook now.
    another : str or None
        A note about another submission of this name.
    manual : sequence of dict
        Points that a person gave. The row has a key ``manual`` only where there are any.
    """
    row = json.loads(graded or failed or "{}")
    notes = list(row.get("notes", ()))
    if graded and failed:
        notes.append(_failure(json.loads(failed)))
    elif graded and outdated:
        notes.append(OUTDATED)
    notes += [note for note in (another, GONE if gone else None) if note]
    return {
        "id": id,
        "stale": bool(graded and (failed or outdated)),
        "status": row["status"],
        "score": row["score"],
        "max_score": row.get("max_score"),
        "seconds": row.get("seconds"),
        "notes": notes,
        "tasks": row.get("tasks", []),
        **{name: row[name] for name in ("identity",) if row.get(name)},
        **({"manual": list(manual)} if manual else {}),
    }


def total(row: Mapping[str, Any]) -> float | None:
    """The score and the points that a person gave; None where there is no score."""
    if row["score"] is None:
        return None
    return round(math.fsum((row["score"], *(one["points"] for one in row.get("manual", ())))), DIGITS)


def max_total(row: Mapping[str, Any]) -> float | None:
    """What the total is out of."""
    if row["max_score"] is None:
        return None
    return round(math.fsum((row["max_score"], *(one["max_points"] for one in row.get("manual", ())))), DIGITS)


def findings(row: Mapping[str, Any]) -> list[Row]:
    """All findings of a row, each with its task."""
    return [{"task": task["task"], **one} for task in row.get("tasks", ()) for one in task["findings"]]


def _failure(row: Row) -> str:
    """Why the last attempt gave no score, in a sentence."""
    said = [one["message"] for one in findings(row)] or row.get("notes", ())[-1:]
    reason = said[0] if said else "no reason was given"
    return f"{FAILED} {row['status']}: {reason}"


def _plain(value: Any, name: str = "") -> Any:
    if type(value) is str:  # most are, and the cases below take long to rule out
        return readable(value)
    if type(value) is float:
        return _rounded(value, name)
    if type(value) is dict:
        return {readable(str(key)): _plain(part, str(key)) for key, part in value.items()}
    match value:
        case Mapping():
            return {readable(str(key)): _plain(part, str(key)) for key, part in value.items()}
        case list() | tuple():
            return [_plain(part, name) for part in value]
        case None | bool():
            return value
        case Integral() if not name.endswith(POINTS):
            return int(value)
        case Real():
            return _rounded(float(value), name)
        case _:
            return readable(str(value))


def _rounded(value: float, name: str) -> float | str:
    if not math.isfinite(value):
        return str(value)
    if name == "seconds":
        return round(value, 3)
    if name.endswith(POINTS):
        return round(value, DIGITS)
    return float(f"{value:.{DIGITS}g}")
