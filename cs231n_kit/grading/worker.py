"""Grading one submission: what a worker process does, with plain data in and out."""

import multiprocessing
import os
import signal
import threading
import time
from contextlib import suppress
from functools import lru_cache
from multiprocessing import util

from ..checks.assignments import assignment
from ..checks.finding import Finding
from .boxed import WHOLE, Boxed
from .boxes import Server
from .inside.plan import Plan
from .judge import Judge
from .reference import Reference
from .row import Row
from .submission import Settings, Submission


def begin() -> None:
    """What a worker does first: see to it that it ends when its grader does, and not before."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the grader
    signal.signal(signal.SIGTERM, _told_to_leave)
    threading.Thread(target=_end_with_grader, daemon=True).start()


def get_ready(settings: Settings) -> None:
    """Start what takes a while before there is something to grade; what goes wrong is told then."""
    with suppress(Exception):
        _server(settings)


def _end_with_grader() -> None:
    """A grader that is killed cannot tell its workers, which would wait for work for ever."""
    if grader := multiprocessing.parent_process():
        grader.join()
        _leave()


def _told_to_leave(*_: object) -> None:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)  # being told twice does not cut the leaving short
    _leave()


def _leave() -> None:
    """End at once, as at any other end: a server has a folder to remove."""
    getattr(util, "_exit_function")()  # noqa: B009
    os._exit(1)


def grade(submission: Submission, settings: Settings, reference: bytes) -> Row:
    """The row of a submission in ``results.json``, whatever it does; it is rounded where it is stored."""
    start = time.perf_counter()
    row = ungraded(submission, settings)
    if submission.unreadable:
        return row | {"status": "unreadable", "notes": [*submission.notes, submission.unreadable]}
    try:
        findings = _findings(submission, settings, reference)
    except Exception as error:  # ours: the submission is not to blame, and has no score
        forget()
        why = f"the grader failed: {type(error).__name__}: {error}"
        return row | {"status": "error", "notes": [*submission.notes, why]}
    return row | {
        "status": "graded",
        "score": sum(finding.points for finding in findings),
        "seconds": time.perf_counter() - start,
        "tasks": [
            _task(name, [one for one in findings if one.task == name])
            for name in assignment(settings.assignment).tasks
        ],
    }


def _findings(submission: Submission, settings: Settings, reference: bytes) -> list[Finding]:
    server, plan, judge = _prepared(settings, reference)
    with Boxed(server, plan, submission.files, settings.timeout) as boxed:
        return judge.findings(boxed, submission.files)


def forget() -> None:
    """Begin afresh with the next submission."""
    _prepared.cache_clear()
    _server.cache_clear()


def ungraded(submission: Submission, settings: Settings, *notes: str) -> Row:
    """A row without a grade."""
    return {
        "id": submission.id,
        "stale": False,
        "status": "error",
        "score": None,
        "max_score": sum(check.points for check in assignment(settings.assignment).checks),
        "seconds": 0.0,
        "notes": [*submission.notes, *notes],
        "identity": dict(submission.identity),
        "tasks": [],
    }


def _task(name: str, findings: list[Finding]) -> Row:
    return {
        "task": name,
        "score": sum(one.points for one in findings),
        "max_score": sum(one.max_points for one in findings),
        "findings": [one.as_dict() for one in findings],
    }


@lru_cache(maxsize=1)
def _prepared(settings: Settings, reference: bytes) -> tuple[Server, Plan, Judge]:
    """What all submissions of a run need."""
    known, server = Reference.read(reference), _server(settings)
    server.learn(known.plan)
    return server, known.plan, Judge(settings, known)


@lru_cache(maxsize=1)
def _server(settings: Settings) -> Server:
    """The warm server of this process; it ends with the process."""
    limits = {"memory": settings.memory, "cpu": int(WHOLE * settings.timeout) + 10}
    server = Server(settings.layers, limits).__enter__()
    util.Finalize(None, server.__exit__, (None, None, None), exitpriority=0)  # a worker runs no atexit
    return server
