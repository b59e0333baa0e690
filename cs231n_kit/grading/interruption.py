"""Ctrl-C at a moment that suits: it is noted when it comes, and heeded where the work can be left.

Raised wherever Python happens to be, as it is by default, it breaks what holds a lock or cleans up just then.
"""

import atexit
import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

T = TypeVar("T")
SafePoint = Callable[[], None]  # called where the work can be left; raises KeyboardInterrupt if it shall be


class Interruption:
    """Whether a Ctrl-C has come."""

    def __init__(self) -> None:
        self._noted = False

    def note(self, *_: Any) -> None:
        """A Ctrl-C has come: what a signal handler calls, so it does nothing else."""
        self._noted = True

    def safe_point(self) -> None:
        """Raise `KeyboardInterrupt` if a Ctrl-C has come, and forget it: the next one counts anew."""
        if self._noted:
            self._noted = False
            raise KeyboardInterrupt

    def between(self, items: Iterable[T]) -> Iterator[T]:
        """The items, with a safe point before each."""
        for item in items:
            self.safe_point()
            yield item


@contextmanager
def noted() -> Iterator[Interruption]:
    """For as long as this lasts a Ctrl-C is noted and nothing more; afterwards it does what it did before.

    Where it is ignored it stays so, as for a command in the background. Outside the main thread, which alone
    may say what a signal does, it is not noted.
    """
    interruption = Interruption()
    before = signal.getsignal(signal.SIGINT)
    if before in (signal.SIG_IGN, None) or threading.current_thread() is not threading.main_thread():
        yield interruption
        return
    signal.signal(signal.SIGINT, interruption.note)
    try:
        yield interruption
    finally:
        atexit.unregister(_leave_in_peace)  # registered once, however often this is used
        atexit.register(_leave_in_peace)
        signal.signal(signal.SIGINT, before)


def _leave_in_peace() -> None:
    """The exit code is settled when the interpreter ends: a further Ctrl-C shall not change it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


@contextmanager
def unheard() -> Iterator[None]:
    """The processes that are started meanwhile, and all that those start, never hear of a Ctrl-C.

    A terminal sends it to every process of a command, also to one that has not come to say what it does then.
    Here it waits until this is over.
    """
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
