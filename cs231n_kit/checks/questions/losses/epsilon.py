"""A small number that is added where none belongs: small enough to look like rounding, but no noise.

The error of float32 differs from entry to entry as chance has it; that of an added number is the same
multiple everywhere of what the formula says.
"""

from collections.abc import Iterable

import numpy as np

from ...finding import Fault
from ...judging.fit import EXPLAINED_BY_FLOAT32, agree, fit, rounded

ALIKE = 0.03  # of the error may have another reason: rounding, or the square of the number
SMALL = 1e-2
IN_LOG = "the probability in the logarithm"


def refuse_epsilon(
    what: str, found: np.ndarray, right: np.ndarray, forms: Iterable[tuple[str, np.ndarray]]
) -> None:
    """A `Fault` where all that is wrong comes of a small number that is added.

    One in the logarithm that is hardly seen here is told where it bounds the loss.
    """
    hardly_seen = agree(found, right, EXPLAINED_BY_FLOAT32)
    for to, form in forms:
        (size,), residual = fit(found - right, [form])
        if residual <= ALIKE and abs(size) <= SMALL and not (to == IN_LOG and hardly_seen):
            raise Fault("epsilon_added", what=what, to=to, **rounded(size=size))
