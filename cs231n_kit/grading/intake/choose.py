"""Which of the Python files found is the task file: the most plausible one, and why."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from ...tasks import PACKAGE, STUBS, task_files, tasks_of
from .entries import Entry, Unreadable
from .names import listed, shown

MOST = 20  # candidates that are read for one task file
_COPY = re.compile(r"(?i)(?:[ _-]*\((\d{1,6})\)|[ _-]+copy(?:[ _-]*\(?(\d{1,6})\)?)?)$")
_START, _END = "START OF YOUR CODE", "END OF YOUR CODE"
_WORDS = re.compile(r"[a-z]+|\d+")


@dataclass(frozen=True)
class Candidate:
    """A file that may be the task file, and what speaks for it: the larger, the better."""

    entry: Entry
    has_work: bool
    tail: int
    height: int
    copy: int

    def rank(self) -> tuple[bool, int, int, int]:
        return self.has_work, self.tail, self.height, self.copy


REASONS = (
    "the others are untouched",
    "its path is the one in the package",
    "it lies higher up",
    "its name is that of a later copy",
)


def choose(file: str, entries: Sequence[Entry]) -> tuple[Entry | None, str]:
    """The task file `file` among `entries`.

    Files of its name, and numbered copies of them, come before all else: one with work in it before an
    untouched one, then the one whose path is most like that in the package, the one that lies higher up, the
    later copy, the first by the alphabet. If there is none, one whose name says more (``alice_softmax.py``),
    or the only one, that defines what belongs into the task file.

    Returns
    -------
    entry, note : Entry or None, str
        The note says which of several was taken, or under which name; else it is empty.
    """
    named = [entry for entry in entries if _plain(entry.path)[0] == file.rpartition("/")[2]]
    if not named:
        return _otherwise(file, entries)
    candidates = [_candidate(file, entry) for entry in _nearest(file, named)]
    candidates.sort(key=lambda one: (tuple(-int(part) for part in one.rank()), one.entry.path))
    best, *rest = candidates
    if not rest:
        other_name = best.entry.path.rpartition("/")[2] != file.rpartition("/")[2]
        return best.entry, f"{shown(best.entry.path)} was taken for it." if other_name else ""
    others = [one.entry.path for one in rest]
    return (
        best.entry,
        f"{shown(best.entry.path)} was taken and not {listed(others)}: {_reason(best, rest[0])}.",
    )


def defines(file: str, text: str) -> bool:
    """Whether a text defines a function or class of the task file."""
    names = {task.name.partition(".")[0] for task in tasks_of(file, _stub(file))}
    return any(re.search(rf"^(?:def|class)[ \t]+{name}\b", text, re.MULTILINE) for name in names)


def has_work(file: str, text: str) -> bool:
    """Whether somebody has written into a task file: else it is as the kit or the course handed it out."""
    stub = _stub(file)
    if text.strip() in ("", stub.strip()):
        return False
    left = text.count("raise NotDone(")
    if left and left >= stub.count("raise NotDone("):
        return False
    regions = list(_regions(text))
    return not regions or any(_code(region) for region in regions)


def _regions(text: str) -> Iterator[str]:
    """What stands between the lines with which other starters mark what is to be written."""
    for part in text.split(_START)[1:]:
        lines = part.partition(_END)[0]
        if "\n" in lines:
            yield lines.partition("\n")[2]


@cache
def _stub(file: str) -> str:
    return (STUBS / file).read_text("utf-8")


def _otherwise(file: str, entries: Sequence[Entry]) -> tuple[Entry | None, str]:
    """A file whose name says more than that of the task file, or the only one that defines what it should."""
    taken = {name.rpartition("/")[2] for name in task_files()}
    wanted = _WORDS.findall(file.rpartition("/")[2].removesuffix(".py"))
    defining = [entry for entry in _nearest(file, entries) if defines(file, text_of(entry))]
    similar = [
        entry
        for entry in defining
        if _plain(entry.path)[0] not in taken and _contains(_WORDS.findall(_plain(entry.path)[0]), wanted)
    ]
    for entry in similar or (defining if len(defining) == 1 else []):
        return entry, f"{shown(entry.path)} was taken for it: there is no file of that name."
    return None, ""


def _nearest(file: str, entries: Sequence[Entry]) -> list[Entry]:
    """The first few by their paths alone: only so many are read."""
    return sorted(entries, key=lambda entry: (-_tail(file, entry.path), entry.path.count("/"), entry.path))[
        :MOST
    ]


def _candidate(file: str, entry: Entry) -> Candidate:
    work = has_work(file, text_of(entry))
    return Candidate(entry, work, _tail(file, entry.path), -entry.path.count("/"), _plain(entry.path)[1])


def text_of(entry: Entry) -> str:
    """Letters enough to look for words in; what cannot be read is empty."""
    try:
        data = entry.content()
    except (OSError, Unreadable):
        return ""
    return data.replace(b"\0", b"").decode("latin-1").replace("\r\n", "\n").replace("\r", "\n")


def _reason(best: Candidate, next_best: Candidate) -> str:
    pairs = zip(best.rank(), next_best.rank(), REASONS, strict=True)
    return next((reason for a, b, reason in pairs if a != b), "it comes first by the alphabet")


def _plain(path: str) -> tuple[str, int]:
    """The name of a file without the mark of a copy, in small letters; and the number of the copy."""
    name = path.rpartition("/")[2].lower()
    stem = name.removesuffix(".py").strip()
    found = _COPY.search(stem, max(len(stem) - 40, 0))
    if not found:
        return f"{stem}.py", 0
    return f"{stem[: found.start()]}.py", int(found[1] or found[2] or 1)


def _tail(file: str, path: str) -> int:
    """How many folders at the end of a path are those that the file has in the package."""
    folders = path.split("/")[:-1]
    if folders and "cs231n" in folders:
        folders = [PACKAGE.name if folder == "cs231n" else folder for folder in folders]
    wanted = [PACKAGE.name, *file.split("/")[:-1]]
    length = 0
    while length < min(len(wanted), len(folders)) and folders[-1 - length] == wanted[-1 - length]:
        length += 1
    return length


def _contains(words: list[str], wanted: list[str]) -> bool:
    return any(words[place : place + len(wanted)] == wanted for place in range(len(words)))


def _code(region: str) -> bool:
    lines = (line.partition("#")[0].strip() for line in region.split("\n"))
    return any(line not in ("", "pass") for line in lines)
