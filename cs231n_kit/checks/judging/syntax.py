"""The syntax tree of a text that may have been written to harm: what Python's parser cannot bear is refused.

For most texts the parser needs time and memory in proportion to their length, and it refuses deep nesting by
itself. For some it needs minutes or gigabytes (measured with 3.11, 3.12 and 3.13): letters with many
combining marks, which it sorts; imports of names with many dots, of which it keeps every beginning; in 3.11
strings with many fields. No text of a person comes near the limits that keep these small.
"""

import ast
import re
import warnings
from collections.abc import Iterator

MOST = 2**17  # characters
STATEMENTS = 20_000  # and lines
FIELDS = 8000  # in strings; counted are the braces that open
WORD = 700  # characters, where all that is not ASCII is taken for letters
DOTS = 100  # in the name of a module

_BETWEEN_WORDS = re.compile(r"[\x00-/:-@\[-^`{-\x7f]+")
# What no name of a module has in it: brackets, say, or the dots of a number or an ellipsis.
_BETWEEN_NAMES = re.compile(r"\.[.\d]|[,;:#()\[\]{}'\"=]")


class Unparsable(ValueError):
    """A text that is no Python, or that is not parsed because of what that would take; it says why."""


def tree_of(text: str) -> ast.Module:
    """The syntax tree of a text, for at most about a second and 200 MB.

    Raises
    ------
    Unparsable
        If it has none, or none that may be made.
    """
    for why in _unbearable(text):
        raise Unparsable(why)
    try:
        with warnings.catch_warnings(action="ignore"):  # what Python thinks of the text is for its author
            return ast.parse(text)
    except SyntaxError as error:
        raise Unparsable(f"{error.msg} (line {error.lineno})") from None
    except (RecursionError, MemoryError):  # the parser's own, which it raises in good time
        raise Unparsable("it is nested too deeply") from None
    except ValueError as error:  # null bytes, and halves of characters
        raise Unparsable(str(error)) from None


def _unbearable(text: str) -> Iterator[str]:
    """Why a text is not parsed: each limit is one pass, after those before it."""
    if len(text) > MOST:
        yield f"it has {len(text):,} characters, and at most {MOST:,} are read"
    if text.count("\n") + text.count(";") > STATEMENTS:
        yield f"it has more than {STATEMENTS:,} statements"
    if text.count("{") > FIELDS:
        yield f"it has more than {FIELDS:,} opening braces"
    if max(map(len, _BETWEEN_WORDS.split(text))) > WORD:
        yield f"it has a word of more than {WORD:,} characters"
    if any(part.count(".") > DOTS for part in _BETWEEN_NAMES.split(text)):
        yield f"it has a name with more than {DOTS} dots"
