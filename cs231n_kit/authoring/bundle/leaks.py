"""Is a line of a solution in what is handed out? Searched for in every file, however it is written there.

A line is distinctive if it has 25 characters or more and is found in the reference inside the solution
regions alone. It is found again with other white space, in a comment, escaped as JSON, HTML or for a
terminal, and broken over several lines.
"""

import html
import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from pathlib import Path

from ...tasks import lines_of, task_files
from ..regions import find_regions

SHORTEST = 25  # characters of a distinctive line, white space counted as one

# Lines of given code that a solution has too, by file: they are found there for a reason.
GIVEN = {"cs231n_kit/solver.py": ("self.loss_history.append(loss)",)}

_UNICODE = re.compile(r"\\+u([0-9a-fA-F]{4})")
_TERMINAL = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
_DROPPED = re.compile(r"\\+[nrt]|[\s\\#]")
_TAG = re.compile(r"<[^<>]{0,200}>")


def distinctive_lines(solutions: Path) -> dict[str, str]:
    """Where each distinctive line of the solutions stands, ``file:line``, by what to search for."""
    inside: dict[str, str] = {}
    outside: list[str] = []
    for file in task_files(solutions):
        lines = lines_of((solutions / file).read_text("utf-8"))
        regions = find_regions(lines, f"cs231n_kit/solutions/{file}")
        for number, line in enumerate(lines, start=1):
            if not any(region.begin <= number <= region.end for region in regions):
                outside.append(squeezed(line))
            elif len(" ".join(line.split())) >= SHORTEST:
                inside.setdefault(squeezed(line), f"cs231n_kit/solutions/{file}:{number}")
    given = "\n".join(outside)
    return {line: where for line, where in inside.items() if line not in given}


def squeezed(text: str) -> str:
    """A text as it is compared: escapes undone, and without white space, backslashes and ``#``."""
    text = _UNICODE.sub(lambda code: chr(int(code[1], 16)), text)
    text = _TERMINAL.sub("", html.unescape(text))
    return _DROPPED.sub("", text).replace("'", '"')


def leaks(files: Mapping[str, bytes], lines: Mapping[str, str]) -> Iterator[str]:
    """A sentence that begins with ``file:line`` for each line of `lines` in each of the files.

    What is not text is a leak, too: compiled code holds a solution without holding its lines.
    """
    for name, content in files.items():
        try:
            text = content.decode("utf-8")
        except UnicodeDecodeError:
            text = "\0"
        if "\0" in text:
            yield f"{name}:1: not text, so nobody can tell what it holds"
        else:
            yield from (
                f"{name}:{line}: holds the solution's {where}" for line, where in _found(name, text, lines)
            )


def _found(name: str, text: str, lines: Mapping[str, str]) -> list[tuple[int, str]]:
    for given in GIVEN.get(name, ()):
        text = text.replace(given, "")
    found = set()
    for view in (text, _TAG.sub("", text)):  # as it is, and as a browser shows it
        parts = [squeezed(line) for line in view.split("\n")]
        starts, whole = [0], "".join(parts)
        for part in parts:
            starts.append(starts[-1] + len(part))
        for line, where in lines.items():
            at = whole.find(line)
            if at >= 0:
                found.add((bisect_right(starts, at), where))
    return sorted(found)
