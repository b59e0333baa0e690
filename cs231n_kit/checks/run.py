"""Running checks: each gives exactly one finding, whatever happens in it."""

import zlib
from collections.abc import Callable, Iterable, Iterator

import numpy as np

from .assignment import Check
from .finding import HOPELESS, STOPPED, Fault, Finding, Skipped, Stopped, Verdict
from .judging.words import told
from .side import Side


def run(
    checks: Iterable[Check], impl: Side, expected: Callable[[Check], Side], seed: int
) -> Iterator[Finding]:
    """Ask each check in turn.

    A task that is not done yet, or whose file cannot be loaded, is asked once: its further checks are
    answered without a call.

    Parameters
    ----------
    checks : iterable of Check
    impl : Side
    expected : callable
        The expected side for each check.
    seed : int
        Of the inputs. Each check has random numbers of its own, so that none depends on the ones before.
    """
    return findings(checks, lambda check: verdict_of(check, impl, expected(check), seed))


def findings(checks: Iterable[Check], judge: Callable[[Check], Verdict | None]) -> Iterator[Finding]:
    """The finding of each check, whose verdict is asked of `judge` unless it is known beforehand."""
    hopeless: dict[str, Stopped] = {}
    right: set[str] = set()  # tasks of which something is right that opens their checks of form
    for check in checks:
        verdict = hopeless.get(check.task) or judge(check)
        if check.form and check.task not in right and not isinstance(verdict, Fault | Stopped):
            verdict = Skipped("nothing_right_yet")
        elif check.opens and not isinstance(verdict, Fault | Skipped | Stopped):
            right.add(check.task)
        if isinstance(verdict, Stopped) and verdict.code in HOPELESS:
            hopeless[check.task] = verdict
        yield _finding(check, verdict)


def random_of(check: Check, seed: int) -> np.random.RandomState:
    """The random numbers of a check. RandomState gives the same stream with every version of NumPy."""
    return np.random.RandomState([seed, zlib.crc32(f"{check.task}/{check.name}".encode())])


def verdict_of(check: Check, impl: Side, expected: Side, seed: int) -> Verdict | None:
    """What one check says: nothing, where all is well."""
    try:
        return check.ask(impl, expected, random_of(check, seed))
    except (Fault, Skipped, Stopped) as verdict:
        return verdict
    except Exception as error:  # an answer that the check did not foresee, or no recorded one: no points
        return Fault("check_failed", error=f"{type(error).__name__}: {error}")


def _finding(check: Check, verdict: Verdict | None) -> Finding:
    code = verdict.code if verdict else "ok"
    if isinstance(verdict, Stopped):
        status = STOPPED[code]
    elif isinstance(verdict, Skipped):
        status = "skipped"
    else:
        status = "failed" if isinstance(verdict, Fault) else "passed"
    evidence = dict(verdict.evidence) if verdict else {}
    try:
        message, hint = told(code, check, evidence)
    except (KeyError, ValueError, TypeError, IndexError) as error:  # a mistake of the check's author
        return _finding(check, Fault("check_failed", error=f"no words for {code}: {error!r}"))
    points = check.points if status == "passed" else 0.0
    return Finding(
        check.task, check.name, status, code, points, check.points, message, hint, evidence, check.visibility
    )
