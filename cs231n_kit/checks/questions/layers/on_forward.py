"""A loss of scores that goes on from the student's own softmax: it cannot be judged where that is wrong."""

from collections.abc import Iterable
from dataclasses import replace
from functools import partial

import numpy as np

from ...assignment import Ask, Check
from ...finding import Fault, Verdict
from ...judging.fit import AGREE_FLOAT32, agree
from ...judging.returned import ANY, returned
from ...side import CALLS, Side
from .layer import Random
from .probabilities import FORWARD, probabilities

LABELS = np.array([2, 0, 1, 2, 1])


def on_forward(checks: Iterable[Check]) -> tuple[Check, ...]:
    """The same checks, which say so where what is wrong comes of a wrong `softmax_forward` that is called."""
    return tuple(replace(check, ask=partial(_on_forward, check.task, check.ask)) for check in checks)


def _on_forward(task: str, ask: Ask, impl: Side, expected: Side, random: Random) -> Verdict | None:
    scores = np.random.RandomState(0).standard_normal((len(LABELS), 3))
    right = probabilities(expected, scores)
    try:
        return ask(impl, expected, random)
    except Fault:
        if FORWARD in impl(CALLS + task, scores, LABELS).value and not _is_right(impl, scores, right):
            raise Fault("needs_first", first=FORWARD) from None
        raise


def _is_right(impl: Side, scores: np.ndarray, right: np.ndarray) -> bool:
    try:
        found, _ = returned(impl(FORWARD, scores).value, ("p", "cache"), [right.shape, ANY])
    except Fault:
        return False
    return agree(found, right, AGREE_FLOAT32)
