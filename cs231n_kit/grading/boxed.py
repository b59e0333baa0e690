"""A submission in boxes: the calls of the plan are made ahead, and others when a check asks for them."""

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import TracebackType
from typing import Any

from ..checks.finding import Stopped
from .boxes import Box, Died, Server
from .inside.plan import Plan, Reply, places

WHOLE = 6  # times the limit of a call, for all calls of a submission
KEPT = 64 * 2**20  # bytes of all its replies
NAP = 0.004  # seconds in which more than one reply comes: waking for each costs more than most calls

Came = Reply | Stopped  # what came of a call: a box that was lost says nothing itself


class Boxed:
    """A submission, in a box of its own, and in a fresh one after each call that ended it.

    Parameters
    ----------
    server : Server
    plan : Plan
        The calls that `server` has its children make.
    files : dict
        The texts of its task files; what is absent is not done.
    timeout : float
        Seconds that a call may take.
    """

    def __init__(self, server: Server, plan: Plan, files: Mapping[str, str], timeout: float) -> None:
        self._server, self._plan, self._files, self._timeout = server, plan, dict(files), timeout
        self._left = WHOLE * timeout
        self._room = KEPT
        self._box: Box | None = None
        self._hopeless: Stopped | None = None
        self.broken: Exception | None = None  # what the grader itself failed at

    def __enter__(self) -> "Boxed":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()

    def made_ahead(self) -> list[list[Came]]:
        """What came of the calls of the plan that were made, check by check.

        A call that ends its box is the last of its check; the next check gets a fresh one.
        """
        came: list[list[Came]] = [[] for _ in self._plan]
        first = 0
        while first < len(self._plan) and self._left > 0 and not self._hopeless:
            order = places(self._plan, first)
            number, call = next(order)
            try:
                while True:
                    reply = self._next(first, (number, call))
                    came[number].append(reply)
                    number, call = order.send(reply.ended)
            except StopIteration:
                break
            except Stopped as lost:
                came[number].append(lost)
                first = number + 1
        return came

    def ask(self, operation: str, arguments: tuple[Any, ...]) -> Reply:
        """What comes of a call that is not in the plan.

        Raises
        ------
        Stopped
            If nothing came in time.
        """
        if self._hopeless:
            raise self._hopeless
        with self._guarded() as deadline:
            box = self._box or self._load(len(self._plan), deadline)
            return self._kept(box.ask(operation, arguments, deadline))

    def _next(self, first: int, place: tuple[int, int]) -> Reply:
        """The reply to the call of the plan that is at hand."""
        with self._guarded() as deadline:
            box = self._box or self._load(first, deadline)
            reply = self._kept(box.reply(deadline, NAP))
            if reply.place != place:
                raise Died("it has answered another call")
            return reply

    def _load(self, first: int, deadline: float) -> Box:
        """A fresh box with the files loaded; where they cannot be, that is so for every call."""
        self._box = self._server.fork()
        try:
            self._box.send([first, self._files], deadline)
            if self._box.receive(deadline) != "loaded":
                raise Died("it sent what is no answer")
        except TimeoutError:
            self._hopeless = Stopped("timeout", seconds=self._timeout)
            raise
        except Died:
            self._hopeless = Stopped("process_died")
            raise
        return self._box

    def _kept(self, reply: Reply) -> Reply:
        self._room -= len(reply.body)
        if self._room < 0:
            raise Died("it has sent more than is taken")
        return reply

    @contextmanager
    def _guarded(self) -> Iterator[float]:
        """The deadline of a call; its time is taken off what is left, and a box that is lost is ended."""
        start = time.monotonic()
        try:
            if self._left <= 0:
                raise TimeoutError
            yield start + min(self._timeout, self._left)
        except TimeoutError:
            self._end()
            raise Stopped("timeout", seconds=self._timeout) from None
        except Died:
            self._end()
            raise Stopped("process_died") from None
        except Exception as error:  # or the check that asked would take it for its own
            self.broken = error
            raise
        finally:
            self._left -= time.monotonic() - start

    def _end(self) -> None:
        if self._box:
            self._server.end(self._box)
        self._box = None
