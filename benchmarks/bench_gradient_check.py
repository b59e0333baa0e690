"""`eval_numerical_gradient` against a plain double loop over the entries of a matrix."""

from .measure import Row, in_reference_kit

CODE = """
import json
import numpy as np
from benchmarks.measure import paired_ratios
from cs231n_kit.classifiers.softmax import softmax_loss_vectorized
from cs231n_kit.gradient_check import eval_numerical_gradient

rng = np.random.default_rng(0)
X, y, W = rng.standard_normal((50, 100)), rng.integers(0, 10, 50), rng.standard_normal((100, 10))
f = lambda W: softmax_loss_vectorized(W, X, y, 0.1)[0]
h = 1e-5

def plain():
    grad = np.zeros_like(W)
    for i in range(W.shape[0]):
        for j in range(W.shape[1]):
            old = W[i, j]
            W[i, j] = old + h
            above = f(W)
            W[i, j] = old - h
            below = f(W)
            W[i, j] = old
            grad[i, j] = (above - below) / (2 * h)
    return grad

assert np.array_equal(plain(), eval_numerical_gradient(f, W, verbose=False))
ours = lambda: eval_numerical_gradient(f, W, verbose=False)
print(json.dumps(paired_ratios(ours, plain, repeats=9, rounds=5)))
"""


def rows() -> list[Row]:
    """The numerical gradient of a softmax loss, 100 × 10 weights, 50 examples."""
    return [
        Row(
            "`eval_numerical_gradient(verbose=False)`, 100 × 10 weights, 50 examples",
            "a plain double loop",
            in_reference_kit(CODE),
            "≤ 1.1",
        )
    ]
