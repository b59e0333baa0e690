"""Checks of the linear layer, there and back."""

from functools import partial

import numpy as np

from ...assignment import Ask
from ...finding import Fault, Skipped, Verdict
from ...judging.fit import AGREE_FLOAT32, agree, fit, is_close, rounded
from ...side import Side
from ..losses.task import refuse_swapped
from .layer import Inputs, Random, gradient, in_order, judged, needing, output

FORWARD, BACKWARD = "affine_forward", "affine_backward"
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
    right, unbiased = _with_and_without_bias(expected, given)
    found = _affine(impl, given)
    if agree(found, right):
        return None
    if (times := _bias_times(found, right, unbiased)) is not None:
        code = "affine_without_bias" if is_close(times, 0) else "affine_bias_scaled"
        raise Fault(code, **rounded(scale=times))
    return judged("out", found, right, otherwise="output_wrong")


def affine_images(impl: Side, expected: Side, random: Random) -> Verdict | None:
    """The output for examples with more axes, laid out row after row."""
    given = images(random)
    x = given["x"]
    right, unbiased = _with_and_without_bias(expected, given)
    other = _affine(expected, given | {"x": x.reshape(N, -1, order="F")})
    turned = _affine(expected, given | {"x": np.ascontiguousarray(x.reshape(D, N).T)})
    found = _affine(impl, given)
    in_rows = _affine(impl, given | {"x": x.reshape(N, D)})
    times = 1.0 if agree(in_rows, right, AGREE_FLOAT32) else _bias_times(in_rows, right, unbiased)
    if times is None:
        if agree(found, in_rows, AGREE_FLOAT32):
            raise Skipped("told_already")  # wrong for rows too
        raise Fault("edge_case", case="images, x of more axes than two")
    found = found + (1 - times) * (right - unbiased)  # what is done with the bias is told of rows
    if agree(found, right, AGREE_FLOAT32):
        return None
    if agree(found, other) or agree(found, turned):
        raise Fault("flatten_order")
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
    known = [name for name in shapes if _is_right_for_rows(impl, name, flat, dout, right[name])]
    for name in known:
        with needing(impl, FORWARD, *given.values()):
            found = _gradient(impl, name, shapes[name], given, dout)
        if not agree(found, right[name], AGREE_FLOAT32):
            raise Fault("edge_case", case="images, x of more axes than two")
    if len(known) < len(shapes):
        raise Skipped("told_already")
    return None


def _affine_gradient(name: str, impl: Side, expected: Side, random: Random) -> Verdict | None:
    given, dout = rows_back(random)
    shapes = {"dx": (N, D), "dw": (D, M), "db": (M,)}
    shape = shapes[name]
    right = _gradient(expected, name, shape, given, dout)
    try:
        if name == NAMES[0]:  # of all three, once
            refuse_swapped(impl(BACKWARD, given, dout).value, NAMES, list(shapes.values()))
        found = _gradient(impl, name, shape, given, dout)
    except Fault as fault:
        if fault.code == "wrong_shape" and name == "dw" and fault.evidence["got"] == [M, D]:
            raise Fault("backward_transposed", **fault.evidence) from None
        raise
    return judged(name, found, right, N=N)


def _is_right_for_rows(impl: Side, name: str, flat: Inputs, dout: np.ndarray, right: np.ndarray) -> bool:
    shape = (N, D) if name == "dx" else right.shape
    try:
        return agree(_gradient(impl, name, shape, flat, dout), right.reshape(shape), AGREE_FLOAT32)
    except Fault:
        return False


def _with_and_without_bias(expected: Side, given: Inputs) -> tuple[np.ndarray, np.ndarray]:
    return _affine(expected, given), _affine(expected, given | {"b": np.zeros(M)})


def _bias_times(found: np.ndarray, right: np.ndarray, unbiased: np.ndarray) -> float | None:
    """How often the bias is in it, if the product is right and nothing else is in it."""
    (product, times), residual = fit(found, [unbiased, right - unbiased])
    return float(times) if residual <= 1e-6 and is_close(product, 1) else None


def _affine(side: Side, given: Inputs) -> np.ndarray:
    return output(side, FORWARD, (N, M), *given.values())


def _gradient(side: Side, name: str, shape: tuple[int, ...], given: Inputs, dout: np.ndarray) -> np.ndarray:
    """One of the gradients, in whichever order they came."""
    shapes = [given["x"].shape, (D, M), (M,)]
    return gradient(in_order(side(BACKWARD, given, dout).value, shapes), name, shape, NAMES)
