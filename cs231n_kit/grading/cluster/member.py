"""One worker of the cluster: whether it can grade here, what it is asked, and that it may be lost."""

import asyncio
import pkgutil
from collections.abc import Awaitable, Callable, Iterable
from concurrent.futures import BrokenExecutor
from typing import Any

from distributed import Client, KilledWorker

from ... import __version__
from ..submission import Submission
from ..terminal import printable
from .remote import alone, found

VERSIONS = {"NumPy": "numpy:__version__", "Python": "platform:python_version"}
KIT = "cs231n_kit:__version__"
TRIAL = Submission("trial")  # nothing is done in it, and a box is needed to see that


class Refused(Exception):
    """Why a worker cannot be used, for a sentence that goes on with its address."""


async def same_kit(asked: Awaitable[Any]) -> None:
    """See that the kit somewhere is the one that is here.

    Parameters
    ----------
    asked : awaitable
        Gives its version, or what an import of it raises.

    Raises
    ------
    Refused
        If it is not.
    """
    try:
        there = printable(str(await asked))
    except (ImportError, AttributeError):
        there = "missing"
    if there != __version__:
        raise Refused(f"the kit is {there} there and {__version__} here, install the same")


class Member:
    """A worker, from the moment on when the scheduler knows it.

    Parameters
    ----------
    client : Client
    address : str
        What the scheduler calls it.
    threads : int
        How many it has; one of them grades.
    """

    def __init__(self, client: Client, address: str, threads: int) -> None:
        self.address, self.threads = address, threads
        self.in_hand = 0
        self.running = True  # and not paused, or about to leave
        self.lost = False
        self._client = client
        self._asked: set[asyncio.Task[Any]] = set()
        self._common: Any = None

    async def compared(self) -> list[str]:
        """What is other there than here, or could be better, in sentences.

        Raises
        ------
        Refused
            If it has another kit, or none.
        """
        await same_kit(self._ask(pkgutil.resolve_name, KIT))
        notes = []
        for name, what in VERSIONS.items():
            there, here = await self._ask(found, what), found(what)
            if there != here:
                notes.append(f"{name} is {there} there and {here} here, results may differ in a last digit")
        if self.threads > 1:
            start = f"--nworkers {self.threads} --nthreads 1"
            notes.append(f"one of {self.threads} threads grades there, '{start}' would use all")
        return notes

    async def prepare(self, function: Callable[..., Any], common: tuple[Any, ...]) -> None:
        """Send what all submissions have in common, and see that one can be graded.

        Raises
        ------
        Refused
            If it cannot.
        """
        [self._common] = await self._client.scatter([common], workers=[self.address], hash=False)
        row = await self.grade(function, TRIAL)
        if row["status"] == "error":
            raise Refused(printable(" ".join(row["notes"])))

    async def grade(self, function: Callable[..., Any], submission: Submission) -> Any:
        """What a function gives for a submission and what all have in common.

        Raises
        ------
        BrokenExecutor
            If the worker is lost before its answer is here.
        """
        self.in_hand += 1
        try:
            return await self._ask(alone, function, submission, self._common)
        finally:
            self.in_hand -= 1

    def lose(self) -> None:
        """It is gone, or silent: what it was asked has no answer, and one that comes late is not heard."""
        self.lost = True
        for task in self._asked:
            task.cancel()

    async def _ask(self, function: Callable[..., Any], *arguments: Any) -> Any:
        task = asyncio.ensure_future(self._answer(function, arguments))
        self._asked.add(task)
        try:
            return await task
        except BrokenExecutor:  # known before the scheduler's next list, and nothing more is sent there
            self.lose()
            raise
        except asyncio.CancelledError:
            if not self.lost:
                raise
            raise BrokenExecutor from None
        finally:
            self._asked.discard(task)

    async def _answer(self, function: Callable[..., Any], arguments: Iterable[Any]) -> Any:
        """The answer of this worker and no other: whom a submission may harm is decided here.

        It is fetched by itself. Dask's own way fetches what is done in one go, and waits for all of it where
        one worker has stopped.
        """
        future = self._client.submit(
            function, *arguments, workers=[self.address], allow_other_workers=False, pure=False
        )
        error = await future.exception()
        if error and not isinstance(error, KilledWorker):
            raise error
        if future.status != "finished":
            raise BrokenExecutor
        reply = await self._client.scheduler.gather(keys=[future.key])
        if reply["status"] != "OK":
            raise BrokenExecutor
        return reply["data"][future.key]
