"""Submissions that share more than chance and the assignment explain.

What many have in common is what the assignment asks for: a vectorized softmax is ten lines, and there are few
ways to write them. So a passage that more than `common` submissions share is left out, as MOSS does; what is
left is asked who else has it. That bounds the work too: a passage is followed to so few submissions that the
pairs looked at grow with the class and not with its square.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TypeVar

from ..submission import Submission
from .fingerprint import PASSAGE, Fingerprint, Marks, library

SHARED = 100  # signs that a pair must share, about four lines: fewer may be alike by chance
MOST_COMMON = 10  # submissions that may share a passage, as with MOSS
FEWEST_COMMON = 5  # in a small class, where half would be hardly anybody

Item = TypeVar("Item")
Watch = Callable[[Sequence[Item], str], Iterable[Item]]


@dataclass(frozen=True)
class Side:
    """One of the two texts of a file, and from where to where it is alike."""

    text: str
    marks: Marks


@dataclass(frozen=True)
class Work:
    """A submission's own code: its files that have any, and who handed it in."""

    id: str
    files: Mapping[str, Fingerprint]
    people: frozenset[tuple[str, str]]

    @property
    def size(self) -> int:
        return sum(file.size for file in self.files.values())


@dataclass(frozen=True)
class Pair:
    """Two submissions.

    ``of_first`` and ``of_second`` are shares, 0 to 1, of the code of each that is its own; ``shared`` is in
    signs of code.
    """

    first: Work
    second: Work
    of_first: float
    of_second: float
    shared: int

    @property
    def similarity(self) -> float:
        return max(self.of_first, self.of_second)


def default_common(number: int) -> int:
    """How many of a class may share a passage before it counts as common: half of it, within bounds."""
    return min(MOST_COMMON, max(FEWEST_COMMON, number // 2))


def work_of(submission: Submission, given: Mapping[str, Fingerprint]) -> Work:
    """What in a submission is not in the kit's own files `given`."""
    files = {}
    for name, text in submission.files.items():
        files[name] = Fingerprint(text)
        files[name].leave_out(given[name].passages)
    return Work(
        submission.id, {name: file for name, file in files.items() if file.passages}, _people(submission)
    )


def pairs(works: Sequence[Work], threshold: float, common: int, watch: Watch[tuple[int, int]]) -> list[Pair]:
    """The pairs with a similarity of at least `threshold`, the most similar first.

    Parameters
    ----------
    works : sequence of Work
        From which what is common is taken out.
    threshold : float
        0 to 1.
    common : int
    watch : callable
        Gives its first argument one by one, and may show how far it is.
    """
    holders = _holders(works)
    _leave_out_common(works, holders, common)
    candidates = _candidates(works, holders, threshold, common)
    found = (_compared(works[a], works[b]) for a, b in watch(candidates, "comparing"))
    alike = [pair for pair in found if pair.shared >= SHARED and pair.similarity >= threshold]
    return sorted(alike, key=lambda pair: (-pair.similarity, -pair.shared, pair.first.id, pair.second.id))


def sides(pair: Pair) -> dict[str, tuple[Side, Side]]:
    """Both texts of each file in which something is alike, by its name."""
    found = {}
    for name in sorted(pair.first.files.keys() & pair.second.files.keys()):
        one, other = pair.first.files[name], pair.second.files[name]
        overlap, _, places = library().compare_files(one.made, other.made)
        if overlap:
            found[name] = (Side(one.text, one.marks(places[0])), Side(other.text, other.marks(places[1])))
    return found


Holders = Mapping[tuple[str, int], Sequence[int]]


def _holders(works: Sequence[Work]) -> Holders:
    """Which submissions have a passage, by file and passage."""
    holders: dict[tuple[str, int], list[int]] = defaultdict(list)
    for number, work in enumerate(works):
        for name, file in work.files.items():
            for passage in file.passages:
                holders[name, passage].append(number)
    return holders


def _leave_out_common(works: Sequence[Work], holders: Holders, common: int) -> None:
    shared: dict[str, set[int]] = defaultdict(set)
    for (name, passage), who in holders.items():
        if len(who) > common:
            shared[name].add(passage)
    for work in works:
        for name, file in work.files.items():
            if shared[name] & file.passages:
                file.leave_out(shared[name])


def _candidates(
    works: Sequence[Work], holders: Holders, threshold: float, common: int
) -> list[tuple[int, int]]:
    """The pairs that may be alike: each passage shared adds at most its own length to what is shared."""
    count: Counter[tuple[int, int]] = Counter()
    for (name, passage), who in holders.items():
        if 1 < len(who) <= common:
            for a, b in combinations(who, 2):
                places = (works[n].files[name].made.hash_idx[passage] for n in (a, b))
                count[a, b] += max(map(len, places))
    return sorted(
        (a, b)
        for (a, b), number in count.items()
        if number * PASSAGE >= max(SHARED, threshold * min(works[a].size, works[b].size))
        and not works[a].people & works[b].people  # attempts of one student
    )


def _compared(first: Work, second: Work) -> Pair:
    shared = [0.0, 0.0]
    for name in first.files.keys() & second.files.keys():
        one, other = first.files[name], second.files[name]
        _, shares, _ = library().compare_files(one.made, other.made)
        shared[0] += shares[0] * one.size
        shared[1] += shares[1] * other.size
    of_first, of_second = (
        round(part / work.size, 4) if work.size else 0.0
        for part, work in zip(shared, (first, second), strict=True)
    )
    return Pair(first, second, of_first, of_second, round(min(shared)))


def _people(submission: Submission) -> frozenset[tuple[str, str]]:
    """By what a learning platform knows those who handed it in."""
    platform = submission.identity.get("platform", "")
    told = (one.get("user") or one.get("email") for one in submission.identity.get("people", ()))
    return frozenset((platform, who) for who in told if who)
