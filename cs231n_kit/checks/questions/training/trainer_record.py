"""Training a classifier on examples of the check's own, and what came of it as arrays and numbers."""

from dataclasses import replace
from itertools import islice
from typing import Any

import numpy as np

from ...finding import Fault
from ...judging.returned import ANY, kind_of, returned
from ...side import Answer, Side
from ...sides.operations.linear_classifier import least_squares

TASK = "LinearClassifier.train"
Random = np.random.RandomState
ITERATIONS = 12
LOOKED_AT = 1000  # entries of a history, one by one; the rest is read as one array


def examples(random: Random, N: int = 60, D: int = 5, C: int = 3) -> tuple[np.ndarray, np.ndarray]:
    """Examples that a linear classifier can tell apart, more of them than features."""
    y = random.permutation(np.arange(N) % C)
    X = random.standard_normal((N, D)) + 4 * np.eye(C, D)[y]
    return X, y.astype(np.int64)


def train(
    impl: Side,
    random: Random,
    W: np.ndarray | None = None,
    classes: tuple[int, ...] = (0, 1, 2),
    **settings: Any,
) -> Answer:
    """Train a classifier on `examples`; the value is the record of `operations.train`, and they.

    Their labels are `classes`, three of them.
    """
    X, places = examples(random)
    y = np.array(classes)[places]
    usual = {"learning_rate": 0.05, "reg": 0.1, "num_iters": ITERATIONS, "batch_size": 8}
    answer = impl(TASK, W, X, y, usual | settings, int(random.randint(2**31)))
    return replace(answer, value=answer.value | {"examples": X, "labels": y})


def trained(
    impl: Side,
    random: Random,
    W: np.ndarray | None = None,
    classes: tuple[int, ...] = (0, 1, 2),
    **settings: Any,
) -> dict[str, Any]:
    """What happened while a classifier was trained, if its loss was asked for at all."""
    record: dict[str, Any] = train(impl, random, W, classes, **settings).value
    if not len(record["X"]):
        raise Fault("loss_not_asked")
    return record


def asked_in(record: dict[str, Any]) -> list[tuple[float, np.ndarray]]:
    """The loss and the gradient that were given back for each batch."""
    names = ("X", "y", "reg", "weights")
    return [least_squares(*batch) for batch in zip(*(record[name] for name in names), strict=True)]


def numbers_of(history: Any) -> np.ndarray:
    """The history as it was returned, each entry a number; nothing at all is no numbers."""
    history = [] if history is None else history
    is_row = isinstance(history, list | tuple) or (isinstance(history, np.ndarray) and history.ndim == 1)
    for place, entry in enumerate(islice(history, LOOKED_AT) if is_row else ()):
        if not _is_number(entry):
            raise Fault("history_not_numbers", place=place, got=_kind(entry))
    return returned(history, ("loss_history",), [ANY])[0]


def _is_number(entry: Any) -> bool:
    """Also of NumPy, or an array without dimensions."""
    if isinstance(entry, list | tuple):
        return False
    return np.ndim(entry) == 0 and np.asarray(entry).dtype.kind in "fiu"


def _kind(entry: Any) -> str:
    if isinstance(entry, np.ndarray):
        return f"an array of the shape {entry.shape}"
    return "None" if entry is None else f"of the type {kind_of(entry)}"
