"""Mistakes in layers: the softmax, its Jacobian and the way back; rectified linear units, there and back."""

from typing import Any

import numpy as np

Forms = dict[str, list[np.ndarray]]


def jacobian(p: Any) -> Forms:
    """What each mistake makes of the Jacobian of the softmax of one example."""
    products, diagonal = np.outer(p, p), np.diag(p * (1 - p))
    return {
        "jacobian_diagonal_only": [diagonal, np.diag(p)],
        "jacobian_diagonal_missing": [-products],
        "jacobian_off_diagonal_sign": [diagonal + products - np.diag(p * p)],
    }


def softmax_back(x: Any, dout: Any) -> Forms:
    """What each mistake makes of dx, for one example or a batch.

    All but one subtract another number from dout than the sum over the classes of p · dout.
    """
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    p = e / e.sum(axis=-1, keepdims=True)
    weighted = p * dout

    def less(*numbers: Any) -> list[np.ndarray]:
        return [p * (dout - number) for number in numbers]

    alone = {
        "backward_without_sum": [weighted],
        "backward_diagonal": [weighted * (1 - p)],
        "backward_sum_added": less(-weighted.sum(axis=-1, keepdims=True)),
        "backward_unweighted": less(*_over(dout, -1)),
    }
    if x.ndim == 1:
        return alone
    return alone | {
        "backward_batch_sum": less(*_over(weighted, None), weighted.sum() / len(x), *_over(dout, None)),
        "backward_column_sum": less(*_over(weighted, 0), *_over(dout, 0)),
    }


def relu(x: Any) -> Forms:
    """What each mistake makes of the output of rectified linear units."""
    return {"relu_mask": [(x > 0).astype(np.float64)], "relu_inverted": [np.minimum(x, 0)]}


def relu_back(x: Any, dout: Any) -> Forms:
    """What each mistake makes of the gradient that goes back through rectified linear units."""
    return {
        "gate_missing": [dout],
        "gate_by_dout": [dout * (dout > 0)],
        "gate_inverted": [dout * (x < 0)],
        "gate_times_x": [dout * np.maximum(x, 0), dout * x],
        "dout_ignored": [(x > 0).astype(np.float64)],
    }


def _over(terms: np.ndarray, axis: int | None) -> list[np.ndarray]:
    """Their sum and their mean."""
    return [np.sum(terms, axis=axis, keepdims=True), np.mean(terms, axis=axis, keepdims=True)]
