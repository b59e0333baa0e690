"""Checks of a bias beside the weights: in the scores, its gradient, its shape, and no penalty on it.

The other checks of such a loss ask it with a bias of zeros, and look at the loss and dW alone, so that a
mistake in the bias is told here and costs once.
"""

from dataclasses import dataclass, replace
from math import prod
from typing import Any

import numpy as np

from ...assignment import Check, shared_out
from ...finding import Fault, Skipped, Verdict
from ...judging.fit import AGREE_FLOAT32, agree, agreed, fit, is_close, rounded
from ...judging.problems import Problem, problem, shifted
from ...judging.returned import ANY, NUMBER, finite, kind_of, returned, shape_of
from ...side import Answer, Side
from . import Loss
from .task import refuse_swapped

TASK = "affine_softmax_loss"
NAMES = ("loss", "dW", "db")
STRENGTH = 0.6
Random = np.random.RandomState


@dataclass(frozen=True)
class WithoutBias(Loss):
    """The loss with a bias of zeros; of what is returned, the loss and dW."""

    def answer(self, side: Side, at: Problem, reg: float = 0.0) -> Answer:
        b = np.zeros(at.W.shape[1])
        answer = side(self.task, at.W, b, at.X, at.y, reg)
        return replace(answer, value=_three(answer.value, at, b)[:2])


def parts(side: Side, at: Problem, b: np.ndarray, reg: float = 0.0) -> tuple[np.ndarray, np.ndarray, Any]:
    """The loss and dW, judged; and db as it came."""
    *values, db = _three(side(TASK, at.W, b, at.X, at.y, reg).value, at, b)
    judged = Loss(TASK).judged(values, at)
    return judged["loss"], judged["dW"], db


def bias_in_scores(impl: Side, expected: Side, random: Random) -> Verdict | None:
    """The loss and dW with a bias that is not zero."""
    at, b = _problem(random)
    variants = {"with": b, "without": 0 * b, "subtracted": -b}
    right = {name: _row(expected, at, bias) for name, bias in variants.items()}
    if 1 in (changed := impl(TASK, at.W, b, at.X, at.y, 0.0).changed):
        raise Fault("mutates_input", arguments=", ".join(("W", "b", "X", "y")[place] for place in changed))
    found, without = _row(impl, at, b), _row(impl, at, 0 * b)
    if agree(found, right["with"]):
        return None
    evidence = rounded(got=found[-1], expected=right["with"][-1])
    if np.array_equal(found, without):
        raise Fault("bias_missing", **evidence)
    if not agree(without, right["without"], AGREE_FLOAT32):
        raise Skipped("told_already")  # wrong without a bias
    if agree(found, right["subtracted"], AGREE_FLOAT32):
        raise Fault("bias_subtracted", **evidence)
    return agreed(found, right["with"], Fault("bias_wrong", **evidence))


def bias_gradient(impl: Side, expected: Side, random: Random) -> Verdict | None:
    """The gradient for the bias: that of the weight of a feature that is always 1."""
    at, b = _problem(random)
    right = np.ravel(parts(expected, at, b)[2])
    db = _bias_gradient(impl, at, b)
    finite({"db": db})
    own, of_other = (parts(impl, _with_ones(one), b)[1][-1] for one in (at, at.with_(X=-at.X)))
    as_dW = agree(db, own, AGREE_FLOAT32) and not np.array_equal(own, of_other)
    if agree(db, right) or as_dW:
        return None  # right, or wrong as dW is, and told there
    evidence = rounded(got=db, expected=right)
    (scale,), residual = fit(db, [right])
    if residual > 1e-6 or is_close(scale, 0):
        return agreed(db, right, Fault("db_wrong", **evidence))
    if is_close(scale, 1 / at.N):
        raise Fault("db_averaged_twice", N=at.N, **evidence)
    if is_close(scale, at.N):
        raise Fault("db_not_averaged", N=at.N, **evidence)
    if is_close(scale, -1):
        raise Fault("db_sign", **evidence)
    raise Fault("db_scaled", **rounded(scale=scale), **evidence)


def bias_penalty(impl: Side, expected: Side, random: Random) -> Verdict | None:
    """No penalty on the bias, neither in the loss nor in db."""
    at, b = _problem(random)
    change = np.subtract(*(parts(impl, at, b, reg)[0] for reg in (STRENGTH, 0.0)))
    usual = np.subtract(*(parts(impl, at, 0 * b, reg)[0] for reg in (STRENGTH, 0.0)))
    scale = (change - usual) / (STRENGTH * np.sum(b * b))
    if abs(scale) > 1e-4:
        raise Fault("bias_penalised", what="the loss", **rounded(scale=scale))
    gradients = [parts(impl, at, b, reg)[2] for reg in (STRENGTH, 0.0)]
    if not all(_is_as_large(db, b) for db in gradients):
        raise Skipped("told_already")  # of another shape
    moved = np.subtract(*(returned(db, ("db",), [ANY])[0] for db in gradients))
    if np.max(np.abs(moved)) > 1e-4 * STRENGTH:
        raise Fault("bias_penalised", what="db", **rounded(change=moved))
    return None


def bias_shape(impl: Side, expected: Side, random: Random) -> Verdict | None:
    """A bias (C,) or (1, C), and db of the same shape."""
    at, b = _problem(random)
    row = b[np.newaxis]
    right = _row(expected, at, b)
    plain = _row(impl, at, b)
    if agree(plain, right, AGREE_FLOAT32) and not agree(_row(impl, at, row), right, AGREE_FLOAT32):
        raise Fault("edge_case", case="a bias of the shape (1, C)")
    for bias in (b, row):
        db = parts(impl, at, bias)[2]
        got = shape_of(db)
        if got is not None and prod(got) == b.size and got != bias.shape:
            raise Fault("wrong_shape", name="db", expected=list(bias.shape), got=list(got))
    return None


def large_bias(impl: Side, expected: Side, random: Random) -> Verdict | None:
    """A bias that makes all scores large, which changes no probability."""
    at, large = shifted(random, [2e3] * 4), problem(random)
    b = np.full(large.W.shape[1], 2e3)
    if not np.isfinite(_row(impl, at, np.zeros(at.W.shape[1]))).all():
        raise Skipped("told_already")  # no large score at all
    if not np.isfinite(_row(impl, large, b)).all():
        raise Fault("unstable_bias", largest=2e3)
    return None


def bias_checks(points: float) -> tuple[Check, ...]:
    """The checks of the bias, worth so many points in all."""
    asks = {bias_in_scores: 3, bias_gradient: 3, bias_penalty: 2, bias_shape: 1, large_bias: 1}
    return shared_out(TASK, points, asks, form=("bias_shape", "bias_penalty", "large_bias"))


def _problem(random: Random) -> tuple[Problem, np.ndarray]:
    """A problem, and a bias that is large enough to be seen."""
    at = problem(random)
    return at, random.choice([-1.0, 1.0], size=at.W.shape[1]) * random.uniform(0.5, 1.5, size=at.W.shape[1])


def _three(value: Any, at: Problem, b: np.ndarray) -> tuple[Any, ...]:
    refuse_swapped(value, NAMES, [NUMBER, at.W.shape, b.shape])
    if isinstance(value, tuple | list) and len(value) == 3:
        return tuple(value)
    got = f"{len(value)} values" if isinstance(value, tuple | list) else kind_of(value)
    raise Fault("wrong_return", expected=", ".join(NAMES), got="None" if value is None else got)


def _row(side: Side, at: Problem, b: np.ndarray) -> np.ndarray:
    loss, dW, _ = parts(side, at, b)
    return np.append(dW.ravel(), loss)


def _bias_gradient(impl: Side, at: Problem, b: np.ndarray) -> np.ndarray:
    """db as a row of C numbers; whether it is (C,) or (1, C) is asked by `bias_shape`."""
    db = parts(impl, at, b)[2]
    if shape_of(db) == (at.N, b.size):
        raise Fault("db_not_summed", got=[at.N, b.size], expected=list(b.shape))
    if _is_as_large(db, b):
        db = np.ravel(db)
    return returned(db, ("db",), [b.shape])[0]


def _is_as_large(db: Any, b: np.ndarray) -> bool:
    """Whether there are as many entries, in whichever shape."""
    shape = shape_of(db)
    return shape is not None and prod(shape) == b.size


def _with_ones(at: Problem) -> Problem:
    """The same scores, with a further feature that is always 1 and has no weight."""
    W = np.vstack([at.W, np.zeros((1, at.W.shape[1]))])
    return at.with_(W=W, X=np.column_stack([at.X, np.ones(at.N)]))
