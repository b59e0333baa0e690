"""A class: submissions are read one after the other, graded a few at a time, and stored as they are done."""

import multiprocessing
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, ProcessPoolExecutor, wait
from contextlib import contextmanager
from itertools import chain

from ..checks.assignments import assignment
from ..errors import KitError
from .gradebook import Gradebook
from .intake import Source, read
from .row import Row
from .submission import Settings, Submission
from .worker import begin, expected, grade

AHEAD = 2  # submissions in hand for each worker: none waits, and few are lost with the run


@contextmanager
def local_workers(jobs: int) -> Iterator[Executor]:
    """Processes of this machine."""
    context = multiprocessing.get_context("forkserver")
    pool = ProcessPoolExecutor(jobs, mp_context=context, initializer=begin)
    try:
        yield pool
    except KeyboardInterrupt:  # what is in hand is graded again by the next run: nobody waits for it now
        pool.shutdown(wait=False, cancel_futures=True)
        for worker in multiprocessing.active_children():
            worker.terminate()
        raise
    finally:
        pool.shutdown(cancel_futures=True)


def grade_class(
    sources: Sequence[Source], settings: Settings, book: Gradebook, jobs: int, watch: Callable[[Row], None]
) -> None:
    """Grade what the gradebook does not hold yet, and store each row as soon as it is there.

    Parameters
    ----------
    sources : sequence of Source
        Read one at a time, so that a class need not fit into memory.
    settings : Settings
    book : Gradebook
    jobs : int
        How many submissions are graded at once.
    watch : callable
        Called with each row that was stored.
    """

    def store(submission: Submission, row: Row) -> None:
        book.put(row, book.key(submission))
        watch(row)

    files = assignment(settings.assignment).files
    submissions = (read(source, files) for source in sources)
    todo = (one for one in submissions if not book.is_done(one.id, book.key(one)))
    first = next(todo, None)
    if first is not None:  # else there is nothing to start workers for
        with local_workers(jobs) as pool:
            graded(chain([first], todo), settings, pool, jobs, store)


def graded(
    submissions: Iterable[Submission],
    settings: Settings,
    pool: Executor,
    workers: int,
    store: Callable[[Submission, Row], None],
) -> None:
    """Have the workers of a pool grade each submission; few are in their hands at a time."""
    answers = expected(settings)
    pending: dict[Future[Row], Submission] = {}
    for submission in submissions:
        pending[pool.submit(grade, submission, settings, answers)] = submission
        if len(pending) >= AHEAD * workers:
            _store_done(pending, store)
    while pending:
        _store_done(pending, store)


def _store_done(pending: dict[Future[Row], Submission], store: Callable[[Submission, Row], None]) -> None:
    done, _ = wait(pending, return_when=FIRST_COMPLETED)
    for future in done:
        submission = pending.pop(future)
        try:
            row = future.result()
        except BrokenExecutor:
            names = ", ".join(sorted({submission.id, *(one.id for one in pending.values())}))
            raise KitError(
                f"a worker process was ended from outside while it graded one of {names}; what is graded is"
                " stored: run the same command again, with fewer --jobs if memory was short"
            ) from None
        store(submission, row)
