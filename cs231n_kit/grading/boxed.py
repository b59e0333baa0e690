"""A submission in boxes: the calls of the plan are made ahead, and others when a check asks for them."""

import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import TracebackType
from typing import Any

from ..checks.finding import Stopped
from ..checks.sides.operations import task_of
from .answers import tasks_by_name
from .boxes import Box, Died, Server
from .inside.plan import LOADED, Place, Plan, Reply, places

WHOLE = 6  # times the limit of a call, for all calls of a submission
KEPT = 64 * 2**20  # bytes of all its replies
HANGS = 2  # calls of a task that take too long, after which no further one is made
NAP = 0.004  # seconds in which more than one reply comes: waking for each costs more than most calls

Came = Reply | Stopped  # what came of a call: a box that was lost says nothing itself


class _FileLost(Exception):
    """A file has ended its box while it was loaded."""


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
        self._given_up: dict[str, Stopped] = {}  # tasks of which no call is made any more
        self._hangs: Counter[str] = Counter()
        self.broken: Exception | None = None  # what the grader itself failed at

    def __enter__(self) -> "Boxed":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()

    def made_ahead(self) -> list[list[Came]]:
        """What came of the calls of the plan that were made, check by check.

        A call that ends its box is the last of its check; the next check gets a fresh one. A file that ends
        it while it is loaded is left out of the next, and a task that hangs again and again is given up.
        """
        came: list[list[Came]] = [[] for _ in self._plan]
        first = 0
        while first < len(self._plan) and self._left > 0:
            number = first
            try:
                box = self._ready(first)
                order = places(self._plan, first, self._given_up)
                number, call = next(order)
                while True:
                    reply = self._reply(box, (number, call))
                    came[number].append(reply)
                    number, call = order.send(reply.ended)
            except StopIteration:
                break
            except _FileLost:
                continue
            except Stopped as lost:
                came[number].append(lost)
                self._note_hang(self._plan[number].task, lost)
                first = number + 1
        for planned, each in zip(self._plan, came, strict=True):
            if not each and planned.task in self._given_up:
                each.append(self._given_up[planned.task])
        return came

    def ask(self, operation: str, arguments: tuple[Any, ...]) -> Reply:
        """What comes of a call that is not in the plan.

        Raises
        ------
        Stopped
            If nothing came in time.
        """
        task = task_of(operation)
        while True:
            if task in self._given_up:
                raise self._given_up[task]
            try:
                box = self._ready(len(self._plan))
                with self._guarded() as deadline:
                    return self._kept(box.ask(operation, arguments, deadline))
            except _FileLost:
                continue
            except Stopped as lost:
                self._note_hang(task, lost)
                raise

    def _reply(self, box: Box, place: Place) -> Reply:
        """The reply to the call of the plan that is at hand."""
        with self._guarded() as deadline:
            reply = self._kept(box.reply(deadline, NAP))
            if reply.place != place:
                raise Died("it has answered another call")
            return reply

    def _note_hang(self, task: str, lost: Stopped) -> None:
        self._hangs[task] += lost.code == "timeout"
        if self._hangs[task] >= HANGS:
            self._given_up[task] = lost

    def _ready(self, first: int) -> Box:
        """The box, or a fresh one with the files loaded.

        Raises
        ------
        _FileLost
            If a file ended it, whose tasks are given up now.
        """
        loading = ""
        if self._box:
            return self._box
        try:
            with self._guarded() as deadline:
                self._box = self._server.fork()
                self._box.send([first, list(self._given_up), self._files], deadline)
                while (said := self._box.receive(deadline)) != LOADED:
                    if said not in self._files:
                        raise Died("it sent what is no answer")
                    loading = said  # the file whose lines are run
                return self._box
        except Stopped as lost:
            if not self._files:
                raise
            self._leave_out(loading, lost)
            raise _FileLost from None

    def _leave_out(self, file: str, lost: Stopped) -> None:
        """Load a file no more; all of them if it is not known which one did it, or the time is up."""
        gone = {file} if file in self._files and self._left > 0 else set(self._files)
        self._files = {name: text for name, text in self._files.items() if name not in gone}
        names = {task.name for task in tasks_by_name().values() if task.file in gone}
        self._given_up |= dict.fromkeys(names, lost)

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
