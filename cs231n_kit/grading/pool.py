"""The processes of this machine that grade, and their end: in good order, or at once."""

import multiprocessing
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import connection, forkserver, resource_tracker
from multiprocessing.process import BaseProcess
from pathlib import Path

from .interruption import unheard
from .scratch import sweep
from .submission import Settings
from .worker import begin, get_ready

LEAVING = 1.0  # seconds that workers have to tidy up when they are told to leave, before they are killed


@contextmanager
def local_workers(jobs: int, settings: Settings) -> Iterator[Executor]:
    """A pool of so many processes. On an error nobody waits for what they have in hand: they are ended.

    They start at once, while the grader has something else to do.
    """
    resource_tracker.ensure_running()  # before the next line, which it would undo
    forkserver.set_forkserver_preload([begin.__module__])
    with unheard():
        forkserver.ensure_running()
    others = set(multiprocessing.active_children())
    context = multiprocessing.get_context("forkserver")
    pool = ProcessPoolExecutor(jobs, mp_context=context, initializer=begin)
    try:
        for _ in range(jobs):
            pool.submit(get_ready, settings)
        yield pool
    except BaseException:
        _end([one for one in multiprocessing.active_children() if one not in others])
        raise
    finally:
        pool.shutdown(cancel_futures=True)
        sweep(Path(tempfile.gettempdir()))  # what a worker had no time to remove


def _end(workers: list[BaseProcess]) -> None:
    for worker in workers:
        worker.terminate()
    until = time.monotonic() + LEAVING
    for worker in workers:
        if not connection.wait([worker.sentinel], max(until - time.monotonic(), 0)):
            worker.kill()
            connection.wait([worker.sentinel])
