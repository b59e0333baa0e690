"""A class: submissions are read one after the other, graded a few at a time, and stored as they are done."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait
from contextlib import AbstractContextManager, nullcontext
from functools import cache, partial
from itertools import chain
from pathlib import Path

from ..checks.assignments import assignment
from ..errors import KitError
from .cluster import cluster_workers
from .gradebook import Gradebook
from .intake import Source, read
from .interruption import SafePoint
from .pool import local_workers
from .reference import expected
from .row import Row
from .submission import Settings, Submission
from .worker import grade, ungraded

AHEAD = 2  # submissions in hand for each worker: none waits, and few are lost with the run
TICK = 0.1  # seconds from one safe point to the next while nothing is done
SET_ASIDE = (
    "the grader failed: grading this submission ended a worker process twice, the second time with nothing"
    " else at work, so it was set aside; run the same command again, and watch the memory"
)

Pools = Callable[[], AbstractContextManager[Executor]]
Store = Callable[[Submission, Row], None]
Pending = dict[Future[Row], Submission]


def grade_class(
    sources: Sequence[Source],
    settings: Settings,
    book: Gradebook,
    jobs: int,
    watch: Callable[[Row], None],
    safe_point: SafePoint,
    scheduler: str | None = None,
) -> None:
    """Grade what the gradebook does not hold yet, and store each row as soon as it is there.

    Parameters
    ----------
    sources : sequence of Source
        Read one at a time, so that a class need not fit into memory.
    settings : Settings
    book : Gradebook
    jobs : int
        How many submissions are graded at once on this machine.
    watch : callable
        Called with each row that was stored.
    safe_point : callable
        Called often, and where the run can be left: what it raises ends it, and what is stored stays.
    scheduler : str, optional
        Address of a Dask cluster's, whose workers grade instead of this machine's.
    """
    files = assignment(settings.assignment).files
    book.found_at({one.id: lies(one) for one in sources})

    def unfinished() -> Iterator[Submission]:
        for source in sources:
            safe_point()
            submission = read(source, files)
            if not book.is_done(submission.id, book.key(submission)):
                yield submission

    def store(submission: Submission, row: Row) -> None:
        book.put(row, book.key(submission))
        watch(row)

    todo = unfinished()
    first = next(todo, None)
    if first is None:  # there is nothing to start workers for
        return
    todo = chain([first], todo)
    if scheduler is None:
        graded(todo, settings, partial(local_workers, jobs, settings), jobs, store, safe_point)
        return
    with cluster_workers(scheduler) as cluster:  # it outlives the workers that it loses
        graded(todo, settings, lambda: nullcontext(cluster), cluster.workers, store, safe_point)


def lies(source: Source) -> Path | str:
    """Where a submission lies, or whose it is if a platform tells."""
    people = source.identity.get("people", ())
    if len(people) == 1 and (user := people[0].get("user")):
        return f"{source.identity['platform']}, user {user}"
    return source.path / source.id if source.parts else source.path


def graded(
    submissions: Iterable[Submission],
    settings: Settings,
    pools: Pools,
    workers: int | Callable[[], int],
    store: Store,
    safe_point: SafePoint,
) -> None:
    """Have the workers of a pool grade each submission; few are in their hands at a time.

    A pool that loses a worker is replaced. What was in hand then is graded again, one at a time: it is known
    who was graded when a worker is lost once more, and that submission is set aside with an error.

    Parameters
    ----------
    submissions : iterable of Submission
    settings : Settings
    pools : callable
        Gives a fresh pool, as a context; it is called again when a pool is broken.
    workers : int or callable
        How many a pool has; a callable where they come and go.
    store : callable
        Called with each submission and its row.
    safe_point : callable
        As for `grade_class`.
    """

    @cache
    def answers() -> bytes:  # made when there is a pool, whose workers start meanwhile
        return _answers(settings, safe_point)

    def submit(pool: Executor, submission: Submission) -> Future[Row]:
        return pool.submit(grade, submission, settings, answers())

    def ahead() -> int:
        return AHEAD * (workers() if callable(workers) else workers)

    def until_lost(todo: Iterator[Submission], most: Callable[[], int]) -> list[Submission]:
        with pools() as pool:
            return _until_lost(todo, most, partial(submit, pool), store, safe_point)

    todo = iter(submissions)
    while in_hand := until_lost(todo, ahead):
        suspects = iter(in_hand)
        while culprits := until_lost(suspects, lambda: 1):
            for submission in culprits:
                store(submission, ungraded(submission, settings, SET_ASIDE))


def _answers(settings: Settings, safe_point: SafePoint) -> bytes:
    try:
        answers = expected(settings)
    except KitError:
        safe_point()  # a Ctrl-C reaches the process of the reference too, which is then not to blame
        raise
    safe_point()
    return answers


def _until_lost(
    todo: Iterator[Submission],
    most: Callable[[], int],
    submit: Callable[[Submission], Future[Row]],
    store: Store,
    safe_point: SafePoint,
) -> list[Submission]:
    """Have submissions graded, so many at a time; gives those in hand when the pool broke."""
    pending: Pending = {}
    lost: list[Submission] = []
    for submission in todo:
        try:
            pending[submit(submission)] = submission
        except BrokenExecutor:
            lost.append(submission)
        while not lost and len(pending) >= most():
            safe_point()
            lost += _store_done(pending, store)
        if lost:
            break
    while pending:
        safe_point()
        lost += _store_done(pending, store)
    return lost


def _store_done(pending: Pending, store: Store) -> list[Submission]:
    """Wait a moment and store what is done by then; the submissions whose worker was lost."""
    done, _ = wait(pending, TICK, FIRST_COMPLETED)
    lost = []
    for future in done:
        submission = pending.pop(future)
        try:
            row = future.result()
        except BrokenExecutor:
            lost.append(submission)
        else:
            store(submission, row)
    return lost
