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
    known = {"task": check.task, "check": check.name} | dict(evidence)
    return entry["message"].format(**known), entry.get("hint", "")


@cache
def words() -> dict[str, dict[str, str]]:
    """The whole table: ``message`` and ``hint`` by code."""
    return tomllib.loads(TABLE.read_text("utf-8"))
