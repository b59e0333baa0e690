"""Python 2: the names that it had, and what is said where only Python 2 can read a line."""

import functools
import importlib
import re
import sys
from typing import Any


def _cmp(a: Any, b: Any) -> int:
    return int(a > b) - int(a < b)


# Built in there, and not here: what stands in for them.
NAMES: dict[str, Any] = {
    "xrange": range,
    "raw_input": input,
    "unicode": str,
    "basestring": str,
    "long": int,
    "unichr": chr,
    "reduce": functools.reduce,
    "cmp": _cmp,
    "file": open,
    "reload": importlib.reload,
    "intern": sys.intern,
}

LONGEST = 500  # signs of a line that are looked at

# What a line that is right in Python 2 alone looks like; each is tried on a line that Python 3 refused.
_STATEMENTS = {
    "print is a statement": r"\s*print\s*(?:$|[^\s(=.,:)\]+*/-])|.*[:;]\s*print\s+[^\s=(]|\s*print\s*>>",
    "exec is a statement": r"\s*exec\s+[^\s=.]",
    "backticks": r"[^`'\"#]*`[^`]*`",
    "<> is not equal": r"[^'\"#]*<>",
    "except with a comma": r"\s*except\s+[\w.]+\s*,\s*\w+\s*:",
    "raise with a comma": r"\s*raise\s+[\w.]+\s*,",
    "a long integer": r"[^'\"#]*\b(?:\d+|0[xX][0-9a-fA-F]+)[lL]\b",
    "an octal number": r"[^'\"#]*(?<![\w.])0\d+(?![\w.])",
}
PATTERNS = {what: re.compile(pattern) for what, pattern in _STATEMENTS.items()}


def told(error: SyntaxError) -> SyntaxError:
    """`error`, saying that it is Python 2 if the line that Python 3 cannot read is that."""
    what = _what(error)
    if what:
        end = "" if error.msg.endswith("?") else "."
        error.msg = f"{error.msg}{end} This is Python 2 ({what}), and it is run with Python 3"
    return error


def _what(error: SyntaxError) -> str:
    line = error.text or ""
    if isinstance(error, TabError):
        return "tabs and spaces mixed"
    return next((what for what, pattern in PATTERNS.items() if pattern.match(line[:LONGEST])), "")
