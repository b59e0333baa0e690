"""Who made a submission, by what a platform writes beside it; that only ever names people."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from .platforms import Part, identity_of

METADATA = "submission_metadata.yml"
_NAMED = re.compile(r"Name: (?P<name>[^\n]{1,200}) \((?P<user>[^\n()]{1,200})\)[ \t\r]*(?:\n|$)")


def people_of_blackboard(part: Part, companion: bytes) -> Part:
    """The part with the name and the whole user id: in a file's name an id with ``_`` cannot be told."""
    found = _NAMED.match(companion[:4096].decode("utf-8-sig", "replace"))
    if not found or not part.key.endswith(f"_{found['user']}"):
        return part
    person = {"user": found["user"], "name": found["name"]}
    identity = identity_of("blackboard", [person], attempt=part.attempt)
    return replace(part, id=found["user"], identity=identity)


def people_of_gradescope(parts: Sequence[Part], metadata: bytes) -> list[Part]:
    """The parts with the submitters that the metadata of an export gives."""
    known = _yaml(metadata)
    return [_with_submitters(part, known.get(part.place)) for part in parts]


def _with_submitters(part: Part, entry: Any) -> Part:
    listed = entry.get(":submitters") if isinstance(entry, dict) else None
    people = (
        [_person(one) for one in listed[:100] if isinstance(one, dict)] if isinstance(listed, list) else []
    )
    name = next((one["name"] for one in people if one["name"]), "")
    number = part.identity["submission"]
    identity = identity_of("gradescope", people, submission=number)
    return replace(part, id=f"{name}_{number}" if name else part.id, identity=identity)


def _person(entry: dict[Any, Any]) -> dict[str, str]:
    said = {
        name: entry.get(f":{key}") for name, key in (("user", "sid"), ("name", "name"), ("email", "email"))
    }
    return {name: value.strip() if isinstance(value, str) else "" for name, value in said.items()}


def _yaml(data: bytes) -> dict[Any, Any]:
    """A mapping of YAML with all values as text: 007 stays 007, and no tag makes an object."""
    import yaml

    try:
        known = yaml.load(data, getattr(yaml, "CBaseLoader", yaml.BaseLoader))
    except (yaml.YAMLError, ValueError, RecursionError, TypeError):  # TypeError: a key that cannot be one
        return {}
    return known if isinstance(known, dict) else {}
