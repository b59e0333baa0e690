"""The last line of a page: what it was made of, and whether it still is as it was written.

So a page that need not change is not even rendered, one that was altered by hand is known for it, and one
that is not the kit's is never removed.
"""

import hashlib
import json
import re
from functools import cache
from pathlib import Path
from typing import Any

from ... import __version__

PACKAGE = Path(__file__).parents[2]
TEMPLATE = ("grading/exports/*.py", "grading/row.py", "checks/show/*.py", "checks/finding.py")
_LINE = re.compile(rb"<!-- cs231n-kit ([0-9a-f]{64}) ([0-9a-f]{64}) -->\n")
_LENGTH = len(f"<!-- cs231n-kit {'0' * 64} {'0' * 64} -->\n")


def stamp(*parts: Any) -> str:
    """Of the data that a page is made of, and of the code that makes it."""
    return _hash(json.dumps([__version__, _template(), parts], sort_keys=True).encode())


def stamped(html: str, stamp: str) -> str:
    """The page with the line at its end."""
    return f"{html}<!-- cs231n-kit {stamp} {_hash(html.encode())} -->\n"


def stamp_of(path: Path) -> str | None:
    """The stamp of a page that is as it was written; of what is absent, altered or none, None."""
    try:
        content = path.read_bytes()
    except OSError:
        return None
    html, line = content[:-_LENGTH], _LINE.fullmatch(content[-_LENGTH:])
    if line is None or line[2].decode() != _hash(html):
        return None
    return line[1].decode()


@cache
def _template() -> str:
    files = sorted(file for pattern in TEMPLATE for file in PACKAGE.glob(pattern))
    return _hash(b"".join(file.read_bytes() for file in files))


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
