"""`softmax_backward` against the way that forms every Jacobian first."""

from .measure import Row, in_reference_kit

N, C = 1_000, 10

CODE = f"""
import json
import numpy as np
from benchmarks.measure import paired_ratios
from cs231n_kit.layers import softmax_backward, softmax_forward, softmax_jacobian

rng = np.random.default_rng(0)
p, cache = softmax_forward(rng.standard_normal(({N}, {C})))
dout = rng.standard_normal(({N}, {C}))

def by_the_jacobian():
    return (dout[:, None, :] @ softmax_jacobian(p))[:, 0]

assert np.max(np.abs(softmax_backward(dout, cache) - by_the_jacobian())) < 1e-12
print(json.dumps(paired_ratios(lambda: softmax_backward(dout, cache), by_the_jacobian, repeats=9, rounds=50)))
"""


def rows() -> list[Row]:
    """The vector–Jacobian product of a batch, float64."""
    return [
        Row(
            f"`softmax_backward`, {N:,} × {C}",
            "forming the Jacobians and multiplying by them",
            in_reference_kit(CODE),
            "≤ 0.1",
        )
    ]
