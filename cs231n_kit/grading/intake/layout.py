"""The layout of the first year of the course: W (C, D) and X (D, N), where the kit has W (D, C), X (N, D)."""

import re
from collections.abc import Iterator

_W = re.compile(r"(?m)^[ \t#-]*W\b[^\n]{0,40}?\bC[ \t]*(?:x|,|by)[ \t]*D\b")
_X = re.compile(r"(?m)^[ \t#-]*X\b[^\n]{0,40}?\bD[ \t]*(?:x|,|by)[ \t]*N\b")


def layout_notes(text: str) -> Iterator[str]:
    """A note if the comments of a file give its arrays the other shapes."""
    if _W.search(text) and _X.search(text):
        yield (
            "It is written for the layout of 2015, W (C, D) and X (D, N); it is graded with W (D, C) and"
            " X (N, D), as the assignment asks."
        )
