"""What a result depends on besides its submission: the settings of a run, and those of the run before."""

import hashlib
import json
import secrets
import sqlite3
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from .. import __version__
from ..errors import KitError
from .database import transaction
from .submission import Settings

ASSIGNMENT = "softmax"  # unless another is asked for
SEEDS = 2**32  # NumPy's generators take one below this


@dataclass(frozen=True)
class Asked:
    """What a run was asked for, as in `Gradebook.open`."""

    assignment: str | None
    seed: int | None
    timeout: float
    memory: int
    layers: tuple[str, ...]
    resume: bool


def edition(settings: Settings, round: int, version: str = __version__) -> str:
    """All of it, as a hash."""
    return hashed(version, round, *vars(settings).items())


def hashed(*parts: Any) -> str:
    """One word for some data that JSON can hold."""
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def begun(connection: sqlite3.Connection, asked: Asked, folder: Path) -> tuple[Settings, int]:
    """The settings of a run that begins, now stored, and how often everything was begun afresh.

    Raises
    ------
    KitError
        If the gradebook holds another assignment or seed than the one asked for.
    """
    before = _held(connection)
    chosen, seed = _assignment(before, asked.assignment, folder), _seed(before, asked, folder)
    settings = Settings(chosen, seed, asked.timeout, asked.memory, asked.layers)
    round = before.get("round", 0) + (bool(before) and not asked.resume)
    now = {"round": round, "kit_version": __version__, **vars(settings)}
    with transaction(connection):
        connection.executemany(
            "INSERT OR REPLACE INTO settings VALUES (?, ?)",
            [(name, json.dumps(value)) for name, value in now.items()],
        )
    return settings, round


def as_before(connection: sqlite3.Connection) -> tuple[Settings, int] | None:
    """The settings of the run before, once more; None if there was none."""
    before = _held(connection)
    if not before:
        return None
    known = {field.name: before[field.name] for field in fields(Settings)}
    return Settings(**known | {"layers": tuple(before["layers"])}), before["round"]


def _held(connection: sqlite3.Connection) -> dict[str, Any]:
    found = connection.execute("SELECT name, value FROM settings")
    return {name: json.loads(value) for name, value in found}


def _assignment(before: dict[str, Any], asked: str | None, folder: Path) -> str:
    known: str = before.get("assignment", asked or ASSIGNMENT)
    if asked not in (None, known):
        raise KitError(
            f"{folder} holds the results of the assignment {known}, but --assignment {asked} was given;"
            f" name another folder with --out for {asked}"
        )
    return known


def _seed(before: dict[str, Any], asked: Asked, folder: Path) -> int:
    if not before or not asked.resume:
        return secrets.randbelow(SEEDS) if asked.seed is None else asked.seed
    known: int = before["seed"]
    if asked.seed not in (None, known):
        raise KitError(
            f"{folder} holds results with the seed {known}, but --seed {asked.seed} was given; leave --seed"
            " out to go on with them, or add --no-resume to grade everything again"
        )
    return known
