"""Which workers are there: new ones, and those that are gone or silent."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from .member import Member

SILENCE = 30.0  # seconds without a heartbeat until a worker is lost; the slowest come every few seconds

Told = Mapping[str, Any]  # what the scheduler says of a worker


@dataclass
class _Seen:
    member: Member
    beat: float = -1.0  # when the scheduler heard of it last, by its clock
    at: float = 0.0  # when that was new here, by ours


class Roll:
    """All workers that the scheduler names.

    Parameters
    ----------
    join : callable
        Gives the member for an address and what is told of it.
    """

    def __init__(self, join: Callable[[str, Told], Member]) -> None:
        self._join = join
        self._seen: dict[tuple[str, str], _Seen] = {}

    def call(self, listed: Mapping[str, Told], now: float) -> list[Member]:
        """The new ones; who is not there any more, or silent for too long, is lost.

        One that was silent is new when it is heard again; so is one that was started afresh where it was.
        """
        there = {(address, told["local_directory"]): told for address, told in listed.items()}
        for key in self._seen.keys() - there.keys():
            self._seen.pop(key).member.lose()
        return [seen.member for key, told in there.items() if (seen := self._answered(key, told, now))]

    def end(self) -> None:
        """Nobody is there."""
        self.call({}, 0.0)

    def _answered(self, key: tuple[str, str], told: Told, now: float) -> _Seen | None:
        """What is known of one, if it is new."""
        seen, beat = self._seen.get(key), told["last_seen"]
        new = seen is None or (seen.member.lost and beat != seen.beat)
        if seen is None or new:
            seen = self._seen[key] = _Seen(self._join(key[0], told))
        if beat != seen.beat:
            seen.beat, seen.at = beat, now
        elif now - seen.at > SILENCE:
            seen.member.lose()
        seen.member.running = told["status"] == "running"
        return seen if new else None
