"""Values of a table of TOML, read strictly: the first thing that is wrong is told with its key."""

from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from decimal import Decimal
from difflib import get_close_matches
from typing import Any

Read = Callable[[Any], Any]


class Wrong(Exception):
    """What is wrong at a key: its name and what it must be."""


def fields(
    name: str,
    table: Mapping[str, Any],
    readers: Mapping[str, Read],
    required: Collection[str] = (),
) -> dict[str, Any]:
    """A table whose keys are known, each read by its reader."""
    place = f"{name}." if name else ""
    for key in table:
        if key not in readers:
            near = get_close_matches(key, readers, 1, cutoff=0.5)
            meant = f"did you mean {place}{near[0]}" if near else f"the keys there are {', '.join(readers)}"
            raise Wrong(f"{place}{key} is not known; {meant}")
    for key in required:
        if key not in table:
            raise Wrong(f"{place}{key} is missing")
    found = {}
    for key, value in table.items():
        try:
            found[key] = readers[key](value)
        except Wrong as error:
            raise Wrong(f"{place}{key}{error}") from None
    return found


def each(value: Any, what: str, read: Read) -> dict[str, Any]:
    """A table with any keys, whose values are read alike."""
    if not isinstance(value, dict):
        raise must(what, value)
    found = {}
    for key, one in value.items():
        try:
            found[key] = read(one)
        except Wrong as error:
            raise Wrong(f".{key}{error}") from None
    return found


def must(what: str, value: Any) -> Wrong:
    """The end of the sentence: whoever knows the key puts it in front."""
    return Wrong(f" must be {what}, got {_shown(value)}")


def number(value: Any, least: Decimal, most: Decimal) -> Decimal:
    """A number between two bounds."""
    numeric = isinstance(value, int | Decimal) and not isinstance(value, bool)
    if not numeric or not Decimal(value).is_finite() or not least <= value <= most:
        raise must(f"a number from {least} to {most}", value)
    return Decimal(value)


def text(value: Any) -> str:
    """Text that is not empty."""
    if not isinstance(value, str) or not value.strip():
        raise must("text", value)
    return value.strip()


def time(value: Any) -> datetime:
    """A point in time that is the same everywhere."""
    if not isinstance(value, datetime) or value.tzinfo is None:
        raise must("a time with its offset from UTC such as 2026-10-14T23:59:00+02:00", value)
    return value


def times(value: Any) -> dict[str, datetime]:
    """Such points by name."""
    return each(value, "a table of times by student", time)


def subtable(value: Any) -> dict[str, Any]:
    """A table whose keys are looked at later."""
    if not isinstance(value, dict):
        raise must("a table", value)
    return value


def tables(value: Any) -> list[dict[str, Any]]:
    """A list of those."""
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        raise must("tables, each headed [[override]]", value)
    return value


def _shown(value: Any) -> str:
    if isinstance(value, Decimal):
        return str(value)
    return value.isoformat() if hasattr(value, "isoformat") else repr(value)
