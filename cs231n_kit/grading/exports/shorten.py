"""What came from a submission, cut to a length that a page can hold."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

# Control characters but tab and line feed, and marks that turn the direction of what follows.
_ACTS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def shortened(text: str, most: int) -> str:
    """The text if it is no longer than that, else its beginning and how much is left out.

    What is no character to be read, but acts on those around it, is shown as one that is not known.
    """
    more = f"… ({len(text) - most:,} more characters)" if len(text) > most else ""
    return _ACTS.sub("�", text[:most]) + more


def in_words(value: Any, most: int) -> str:
    """A value of some evidence as one reads it; never the whole of a long one, which costs time too."""
    left = most + 1
    parts: list[str] = []
    for part in _parts(value):
        parts.append(part[:left])
        left -= len(part)
        if left <= 0:
            break
    said = "".join(parts)
    return _ACTS.sub("�", said[:most]) + ("…" if len(said) > most else "")


def _parts(value: Any) -> Iterator[str]:
    match value:
        case Mapping():
            for n, (name, part) in enumerate(value.items()):
                yield f"{', ' if n else ''}{name}: "
                yield from _parts(part)
        case list() | tuple():
            yield "["
            for n, part in enumerate(value):
                yield ", " if n else ""
                yield from _parts(part)
            yield "]"
        case bool() | None:
            yield {True: "yes", False: "no", None: "nothing"}[value]
        case float():
            yield f"{value:.6g}"
        case _:
            yield str(value)
