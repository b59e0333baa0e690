"""What a relative error is by other formulas than the right one: mistakes with names."""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

Pair = tuple[np.ndarray, np.ndarray]
Formula = Callable[[np.ndarray, np.ndarray], Any]
Reduction = Callable[[np.ndarray], Any]


def by_other_formulas(pairs: list[Pair], single: list[np.ndarray]) -> Iterator[tuple[str, str, np.ndarray]]:
    """What comes out by other formulas: the code, what it is, and the numbers for all `pairs`.

    ``single`` has the right errors of their entries.
    """
    for code, of, formula in OTHER_FORMULAS:
        yield code, of, np.array([formula(x, y) for x, y in pairs])
    for of, reduced in OTHER_REDUCTIONS.items():
        yield "error_not_largest", of, np.array([reduced(errors) for errors in single])
    for of, sign in SIGNS.items():
        signed = [sign(x, y) * errors for (x, y), errors in zip(pairs, single, strict=True)]
        yield "error_signed", of, np.array([errors.max() for errors in signed])


def _difference(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    return np.abs(x - y)


def _larger(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    return np.maximum(np.abs(x), np.abs(y))


def _quotient(reduced: Reduction) -> Formula:
    """Reduced before it is divided."""
    return lambda x, y: reduced(_difference(x, y)) / (reduced(np.abs(x)) + reduced(np.abs(y)))


OTHER_FORMULAS: list[tuple[str, str, Formula]] = [
    ("error_absolute", "|x - y|", lambda x, y: np.max(_difference(x, y))),
    ("error_denominator", "|x|", lambda x, y: np.max(_difference(x, y) / np.abs(x))),
    ("error_denominator", "|y|", lambda x, y: np.max(_difference(x, y) / np.abs(y))),
    ("error_denominator", "max(|x|, |y|)", lambda x, y: np.max(_difference(x, y) / _larger(x, y))),
    ("error_not_largest", "the quotient of the norms", _quotient(np.linalg.norm)),
    ("error_not_largest", "the quotient of the sums", _quotient(np.sum)),
    (
        "error_not_largest",
        "the quotient of the largest difference and the largest entries",
        _quotient(np.max),
    ),
]
OTHER_REDUCTIONS: dict[str, Reduction] = {
    "the mean": np.mean,
    "the smallest": np.min,
    "the sum": np.sum,
    "the last": lambda errors: errors[-1],
}
SIGNS: dict[str, Formula] = {
    "x - y": lambda x, y: np.sign(x - y),
    "y - x": lambda x, y: np.sign(y - x),
    "x + y": lambda x, y: np.sign(x + y),
    "(x - y) / (x + y)": lambda x, y: np.sign(x - y) * np.sign(x + y),
}
