"""What is said for each code: the table ``words.toml``, filled in with the evidence."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from ..assignment import Check

TABLE = Path(__file__).with_name("words.toml")


def told(code: str, check: Check, evidence: Mapping[str, Any]) -> tuple[str, str]:
    """Message and hint for a code."""
    entry = words()[code]
    known = {"task": check.task, "check": check.name, "asked": check.task} | {
        name: _readable(name, value) for name, value in evidence.items()
    }
    about_another = known["task"] not in ("", check.task)
    message = entry.get("of_another", entry["message"]) if about_another else entry["message"]
    kinds = [str(evidence.get(name, "")).partition(":")[0] for name in ("error", "got", "name")]
    hints = entry.get("hints", {})
    hint = next((hints[kind] for kind in kinds if kind in hints), entry.get("hint", ""))
    return message.format(**known), hint


@cache
def words() -> dict[str, dict[str, Any]]:
    """The whole table: ``message`` and ``hint`` by code, and ``hints`` for some kinds of error,
    for what came back, or for the name of what is judged.

    ``of_another`` is the message where the evidence names another task than the one that was asked.
    """
    return tomllib.loads(TABLE.read_text("utf-8"))


def _readable(name: str, value: Any) -> Any:
    """A shape as NumPy writes it, any other list of numbers as one says it."""
    if not isinstance(value, list) or not all(isinstance(part, int | float | str) for part in value):
        return value
    if name in ("expected", "got"):
        return str(tuple(value)) if value else "a number"
    return ", ".join(map(str, value))
