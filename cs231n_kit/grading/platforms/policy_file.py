"""``policy.toml``: read strictly, because a misspelt key would silently change somebody's grade."""

import tomllib
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from ...errors import KitError
from ..terminal import printable
from .policy import Late, Override, Policy
from .values import Read, Wrong, each, fields, must, number, subtable, tables, text, time, times

MOST = Decimal(1_000_000)  # points, and minutes of grace
DECIMALS = 6
ATTEMPTS = ("latest", "best")


def read_policy(path: Path | None) -> Policy:
    """The policy of a file; of no file the one that changes nothing.

    Raises
    ------
    KitError
        If it cannot be read, or the first thing that is wrong in it, with its key.
    """
    if path is None:
        return Policy()
    try:
        table = tomllib.loads(path.read_bytes().decode("utf-8-sig"), parse_float=_decimal)
    except OSError as error:
        raise KitError(f"--policy {path} cannot be read ({error.strerror}); correct that") from None
    except UnicodeDecodeError:
        raise KitError(f"{path} must be UTF-8, and is not; save it as UTF-8") from None
    except (ValueError, RecursionError) as error:
        raise KitError(f"{path} must be TOML, and is not: {printable(str(error))}; correct it") from None
    try:
        return parsed(table)
    except Wrong as error:
        raise KitError(f"{path}: {printable(str(error))}; correct it") from None


def parsed(table: Mapping[str, Any]) -> Policy:
    """The policy of a table of TOML."""
    found = fields("", table, {"points": subtable, "late": subtable, "override": tables, "groups": _groups})
    points = fields(
        "points",
        found.get("points", {}),
        {
            "attempt": _attempt,
            "decimals": _decimals,
            "out_of": lambda value: number(value, Decimal("0.01"), MOST),
        },
    )
    overrides = tuple(
        Override(**fields(f"override[{n}]", one, OVERRIDE, required=OVERRIDE))
        for n, one in enumerate(found.get("override", []), start=1)
    )
    late = _late(found["late"]) if "late" in found else None
    return Policy(**points, late=late, overrides=overrides, groups=found.get("groups", {}))


def _decimal(text: str) -> Decimal:
    """Exactly what is written; what no decimal can hold is out of every bound."""
    try:
        return Decimal(text)
    except InvalidOperation:
        return Decimal("Infinity")


def _late(table: Mapping[str, Any]) -> Late:
    late = Late(**fields("late", table, LATE, required=("deadline", "percent_per_day")))
    for student, deadline in late.extensions.items():
        if deadline < late.deadline:
            raise Wrong(
                f"late.extensions.{student} must not be before late.deadline {late.deadline.isoformat()},"
                f" got {deadline.isoformat()}"
            )
    return late


def _percent(value: Any) -> Decimal:
    return number(value, Decimal(0), Decimal(100))


def _amount(value: Any) -> Decimal:
    return number(value, Decimal(0), MOST)


def _decimals(value: Any) -> int:
    if type(value) is not int or not 0 <= value <= DECIMALS:
        raise must(f"a whole number from 0 to {DECIMALS}", value)
    return value


def _attempt(value: Any) -> str:
    if value not in ATTEMPTS:
        raise must('"latest" or "best"', value)
    return str(value)


def _groups(value: Any) -> dict[str, tuple[str, ...]]:
    return each(value, "a table of lists of students", _members)


def _members(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or not value:
        raise must("a list of students", value)
    return tuple(text(one) for one in value)


OVERRIDE: dict[str, Read] = {"student": text, "points": _amount, "reason": text}
LATE: dict[str, Read] = {
    "deadline": time,
    "percent_per_day": _percent,
    "grace_minutes": _amount,
    "cap_percent": _percent,
    "extensions": times,
    "submitted": times,
}
