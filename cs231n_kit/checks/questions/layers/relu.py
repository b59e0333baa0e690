"""Checks of rectified linear units, there and back."""

import numpy as np

from ...finding import Fault, Skipped, Verdict
from ...judging.fit import AGREE_FLOAT32, agree, fit, is_close, rounded
from ...side import Side
from .layer import Inputs, Random, gradient, judged, output

FORWARD, BACKWARD = "relu_forward", "relu_backward"
N = 5
LARGE = (1e3, 1e30)  # each is asked for alone, and both are floats of 32 bits too


def relu_values(impl: Side, expected: Side, random: Random) -> Verdict | None:
    """What is positive passes, what is not becomes 0, in an array of any shape."""
    x = _signed(random, (N, 3, 2))
    others = {
        f"x of the shape {(N,)}": x[:, 0, 0],
        "0 and numbers next to it": np.array([0.0, -0.0, 1e-30]),
        **{f"{size:g}": np.array([size, -size]) for size in LARGE},
    }
    right = output(expected, FORWARD, x.shape, x)
    right_others = [output(expected, FORWARD, one.shape, one) for one in others.values()]
    mistakes = expected("mistakes in relu_forward", x).value
    found = output(impl, FORWARD, x.shape, x)
    if not agree(found, right, AGREE_FLOAT32) and found.any():
        (positive, negative), residual = fit(found, [right, x - right])
        if residual <= 1e-6 and is_close(positive, 1):
            raise Fault("relu_negative", **rounded(positive=positive, negative=negative))
    verdict = judged("out", found, right, mistakes, otherwise="output_wrong")
    for (case, other), value in zip(others.items(), right_others, strict=True):
        if not agree(output(impl, FORWARD, other.shape, other), value, AGREE_FLOAT32):
            raise Fault("edge_case", case=case)
    return verdict


def relu_gradient(impl: Side, expected: Side, random: Random) -> Verdict | None:
    """The gate: open where x is positive, whatever comes from above."""
    x, dout = _signed(random, (N, 3, 2)), _signed(random, (N, 3, 2))
    right, mistakes = _dx(expected, x, dout), expected("mistakes in relu_backward", x, dout).value
    return judged("dx", _dx(impl, x, dout), right, mistakes, N=N)


def relu_at_zero(impl: Side, expected: Side, random: Random) -> Verdict | None:
    """Where x is exactly 0 nothing passes."""
    x, dout = _signed(random, (N, 3)), _signed(random, (N, 3))
    x[1:3] = 0.0
    right = _dx(expected, x, dout)
    found = _dx(impl, x, dout)
    elsewhere = x != 0
    if not agree(found[elsewhere], right[elsewhere], AGREE_FLOAT32):
        raise Skipped("told_already")  # wrong where x is not 0
    if not agree(found, right, AGREE_FLOAT32):
        raise Fault("gate_at_zero", **rounded(got=found[1, 0], dout=dout[1, 0]))
    return None


def units(random: Random) -> Inputs:
    return {"x": _signed(random, (N, 3))}


def units_back(random: Random) -> tuple[Inputs, np.ndarray]:
    return units(random), _signed(random, (N, 3))


def _dx(side: Side, x: np.ndarray, dout: np.ndarray) -> np.ndarray:
    return gradient(side(BACKWARD, {"x": x}, dout).value, "dx", x.shape)


def _signed(random: Random, shape: tuple[int, ...]) -> np.ndarray:
    """Numbers of either sign, none of them near 0."""
    x = random.standard_normal(shape)
    return x + np.copysign(0.1, x)
