"""Other ways downhill than all arrays at the same time."""

from typing import Any

import numpy as np

from ..checks.sides.operations.gradient_descent import LOSSES

Params = dict[str, np.ndarray]


def one_by_one(params: Any, loss: str, step_size: float, num_iters: int) -> list[Params]:
    """Where the arrays end if each moves before the next one's step is computed; in either order.

    It differs from the right way where a gradient is one of the arrays itself.
    """
    return [
        _descended(params, names, loss, step_size, num_iters)
        for names in (list(params), list(reversed(params)))
    ]


def _descended(params: Any, names: list[str], loss: str, step_size: float, num_iters: int) -> Params:
    own = {name: np.array(p) for name, p in params.items()}
    for _ in range(num_iters):
        _, grads = LOSSES[loss](own)
        for name in names:
            own[name] -= step_size * grads[name]
    return own
