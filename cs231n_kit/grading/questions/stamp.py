"""The last cell of a row: which answer was before the grader, and what stood in the row then.

So a row is known again whatever a spreadsheet made of its other cells, a row that nobody touched is told from
one that somebody filled in, and an answer that changes later is told from the one that was graded.
"""

import hashlib
import json
import re
from dataclasses import dataclass
from typing import Any

BLIND = "a-"  # stands before the key where it is the name of a submission
_STAMP = re.compile(r"v([0-9a-f]{12})\.([0-9a-f]{16})\.([0-9a-f]{8})")


@dataclass(frozen=True)
class Stamp:
    """`key` is of submission and question, `answer` of the answer, `filled` of what stood there."""

    key: str
    answer: str
    filled: str

    def __str__(self) -> str:
        return f"v{self.key}.{self.answer}.{self.filled}"  # no spreadsheet takes that for a number


def stamp_in(text: str) -> Stamp | None:
    """The stamp that a cell holds."""
    found = _STAMP.fullmatch(text.strip())
    return Stamp(*found.groups()) if found else None


def key(id: str, question: str) -> str:
    """One word for a submission's answer to a question; it does not tell whose it is."""
    return _hash([id, question], 12)


def short(digest: str) -> str:
    """Enough of an answer's digest to see a change."""
    return digest[:16]


def filled(points: float | None, comment: str) -> str:
    """One word for what stands in a row."""
    return _hash([None if points is None else float(points), comment], 8)


def _hash(parts: list[Any], length: int) -> str:
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:length]
