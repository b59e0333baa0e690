"""`softmax_loss_vectorized` against the two matrix products that it cannot do without."""

from .measure import Row, in_reference_kit

N, D, C = 49_000, 3_073, 10

CODE = f"""
import json
import numpy as np
from benchmarks.measure import paired_ratios
from cs231n_kit.classifiers.softmax import softmax_loss_vectorized

rng = np.random.default_rng(0)
X = rng.standard_normal(({N}, {D}))
W = 0.001 * rng.standard_normal(({D}, {C}))
y = rng.integers(0, {C}, {N})
G = rng.standard_normal(({N}, {C}))

def products():
    X @ W
    X.T @ G

print(json.dumps(paired_ratios(lambda: softmax_loss_vectorized(W, X, y, 0.1), products, repeats=9, rounds=3)))
"""


def rows() -> list[Row]:
    """The loss with its gradient at the size of the whole training set, float64."""
    return [
        Row(
            f"`softmax_loss_vectorized`, {N:,} × {D:,} × {C}, {threads} thread{'s' * (threads > 1)}",
            "its two matrix products alone",
            in_reference_kit(CODE, threads),
            "≤ 1.05",
        )
        for threads in (1, 2)
    ]
