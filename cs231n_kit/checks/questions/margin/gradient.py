"""Checks of the gradients of the large-margin layer, dx and dW. The right values of psi are handed in."""

from functools import partial

import numpy as np

from ...assignment import Ask
from ...finding import Fault, Skipped, Verdict
from ...judging.fit import AGREE_FLOAT32, agree, agreed, fit, is_close, rounded
from ...judging.problems import Problem, problem
from ...side import Side
from ..layers.layer import Random
from .case import Case, case, right_of


def layer_gradient(name: str) -> Ask:
    """The check of dx or of dW, for the margins 2, 3 and 4."""
    return partial(_gradient, name)


def _gradient(name: str, impl: Side, expected: Side, random: Random) -> Verdict | None:
    cases = [case(expected, problem(random), m) for m in (2, 3, 4)]
    plain = [right_of(expected, one.at, 1)[name] for one in cases]
    once = case(expected, problem(random, N=4), 2)  # each class once
    right = [one.right[name] for one in cases]
    found = [one.gradient(impl, name) for one in cases]
    if agree(_row(found), _row(right)):
        return None
    N = cases[0].at.N
    if agree(_row(found), _row(plain)):
        raise Fault("margin_ignored", name=name)
    (scale,), residual = fit(_row(found), [_row(right)])
    if residual <= 1e-6:
        for number, code in ((N, "grad_not_averaged"), (-1, "grad_sign")):
            if is_close(scale, number):
                raise Fault(code, **rounded(N=N))
        return agreed(_row(found), _row(right), Fault("grad_scaled", **rounded(data_scale=scale)))
    if agree(once.gradient(impl, name), once.right[name], AGREE_FLOAT32):
        raise Fault("labels_repeated", name=name)
    wrong = [(one.at, part - one.right[name]) for one, part in zip(cases, found, strict=True)]
    for code, along in (("part_along_itself", _itself), ("part_along_other", _other)):
        if all(_lies_along(difference, along(name, at)) for at, difference in wrong):
            raise Fault(code, name=name, **_TOLD[name])
    if not _has_right_loss(impl, cases):
        raise Skipped("told_already")  # where the scores are wrong all probabilities are
    return agreed(_row(found), _row(right), Fault("margin_gradient_wrong", name=name))


_TOLD = {"dx": {"itself": "x", "other": "w"}, "dW": {"itself": "w", "other": "x"}}


def _has_right_loss(impl: Side, cases: list[Case]) -> bool:
    """Whether the losses are the right ones but for a factor, which comes after the probabilities."""
    try:
        found = np.array([one.found(impl, ("loss",))["loss"] for one in cases])
    except Fault:
        return False
    return fit(found, [np.array([one.right["loss"] for one in cases])])[1] <= AGREE_FLOAT32


def _itself(name: str, at: Problem) -> list[np.ndarray]:
    """For each row of dx, or column of dW, the vectors that it belongs to: x, or w."""
    return [row[None] for row in (at.X if name == "dx" else at.W.T)]


def _other(name: str, at: Problem) -> list[np.ndarray]:
    """And those that these are multiplied with: w of the true class, or x of the examples of the class."""
    if name == "dx":
        return [w[None] for w in at.W.T[at.y]]
    return [at.X[at.y == c] for c in range(at.W.shape[1])]


def _lies_along(difference: np.ndarray, vectors: list[np.ndarray]) -> bool:
    rows = difference if len(difference) == len(vectors) else difference.T
    return all(
        fit(row, list(spanning))[1] < 1e-4 or np.linalg.norm(row) < 1e-9
        for row, spanning in zip(rows, vectors, strict=True)
    )


def _row(parts: list[np.ndarray]) -> np.ndarray:
    return np.concatenate([part.ravel() for part in parts])
