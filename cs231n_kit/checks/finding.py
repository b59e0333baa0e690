"""What a check says, as data: the codes keep their meaning for everything that reads results."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

# Codes of calls that did not come back, and the status that each of them means.
STOPPED = {
    "not_implemented": "not_done",
    "syntax_error": "crashed",
    "import_error": "crashed",
    "missing": "crashed",
    "exception": "crashed",
    "process_died": "crashed",
    "timeout": "timeout",
    "memory_limit": "memory",
}
HOPELESS = ("not_implemented", "syntax_error", "import_error")  # every further call would say the same
NOTHING: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True)
class Finding:
    """What one check says about one task.

    ``status`` is ``passed``, ``failed``, ``skipped``, or what `STOPPED` gives for a call that did not come
    back; ``evidence`` holds the numbers that show it: floats, ints, strings and lists of them.
    """

    task: str
    check: str
    status: str
    code: str
    points: float
    max_points: float
    message: str
    hint: str = ""
    evidence: Mapping[str, Any] = field(default_factory=lambda: NOTHING)
    visibility: str = "public"

    def as_dict(self) -> dict[str, Any]:
        """The finding as it stands in ``results.json``, under its task."""
        names = ("check", "status", "code", "points", "max_points", "visibility", "message", "hint")
        return {name: getattr(self, name) for name in names} | {"evidence": dict(self.evidence)}


class Verdict(Exception):
    """What a check saw: a code, and the evidence for it.

    A check raises it as a `Fault`, or returns it as advice, which costs no points.
    """

    def __init__(self, code: str, **evidence: Any) -> None:
        super().__init__(code)
        self.code = code
        self.evidence = evidence


class Fault(Verdict):
    """Something is wrong: the check at hand gives no points."""


class Skipped(Verdict):
    """Nothing to judge yet: no points, and nothing to mend here."""


class Stopped(Verdict):
    """A call did not come back with a value; its code is one of `STOPPED`."""
