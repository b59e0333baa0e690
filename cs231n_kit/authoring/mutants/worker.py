"""The child process of `run`: reads trials, judges each, writes a line for each. Not to be imported."""

import json
import resource
import signal
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, redirect_stdout, suppress
from io import StringIO
from typing import Any

from ...checks.assignment import Check
from ...checks.assignments import assignment
from ...checks.finding import STOPPED, Finding
from ...checks.run import run
from ...checks.sides import record
from ...checks.sides.recorded import SEED, Recorded
from ...mistakes.side import WithMistakes
from ...tasks import PACKAGE, task_files
from .student import Student
from .trial import Trial

SECONDS = 3.0  # that a check may take; the reference takes some milliseconds
MEMORY = 4 * 2**30  # bytes
KINDS = ("costing", "advice", "skipped", "elsewhere")


class Late(Exception):
    """Raised into a call that takes too long."""


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    trials = [Trial(**given) for given in json.load(sys.stdin)]
    files = {file: (PACKAGE / file).read_text("utf-8") for file in task_files()}
    reference = Student(files)
    answers = {
        name: record.answers(assignment(name), reference, WithMistakes(reference))
        for name in dict.fromkeys(trial.assignment for trial in trials)
    }
    for trial in trials:
        judged = assignment(trial.assignment)
        checks = judged.checks if trial.all_tasks else judged.of(trial.task)
        findings = _findings(checks, Student(files | {trial.file: trial.text}), answers[judged.name])
        print(json.dumps(_sorted(trial.task, findings)), flush=True)


def _findings(checks: Iterable[Check], impl: Student, answers: Mapping[str, list[Any]]) -> Iterator[Finding]:
    """The findings on one student; after a check that took too long the others are left out."""

    def expected(check: Check) -> Recorded:
        return Recorded(answers[f"{check.task}/{check.name}"])

    found = run(checks, impl, expected, SEED)
    for check in checks:
        with _limited() as late, redirect_stdout(StringIO()):
            finding = next(found)
        if late:
            yield Finding(check.task, check.name, "timeout", "timeout", 0.0, check.points, "")
            return
        yield finding


def _sorted(task: str, findings: Iterable[Finding]) -> dict[str, list[str]]:
    """The codes of an `Outcome`, by what they are; each once, but for what costs points."""
    codes: defaultdict[str, list[str]] = defaultdict(list)
    for finding in findings:
        if finding.task == task:
            kind = {"passed": "advice", "skipped": "skipped"}.get(finding.status, "costing")
        else:
            kind = "skipped elsewhere" if finding.status == "skipped" else "elsewhere"
        codes[kind].append(finding.code)
    told = {kind: list(dict.fromkeys(codes[kind])) for kind in KINDS}
    told["costing"] = _each_check(codes["costing"])
    return {kind: [code for code in told[kind] if code != "ok"] for kind in KINDS}


def _each_check(codes: list[str]) -> list[str]:
    """A code for each check; a call that does not come back is told once."""
    stopped = dict.fromkeys(code for code in codes if code in STOPPED)
    return [*(code for code in codes if code not in STOPPED), *stopped]


@contextmanager
def _limited() -> Iterator[list[bool]]:
    """Raise `Late` into what runs too long; the list that is given has an entry if that was so."""
    late: list[bool] = []

    def ring(*_: Any) -> None:
        late.append(True)
        raise Late

    signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, SECONDS, 0.5)  # again and again: the call might catch it
    try:
        with suppress(Late):
            yield late
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


if __name__ == "__main__":
    main()
