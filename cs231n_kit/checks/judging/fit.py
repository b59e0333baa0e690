"""Comparing numbers, and fitting what came by named parts: the coefficients are the diagnosis."""

from collections.abc import Sequence
from math import prod
from typing import Any

import numpy as np

from ..finding import Fault, Verdict

AGREE = 1e-6  # norm-relative
AGREE_FLOAT32 = 1e-3  # numbers that float32 may have passed through
EXPLAINED_BY_FLOAT32 = 2e-5  # what its rounding comes to in problems of the checks' size
MOST = 64  # entries of an array that stand in evidence; those of the checks' own problems have fewer


def apart(a: np.ndarray, b: np.ndarray) -> float:
    """‖a − b‖ / ‖b‖ in float64; for b = 0, ‖a‖.

    Parameters
    ----------
    a, b : ndarray of finite numbers, of one shape
    """
    difference, scale = np.linalg.norm(np.ravel(a - b)), np.linalg.norm(np.ravel(b))
    return float(difference / scale) if scale > 0 else float(difference)


def agree(a: np.ndarray, b: np.ndarray, tolerance: float = AGREE) -> bool:
    return apart(a, b) <= tolerance


def fit(target: np.ndarray, parts: Sequence[np.ndarray]) -> tuple[np.ndarray, float]:
    """Write `target` as a sum of `parts`, each times a number, by least squares.

    Parameters
    ----------
    target : ndarray
    parts : sequence of ndarray, of the shape of `target`

    Returns
    -------
    coefficients : ndarray, one for each part
    residual : float
        ‖target − Σ coefficient · part‖ / ‖target‖; 0 for a target of zeros.
    """
    A = np.stack([np.ravel(part) for part in parts], axis=1)
    scale = np.linalg.norm(A, axis=0)
    scale[scale == 0] = 1
    b = np.ravel(target)
    coefficients = np.linalg.lstsq(A / scale, b, rcond=None)[0] / scale
    size = np.linalg.norm(b)
    return coefficients, float(np.linalg.norm(b - A @ coefficients) / size) if size > 0 else 0.0


def is_close(value: float, right: float, tolerance: float = 1e-4) -> bool:
    """Whether a fitted coefficient is a given number; looser than `AGREE`, for it is only named by this."""
    return abs(value - right) <= tolerance * max(1.0, abs(right))


def agreed(found: np.ndarray, right: np.ndarray, otherwise: Fault) -> Verdict:
    """Advice where the numbers are as close as float32 can be; else what is wrong."""
    if agree(found, right, EXPLAINED_BY_FLOAT32):
        return Verdict("ok_float32", error=apart(found, right))
    raise otherwise


def rounded(**numbers: Any) -> dict[str, Any]:
    """Numbers and arrays as they stand in evidence: plain floats of six digits, lists of them.

    Of an array with more than `MOST` entries the first ones stand there in one row, and its shape beside
    them, as ``NAME_shape``.
    """
    evidence: dict[str, Any] = {}
    for name, value in numbers.items():
        array = np.asarray(value)
        # An axis of length 0 leaves no entries, and as many empty lists as the others say.
        if prod(max(length, 1) for length in array.shape) > MOST:
            evidence[f"{name}_shape"] = list(array.shape)
            array = np.ravel(array)[:MOST]
        evidence[name] = _rounded(array.astype(np.float64))
    return evidence


def _rounded(value: np.ndarray) -> Any:
    if value.ndim:
        return [_rounded(part) for part in value]
    number = float(f"{float(value):.6g}")
    return int(number) if number.is_integer() and abs(number) < 1e9 else number
