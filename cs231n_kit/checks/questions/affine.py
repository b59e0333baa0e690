"""Checks of the linear layer and of rectified linear units."""

from functools import partial

import numpy as np

from ..assignment import Ask
from ..finding import Fault, Skipped, Verdict
from ..judging.fit import AGREE_FLOAT32, agree, agreed, fit, is_close, rounded
from ..side import Side
from .layer import Inputs, Random, gradient, judged, needing, output

FORWARD, BACKWARD = "affine_forward", "affine_backward"
RELU, RELU_BACKWARD = "relu_forward", "relu_backward"
NAMES = ("dx", "dw", "db")
N, D, M = 5, 6, 4
IMAGE = (2, 3)  # D numbers


def rows(random: Random) -> Inputs:
    """Examples, weights and biases."""
    shapes = {"x": (N, D), "w": (D, M), "b": (M,)}
    return {name: random.standard_normal(shape) for name, shape in shapes.items()}


def images(random: Random) -> Inputs:
    given = rows(random)
    return given | {"x": given["x"].reshape(N, *IMAGE)}


def rows_back(random: Random) -> tuple[Inputs, np.ndarray]:
    return rows(random), random.standard_normal((N, M))


def affine_rows(impl: Side, expected: Side, random: Random) -> Verdict | None:
    """The output for examples that are rows."""
    given = rows(random)
    right = _affine(expected, given)
    found = _affine(impl, given)
    if agree(found, right):
        return None
    bias = np.broadcast_to(given["b"], right.shape)
    (product, times), residual = fit(found, [right - bias, bias])
    if residual <= 1e-6 and is_close(product, 1):
        code = "affine_without_bias" if is_close(times, 0) else "affine_bias_scaled"
        raise Fault(code, **rounded(scale=times))
    return judged("out", found, right, otherwise="output_wrong")


def affine_images(impl: Side, expected: Side, random: Random) -> Verdict | None:
    """The output for examples with more axes, laid out row after row."""
    given = images(random)
    x = given["x"]
    right = _affine(expected, given)
    other = _affine(expected, given | {"x": x.reshape(N, -1, order="F")})
    turned = _affine(expected, given | {"x": np.ascontiguousarray(x.reshape(D, N).T)})
    found = _affine(impl, given)
    if agree(found, right, AGREE_FLOAT32):
        return None
    if agree(found, other) or agree(found, turned):
        raise Fault("flatten_order")
    if agree(found, _affine(impl, given | {"x": x.reshape(N, D)}), AGREE_FLOAT32):
        raise Skipped("told_already")  # wrong for rows too
    raise Fault("edge_case", case="images, x of more axes than two")


def affine_gradient(name: str) -> Ask:
    """The check of one of dx, dw and db, for examples that are rows."""
    return partial(_affine_gradient, name)


def affine_image_gradients(impl: Side, expected: Side, random: Random) -> Verdict | None:
    """The gradients for images: dx has their shape."""
    given, dout = images(random), random.standard_normal((N, M))
    flat = given | {"x": given["x"].reshape(N, D)}
    shapes = {"dx": given["x"].shape, "dw": (D, M)}
    right = {name: _gradient(expected, name, shape, given, dout) for name, shape in shapes.items()}
    for name, shape in shapes.items():
        try:
            usual = _gradient(impl, name, (N, D) if name == "dx" else shape, flat, dout)
        except Fault:
            continue  # wrong for rows too, and told already
        with needing(impl, FORWARD, *given.values()):
            found = _gradient(impl, name, shape, given, dout)
        told = agree(found.ravel(), usual.ravel(), AGREE_FLOAT32)
        if not told and not agree(found, right[name], AGREE_FLOAT32):
            raise Fault("edge_case", case="images, x of more axes than two")
    return None


def relu_values(impl: Side, expected: Side, random: Random) -> Verdict | None:
    """What is positive passes, what is not becomes 0, in an array of any shape."""
    x = _signed(random, (N, 3, 2))
    right = output(expected, RELU, x.shape, x)
    line, zero = x[:, 0, 0], np.array([0.0, -0.0, 1e-30])
    right_others = [output(expected, RELU, other.shape, other) for other in (line, zero)]
    gate = _relu_dx(expected, x, np.ones(x.shape))
    found = output(impl, RELU, x.shape, x)
    if not agree(found, right):
        (positive, negative), residual = fit(found, [right, x - right])
        evidence = rounded(positive=positive, negative=negative)
        if agree(found, gate):
            raise Fault("relu_mask")
        if residual <= 1e-6 and is_close(positive, 1):
            raise Fault("relu_negative", **evidence)
        if residual <= 1e-6 and is_close(positive, 0) and is_close(negative, 1):
            raise Fault("relu_inverted", **evidence)
        return judged("out", found, right, otherwise="output_wrong")
    for other, value in zip((line, zero), right_others, strict=True):
        if not agree(output(impl, RELU, other.shape, other), value, AGREE_FLOAT32):
            raise Fault("edge_case", case=f"x of the shape {other.shape}")
    return None if agree(found, right) else agreed(found, right, Fault("output_wrong"))


def relu_gradient(impl: Side, expected: Side, random: Random) -> Verdict | None:
    """The gate: open where x is positive, whatever comes from above."""
    x, dout = _signed(random, (N, 3, 2)), _signed(random, (N, 3, 2))
    right = _relu_dx(expected, x, dout)
    passed = output(expected, RELU, x.shape, x)
    patterns = {
        "gate_missing": dout,
        "gate_by_dout": output(expected, RELU, x.shape, dout),
        "gate_inverted": dout - right,
        "gate_times_x": dout * passed,
        "dout_ignored": _relu_dx(expected, x, np.ones(x.shape)),
    }
    found = _relu_dx(impl, x, dout)
    return judged("dx", found, right, patterns, N=N)


def relu_at_zero(impl: Side, expected: Side, random: Random) -> Verdict | None:
    """Where x is exactly 0 nothing passes."""
    x, dout = _signed(random, (N, 3)), _signed(random, (N, 3))
    x[1:3] = 0.0
    right = _relu_dx(expected, x, dout)
    found = _relu_dx(impl, x, dout)
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


def _affine_gradient(name: str, impl: Side, expected: Side, random: Random) -> Verdict | None:
    given, dout = rows_back(random)
    shapes = {"dx": (N, D), "dw": (D, M), "db": (M,)}
    shape = shapes[name]
    right = _gradient(expected, name, shape, given, dout)
    try:
        found = _gradient(impl, name, shape, given, dout)
    except Fault as fault:
        if fault.code == "wrong_shape" and name == "dw" and fault.evidence["got"] == [M, D]:
            raise Fault("backward_transposed", **fault.evidence) from None
        raise
    return judged(name, found, right, N=N)


def _affine(side: Side, given: Inputs) -> np.ndarray:
    return output(side, FORWARD, (N, M), *given.values())


def _gradient(side: Side, name: str, shape: tuple[int, ...], given: Inputs, dout: np.ndarray) -> np.ndarray:
    return gradient(side(BACKWARD, given, dout).value, name, shape, NAMES)


def _relu_dx(side: Side, x: np.ndarray, dout: np.ndarray) -> np.ndarray:
    return gradient(side(RELU_BACKWARD, {"x": x}, dout).value, "dx", x.shape)


def _signed(random: Random, shape: tuple[int, ...]) -> np.ndarray:
    """Numbers of either sign, none of them near 0."""
    x = random.standard_normal(shape)
    return x + np.copysign(0.1, x)
