"""Trying mutants: child processes that hold the reference judge them; here their answers are put in order."""

import json
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from pathlib import Path

from ...errors import KitError
from ..child import child, reference_tree
from .trial import Outcome, Trial


def try_all(trials: Sequence[Trial], jobs: int | None = None) -> list[Outcome]:
    """The outcome of each trial, in their order; as many child processes as there are cores.

    Raises
    ------
    KitError
        If the checks themselves fail.
    """
    jobs = jobs or os.cpu_count() or 1
    with reference_tree() as tree, ThreadPoolExecutor(jobs) as pool:
        hands = [trials[start::jobs] for start in range(jobs)]
        done = list(pool.map(lambda hand: _try(tree, hand), hands))
    return [done[place % jobs][place // jobs] for place in range(len(trials))]


def _try(tree: Path, trials: Sequence[Trial]) -> list[Outcome]:
    """One child after the other: one that a trial has ended is followed by the next."""
    outcomes: list[Outcome] = []
    while len(outcomes) < len(trials):
        answered, errors = _answers(tree, trials[len(outcomes) :])
        outcomes += answered
        if len(outcomes) < len(trials):
            name = trials[len(outcomes)].name
            if any(line.startswith("Traceback") for line in errors):
                raise KitError(f"{name!r} cannot be tried: {errors[-1]}; mend the checks or the reference")
            outcomes.append(Outcome(name, costing=("process_died",)))
    return outcomes


def _answers(tree: Path, trials: Sequence[Trial]) -> tuple[list[Outcome], list[str]]:
    process = child(tree, "authoring.mutants.worker")
    out, errors = process.communicate(json.dumps([asdict(trial) for trial in trials]))
    lines = [json.loads(line) for line in out.splitlines()]
    outcomes = [
        Outcome(trial.name, **{kind: tuple(codes) for kind, codes in line.items()})
        for trial, line in zip(trials, lines, strict=False)
    ]
    return outcomes, errors.splitlines()
