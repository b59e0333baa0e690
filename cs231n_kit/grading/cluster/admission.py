"""Which of some workers can grade here, and what a person should know of them, in sentences."""

import asyncio
import sys
from collections.abc import Callable, Iterable
from concurrent.futures import BrokenExecutor
from typing import Any

from ..terminal import counted, printable
from .member import Member, Refused

NAMED = 5  # workers in a sentence

Whose = dict[str, list[str]]  # the addresses of those of whom something is said


class Admission:
    """What came of trying some workers."""

    def __init__(self) -> None:
        self.ready: list[Member] = []
        self._refused: Whose = {}
        self._notes: Whose = {}

    @property
    def refusal(self) -> str:
        """Who cannot grade and why; empty if all can."""
        if not self._refused:
            return ""
        number = counted(sum(map(len, self._refused.values())), "worker")
        return f"{number} cannot grade here: {_listed(self._refused)}"

    @property
    def notes(self) -> str:
        """What is other there than here, and does not keep anybody from grading."""
        return _listed(self._notes)

    async def try_all(
        self, members: Iterable[Member], function: Callable[..., Any], common: tuple[Any, ...]
    ) -> None:
        """Compare versions, and have each grade a submission in which nothing is done."""
        await asyncio.gather(*(self._try(member, function, common) for member in members))

    async def _try(self, member: Member, function: Callable[..., Any], common: tuple[Any, ...]) -> None:
        try:
            for note in await member.compared():
                self._notes.setdefault(note, []).append(member.address)
            await member.prepare(function, common)
        except BrokenExecutor:
            return  # it is gone again
        except Exception as error:
            why = str(error) if isinstance(error, Refused) else said(error)
            self._refused.setdefault(why, []).append(member.address)
        else:
            self.ready.append(member)


def said(error: Exception) -> str:
    """An error in one line."""
    return printable(" ".join(f"{type(error).__name__}: {error}".split()))


def tell(sentence: str) -> None:
    """Say it on standard error, while the work goes on."""
    print(f"cs231n-kit grade: {sentence}", file=sys.stderr, flush=True)


def _listed(whose: Whose) -> str:
    return "; ".join(f"{what} ({_named(addresses)})" for what, addresses in sorted(whose.items()))


def _named(addresses: list[str]) -> str:
    more = f" and {len(addresses) - NAMED} more" if len(addresses) > NAMED else ""
    return ", ".join(sorted(addresses)[:NAMED]) + more
