"""One call of an operation in this process: what it gave, or why it stopped."""

import io
import sys
import time
import traceback
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from copy import deepcopy
from typing import Any

import numpy as np

from ..finding import Stopped
from ..side import Answer
from .operations import Student, operation


def call(student: Student, files: Sequence[str], name: str, arguments: Sequence[Any]) -> Answer:
    """Call an operation with copies of `arguments`.

    Parameters
    ----------
    student : Student
    files : sequence of str
        Paths of the student's files: an error is told with a line of one of them.
    name : str
        Of the operation.

    Raises
    ------
    Stopped
        If it raised anything but an interruption.
    """
    given = deepcopy(list(arguments))
    printed = Printed()
    start = time.perf_counter()
    try:
        with quiet(printed):
            value = deepcopy(operation(name)(student, *given))  # what is kept and changed later is not this
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # a submission may raise anything, SystemExit too
        raise stopped(error, files) from None
    seconds = time.perf_counter() - start
    changed = tuple(
        place for place, pair in enumerate(zip(given, arguments, strict=True)) if not _same(*pair)
    )
    return Answer(value, changed, printed.characters, seconds)


class Printed(io.TextIOBase):
    """What is printed is counted and not kept."""

    characters = 0

    def write(self, text: str) -> int:
        self.characters += len(text)
        return len(text)


def stopped(error: BaseException, files: Sequence[str]) -> Stopped:
    """Why a call did not come back, with the line of the student's file and none of ours."""
    if isinstance(error, NotImplementedError):
        return Stopped(
            "not_implemented", task=getattr(error, "task", ""), notebook=getattr(error, "notebook", "")
        )
    if isinstance(error, SyntaxError):
        place = {"file": error.filename or "", "line": error.lineno or 0, "text": (error.text or "").strip()}
        return Stopped("syntax_error", error=error.msg, **place)
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename in files]
    last = frames[-1] if frames else None
    place = {
        "file": last.filename if last else "",
        "line": (last.lineno or 0) if last else 0,
        "text": (last.line or "") if last else "",
    }
    if isinstance(error, MemoryError):
        return Stopped("memory_limit", **place)
    code = "import_error" if isinstance(error, ImportError) else "exception"
    said = str(error)
    kind = type(error).__name__
    return Stopped(code, error=f"{kind}: {said}" if said else kind, **place)


@contextmanager
def quiet(printed: io.TextIOBase) -> Iterator[None]:
    """What is printed or warned of is counted and shown to nobody, and nobody is there to answer."""
    before, sys.stdin = sys.stdin, io.StringIO()  # a pdb.set_trace() or input() left in ends at once
    try:
        with _unheard(printed):
            yield
    finally:
        sys.stdin = before


@contextmanager
def _unheard(printed: io.TextIOBase) -> Iterator[None]:
    with (
        redirect_stdout(printed),
        redirect_stderr(printed),
        warnings.catch_warnings(),
        np.errstate(all="ignore"),
    ):
        warnings.simplefilter("ignore")
        yield


def _same(now: Any, before: Any) -> bool:
    """Whether an argument is what it was, bit by bit: NaN is NaN."""
    if isinstance(before, np.ndarray):
        same = isinstance(now, np.ndarray) and now.dtype == before.dtype and now.shape == before.shape
        return same and now.tobytes() == before.tobytes()
    if isinstance(before, dict):
        same = isinstance(now, dict) and now.keys() == before.keys()
        return same and all(_same(now[name], before[name]) for name in before)
    return type(now) is type(before) and bool(now == before)
