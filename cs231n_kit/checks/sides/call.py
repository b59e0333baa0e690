"""One call of an operation in this process: what it gave, or why it stopped."""

import io
import sys
import time
import traceback
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from copy import deepcopy
from typing import Any

import numpy as np

from ..finding import Stopped
from ..side import Answer
from .operations import Student, operation


def call(student: Student, files: Sequence[str], name: str, arguments: Sequence[Any]) -> Answer:
    """Call an operation with copies of `arguments`, out of sight.

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
    printed = Printed()

    def kept(*given: Any) -> Any:  # what is kept and changed later is not this
        return deepcopy(operation(name)(student, *given))

    with quiet(printed):
        return answer(kept, files, arguments, printed)


def answer(
    function: Callable[..., Any], files: Sequence[str], arguments: Sequence[Any], printed: "Printed"
) -> Answer:
    """What a function gives for copies of `arguments`, with what it printed to `printed`; see `call`."""
    given = [copied(argument) for argument in arguments]
    before, start = printed.characters, time.perf_counter()
    try:
        value = function(*given)
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # a submission may raise anything, SystemExit too
        raise stopped(error, files) from None
    seconds = time.perf_counter() - start
    changed = [place for place, argument in enumerate(arguments) if not same(given[place], argument)]
    return Answer(value, tuple(changed), printed.characters - before, seconds)


def copied(argument: Any) -> Any:
    """A copy that shares nothing; of an array, most arguments by far, in the quickest way."""
    return argument.copy("K") if type(argument) is np.ndarray else deepcopy(argument)


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


def same(now: Any, before: Any) -> bool:
    """Whether an argument is what it was, bit by bit: NaN is NaN."""
    if isinstance(before, np.ndarray):
        alike = isinstance(now, np.ndarray) and now.dtype == before.dtype and now.shape == before.shape
        return alike and now.tobytes() == before.tobytes()
    if isinstance(before, dict):
        alike = isinstance(now, dict) and now.keys() == before.keys()
        return alike and all(same(now[name], before[name]) for name in before)
    if isinstance(before, list | tuple):
        return type(now) is type(before) and len(now) == len(before) and all(map(same, now, before))
    return type(now) is type(before) and bool(now == before)
