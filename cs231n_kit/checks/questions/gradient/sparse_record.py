"""How `grad_check_sparse` is asked, and what the record of a call says.

For the exponential function the numerical derivative of every entry has the same relative error, so what
must be returned does not depend on the entries drawn. Where it does, it is judged by those that the
function was asked about.
"""

from typing import Any

import numpy as np

from ...finding import Fault, Skipped
from ...judging.fit import AGREE_FLOAT32, agree
from ...judging.returned import ANY, NUMBER, returned
from ...side import CALLS, Side
from .differences import COARSE

TASK = "grad_check_sparse"
USUAL = 5  # draws, fewer than entries: drawing without replacement is as right
Random = np.random.RandomState


def recorded(
    side: Side, x: np.ndarray, analytic: np.ndarray, seed: int, num_checks: int = USUAL
) -> dict[str, Any]:
    """The record of `operations.functions`."""
    settings = {"num_checks": num_checks, "h": COARSE}
    record: dict[str, Any] = side(TASK, "exponential", x, analytic, settings, seed).value
    if not drawn(record):
        raise Fault("draws_miscounted", got=0, expected=num_checks)
    return record


def calls(side: Side, task: str, x: np.ndarray) -> bool:
    """Whether another task is called on the way; `x` stands for the gradient as well."""
    settings = {"num_checks": USUAL, "h": COARSE}
    return task in side(CALLS + TASK, "exponential", x, x, settings, 0).value


def checked(side: Side, x: np.ndarray, analytic: np.ndarray, seed: int) -> tuple[float, dict[str, Any]]:
    """The error that was returned, and the record."""
    record = recorded(side, x, analytic, seed)
    (found,) = returned(record["error"], ("error",), [NUMBER])
    return float(found), record


def drawn(record: dict[str, Any]) -> list[int]:
    """The entries that were evaluated, in turn: those moved to the side that was asked about more."""
    moves = list(zip(record["entry"], record["upward"], strict=True))
    return max(([entry for entry, up in moves if up == side] for side in (1, -1)), key=len)


def restored(record: dict[str, Any], x: np.ndarray) -> bool:
    return agree(np.asarray(record["x"], dtype=np.float64), x, 1e-12)


def close(found: float, right: float) -> bool:
    """Whether two errors agree, both of which may be NaN, or infinite."""
    return bool(np.isclose(found, right, rtol=AGREE_FLOAT32, atol=0, equal_nan=True))


def compares(impl: Side, x: np.ndarray, analytic: np.ndarray, seed: int) -> bool:
    """Whether what is returned depends on the analytic gradient: the same number for any of them is none."""
    near, far = (
        returned(recorded(impl, x, gradient, seed)["error"], ("error",), [ANY])[0]
        for gradient in (analytic, -analytic)
    )
    return not np.array_equal(near, far, equal_nan=True)


def require_compared(impl: Side, x: np.ndarray, analytic: np.ndarray) -> None:
    """Leave unjudged what was drawn where nothing is compared, or no number returned: `relative` tells."""
    try:
        compared = compares(impl, x, analytic, 0)
    except Fault as fault:
        if fault.code == "draws_miscounted":
            raise
        compared = False
    if not compared:
        raise Skipped("told_already")
