"""Mistakes in the relative error of two arrays: other formulas, other numbers than the largest, signs."""

from collections.abc import Callable
from typing import Any

import numpy as np

Formula = Callable[[np.ndarray, np.ndarray], Any]


def errors(pairs: Any) -> dict[str, list[tuple[str, np.ndarray]]]:
    """What each mistake gives for `pairs` of arrays: in each of its forms, what it is and the numbers."""
    return {
        code: [(of, np.array([float(formula(x, y)) for x, y in pairs])) for of, formula in forms.items()]
        for code, forms in FORMS.items()
    }


def _difference(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    return np.abs(x - y)


def _each(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """The right error of each entry."""
    return np.abs(x - y) / (np.abs(x) + np.abs(y))


def _quotient(reduced: Callable[[np.ndarray], Any]) -> Formula:
    """Reduced before it is divided."""
    return lambda x, y: reduced(_difference(x, y)) / (reduced(np.abs(x)) + reduced(np.abs(y)))


FORMS: dict[str, dict[str, Formula]] = {
    "error_absolute": {"|x - y|": lambda x, y: np.max(_difference(x, y))},
    "error_denominator": {
        "|x|": lambda x, y: np.max(_difference(x, y) / np.abs(x)),
        "|y|": lambda x, y: np.max(_difference(x, y) / np.abs(y)),
        "max(|x|, |y|)": lambda x, y: np.max(_difference(x, y) / np.maximum(np.abs(x), np.abs(y))),
    },
    "error_not_largest": {
        "the quotient of the norms": _quotient(np.linalg.norm),
        "the quotient of the sums": _quotient(np.sum),
        "the quotient of the largest difference and the largest entries": _quotient(np.max),
        "the mean": lambda x, y: np.mean(_each(x, y)),
        "the smallest": lambda x, y: np.min(_each(x, y)),
        "the sum": lambda x, y: np.sum(_each(x, y)),
        "the first": lambda x, y: _each(x, y)[0],
        "the last": lambda x, y: _each(x, y)[-1],
    },
    "error_signed": {
        "x - y": lambda x, y: np.max(np.sign(x - y) * _each(x, y)),
        "y - x": lambda x, y: np.max(np.sign(y - x) * _each(x, y)),
        "x + y": lambda x, y: np.max(np.sign(x + y) * _each(x, y)),
        "(x - y) / (x + y)": lambda x, y: np.max(np.sign(x - y) * np.sign(x + y) * _each(x, y)),
    },
}
