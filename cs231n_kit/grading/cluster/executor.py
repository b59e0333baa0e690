"""A Dask cluster as an executor: each submission goes to one worker, and is broken off if that one is lost.

All but `submit`, `workers` and `shutdown` happens in the thread of Dask's client.
"""

import asyncio
import time
from collections.abc import Callable, Coroutine
from concurrent.futures import BrokenExecutor, Executor, Future
from contextlib import suppress
from pkgutil import resolve_name
from typing import Any

from distributed import Client

from ...errors import KitError
from ..submission import Submission
from .admission import Admission, said, tell
from .member import KIT, Member, Refused, same_kit
from .roll import SILENCE, Roll

LOOK = 0.5  # seconds from one look at the workers to the next
CLOSE = 5.0  # seconds that the end may take

Function = Callable[..., Any]


class Cluster(Executor):
    """All workers of a cluster that can grade, as they come and go.

    Parameters
    ----------
    client : Client
    address : str
        Of the scheduler, as it was typed.
    """

    def __init__(self, client: Client, address: str) -> None:
        self._client, self._address = client, address
        self._loop: asyncio.AbstractEventLoop = getattr(client.loop, "asyncio_loop")  # noqa: B009
        self._roll = Roll(lambda address, told: Member(client, address, told["nthreads"]))
        self._ready: list[Member] = []
        self._begun = self._open = False  # trying those that were there at first; and having tried them
        self._joining: set[asyncio.Task[None]] = set()
        self._changed = asyncio.Event()
        self._failure: KitError | None = None
        self._watching: Future[None] | None = None
        self._scheduler = ""
        self._told = False  # that it waits

    def submit(self, function: Function, /, *arguments: Any, **_: Any) -> Future[Any]:
        """Have a submission graded: the first argument. The others are sent to each worker once."""
        submission, *common = arguments
        if self._watching is None:
            self._watching = self._begin(self._watch(function, tuple(common)))
        return self._begin(self._graded(function, submission))

    def workers(self) -> int:
        """How many there are, or one that is waited for."""
        return max(1, len(self._usable()))

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Wait for nothing: what is in hand is broken off."""
        if self._watching:
            self._watching.cancel()
            with suppress(TimeoutError):
                self._begin(self._fail("it is over")).result(CLOSE)

    def _begin(self, work: Coroutine[Any, Any, Any]) -> Future[Any]:
        return asyncio.run_coroutine_threadsafe(work, self._loop)

    def _usable(self) -> list[Member]:
        return [one for one in list(self._ready) if one.running and not one.lost]

    async def _graded(self, function: Function, submission: Submission) -> Any:
        member = await self._least_busy()
        try:
            return await member.grade(function, submission)
        except Exception as error:
            await self._check()
            if isinstance(error, BrokenExecutor | OSError):
                raise BrokenExecutor from error
            raise KitError(
                f"the worker {member.address} failed: {said(error)}; end it, and the same command goes on"
            ) from None
        finally:
            self._changed.set()

    async def _least_busy(self) -> Member:
        """Nobody has more than a few in hand, because no more than that are given to all."""
        while True:
            await self._check()
            if self._open and (usable := self._usable()):
                return min(usable, key=lambda one: one.in_hand)
            self._changed.clear()
            await self._changed.wait()

    async def _check(self) -> None:
        """Raise what this run ends with, if something has gone wrong."""
        if self._client.status != "running" and not self._failure:
            await self._fail(self._gone("the connection is lost"))
        if self._failure:
            raise self._failure

    async def _fail(self, sentence: str) -> None:
        self._failure = self._failure or KitError(sentence)
        self._roll.end()
        self._changed.set()

    def _gone(self, why: str) -> str:
        return (
            f"the scheduler at {self._address} is gone ({why}); what was graded is kept: start it and its"
            " workers again, and the same command goes on from there"
        )

    async def _watch(self, function: Function, common: tuple[Any, ...]) -> None:
        """Look at the workers again and again."""
        try:
            while True:
                await self._look(function, common)
                await asyncio.sleep(LOOK)
        except Refused as reason:  # work passes through the scheduler
            await self._fail(f"the scheduler at {self._address} cannot be used: {reason}")
        except Exception as error:  # whatever it is, nobody would look any more
            await self._fail(self._gone(said(error)))

    async def _look(self, function: Function, common: tuple[Any, ...]) -> None:
        told = await asyncio.wait_for(self._client.scheduler.identity(n_workers=-1), SILENCE)
        if not self._scheduler:
            self._scheduler = told["id"]
            await same_kit(self._client.run_on_scheduler(resolve_name, KIT))
        if told["id"] != self._scheduler:
            raise ConnectionError("it was started afresh")
        if new := self._roll.call(told["workers"], time.monotonic()):
            joining = asyncio.ensure_future(self._admit(new, function, common, first=not self._begun))
            self._begun = True
            self._joining.add(joining)
            joining.add_done_callback(self._joining.discard)
        self._ready = [one for one in self._ready if not one.lost]
        waits = not self._ready and not self._joining
        if waits and not self._told:
            tell(f"waiting for workers; start one with 'dask worker {self._address} --nthreads 1'")
        self._told = waits
        self._changed.set()

    async def _admit(
        self, new: list[Member], function: Function, common: tuple[Any, ...], first: bool
    ) -> None:
        """Try workers. One that cannot grade ends the run before it began, and is left out later."""
        admission = Admission()
        await admission.try_all(new, function, common)
        if admission.notes:
            tell(admission.notes)
        if admission.refusal and first:
            await self._fail(f"{admission.refusal}; mend or end what is named")
        elif admission.refusal:
            tell(f"{admission.refusal}; no work goes there")
        self._ready += admission.ready
        self._open |= first
        self._changed.set()
