"""The child process of `run`: reads trials, judges each, writes a line for each. Not to be imported."""

import json
import resource
import signal
import sys
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, redirect_stdout, suppress
from io import StringIO
from types import ModuleType
from typing import Any

from ...checks.assignment import Check
from ...checks.assignments import assignment
from ...checks.finding import Finding, Stopped
from ...checks.judging.source import Source
from ...checks.run import run
from ...checks.sides import fresh, record
from ...checks.sides.call import stopped
from ...checks.sides.local import Local
from ...checks.sides.recorded import SEED, Recorded
from ...mistakes.side import WithMistakes
from ...tasks import PACKAGE, module_of
from .trial import Trial

SECONDS = 3.0  # that a check may take; the reference takes some milliseconds
MEMORY = 4 * 2**30  # bytes

Modules = Mapping[str, ModuleType | Stopped]


class Late(Exception):
    """Raised into a call that takes too long."""


class Mutated(Local):
    """The reference, with one file that has a mistake in it."""

    def __init__(self, modules: Modules, trial: Trial) -> None:
        super().__init__(modules={**modules, trial.file: _module(trial)})
        self._text = trial.text

    def source(self, task: str) -> Source:
        return Source(self._text, task)


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    trials = [Trial(**given) for given in json.load(sys.stdin)]
    modules = fresh.fresh()
    reference = Local(modules=modules)
    answers = {
        name: record.answers(assignment(name), reference, WithMistakes(reference))
        for name in dict.fromkeys(trial.assignment for trial in trials)
    }
    for trial in trials:
        findings = list(_findings(trial, modules, answers[trial.assignment]))
        codes = dict.fromkeys(finding.code for finding in findings if finding.code != "ok")
        rejected = any(finding.status != "passed" for finding in findings)
        print(json.dumps({"codes": list(codes), "rejected": rejected}), flush=True)


def _findings(trial: Trial, modules: Modules, answers: Mapping[str, list[Any]]) -> Iterator[Finding]:
    """The findings on one mutant; after a check that took too long the others are left out."""
    impl = Mutated(modules, trial)

    def expected(check: Check) -> Recorded:
        return Recorded(answers[f"{check.task}/{check.name}"])

    checks = assignment(trial.assignment).of(trial.task)
    found = run(checks, impl, expected, SEED)
    for check in checks:
        with _limited() as late, redirect_stdout(StringIO()):
            finding = next(found)
        if late:
            yield Finding(check.task, check.name, "timeout", "timeout", 0.0, check.points, "")
            return
        yield finding


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


def _module(trial: Trial) -> ModuleType | Stopped:
    """The text executed as the module that the file is, beside the reference's others."""
    path = str(PACKAGE / trial.file)
    name = module_of(trial.file)
    module = ModuleType(name)
    module.__dict__.update(__file__=path, __package__=name.rpartition(".")[0])
    try:
        with redirect_stdout(StringIO()), warnings.catch_warnings(action="ignore"):
            exec(compile(trial.text, path, "exec"), module.__dict__)
    except Exception as error:
        return stopped(error, [path])
    return module


if __name__ == "__main__":
    main()
