"""The data term, at reg = 0: which multiple of the right one it is, or which named mistake."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from ...finding import Fault, Verdict
from ...judging.fit import agree, agreed, fit, is_close, rounded
from ...judging.problems import Problem, problem
from ...side import Side
from .epsilon import refuse_epsilon
from .task import Instead, Loss, Random, refuse_transposed

RESIDUAL = 1e-6


def loss_value(task: Loss, impl: Side, expected: Side, random: Random) -> Verdict | None:
    """The data term of the loss, without a penalty."""
    problems = three(random)
    right = np.array([task.loss(expected, at) for at in problems])
    instead = [task.instead_of(expected, at) for at in problems]
    epsilons = [task.with_epsilon(expected, at) for at in problems]
    found = np.array([task.loss(impl, at) for at in problems])
    if agree(found, right):
        return _noted(task, impl, problems[0])
    if not found.any():
        raise Fault("loss_zero")
    of_epsilon = [
        (one[0][0], np.array([loss for _, (loss, _) in one])) for one in zip(*epsilons, strict=True)
    ]
    refuse_epsilon("loss", found, right, of_epsilon)
    a, r, residual = loss_scales(found, right, problems)
    at = problems[0]
    evidence = rounded(got=found[0], expected=right[0], data_scale=a, N=at.N)
    if residual > RESIDUAL:
        _refuse_named_loss(found, instead, problems, evidence)
        return agreed(found, right, Fault("loss_wrong", **evidence))
    if is_close(a, 1):
        squares = np.array([np.sum(at.W * at.W) for at in problems])
        return _but_for_penalty(found - r * squares, right, Fault("loss_scaled", **evidence))
    if is_close(a, at.N):
        raise Fault("loss_not_averaged", **evidence)
    if is_close(a, -1):
        raise Fault("loss_sign", **evidence)
    for base in (2, 10):
        if is_close(a, 1 / np.log(base)):
            raise Fault("loss_log_base", base=base, **evidence)
    raise _divided("loss", a, at, evidence)


def data_gradient(task: Loss, impl: Side, expected: Side, random: Random) -> Verdict | None:
    """The data term of the gradient, without a penalty."""
    at = problem(random)
    right = task.gradient(expected, at)
    added, instead = task.added_to(expected, at), task.instead_of(expected, at)
    epsilons = task.with_epsilon(expected, at)
    value = task.answer(impl, at).value
    refuse_transposed(value, task.names, at)
    _refuse_integers(value, task)
    found = task.gradient(impl, at)
    if agree(found, right):
        return None
    if not found.any():
        raise Fault("grad_zero")
    refuse_epsilon("gradient", found, right, [(to, dW) for to, (_, dW) in epsilons])
    (a, r), residual = fit(found, [right, at.W])
    evidence = rounded(data_scale=a, reg_scale=r, N=at.N) | where(found, right)
    if residual > RESIDUAL:
        _refuse_named_gradient(found, instead, at, evidence)
        _refuse_added(found, right, added, at, evidence)
        _refuse_truncated(found, at, evidence)
        return agreed(found, right, Fault("grad_wrong", **evidence))
    if is_close(a, 1):
        return _but_for_penalty(found - r * at.W, right, Fault("grad_scaled", **evidence))
    if is_close(a, at.N):
        raise Fault("grad_not_averaged", **evidence)
    if is_close(a, -1):
        raise Fault("grad_sign", **evidence)
    raise _divided("grad", a, at, evidence)


def _but_for_penalty(found: np.ndarray, right: np.ndarray, otherwise: Fault) -> Verdict | None:
    """What is too much is a penalty, and judged there; the rest must be right."""
    return None if agree(found, right) else agreed(found, right, otherwise)


def _noted(task: Loss, impl: Side, at: Problem) -> Verdict | None:
    """Advice where the loss is an array with one entry."""
    loss = task.answer(impl, at).value[task.names.index("loss")]
    return Verdict("ok_loss_array", got=list(loss.shape)) if isinstance(loss, np.ndarray) else None


def three(random: Random) -> list[Problem]:
    return [problem(random) for _ in range(3)]


def loss_scales(found: np.ndarray, right: np.ndarray, problems: list[Problem]) -> tuple[float, float, float]:
    """The multiples of the right losses and of ΣW² that the losses are made of, and what is left."""
    squares = np.array([np.sum(at.W * at.W) for at in problems])
    (a, r), residual = fit(found, [right, squares])
    return float(a), float(r), residual


def where(found: np.ndarray, right: np.ndarray) -> dict[str, Any]:
    """Which features and classes are wrong, and by how much, for a small picture."""
    wrong = np.abs(found - right) > 1e-6 * max(float(np.max(np.abs(right))), 1e-300)
    return {
        "features_wrong": np.flatnonzero(wrong.any(axis=1)).tolist(),
        "classes_wrong": np.flatnonzero(wrong.any(axis=0)).tolist(),
    } | rounded(difference=found - right)


def _refuse_named_loss(
    found: np.ndarray,
    instead: list[list[tuple[str, Instead]]],
    problems: list[Problem],
    evidence: dict[str, Any],
) -> None:
    for forms in zip(*instead, strict=True):  # one mistake in one form, at each problem
        wrong = np.array([loss for _, (loss, _) in forms])
        a, _, residual = loss_scales(found, wrong, problems)
        if residual < RESIDUAL and not is_close(a, 0):
            raise Fault(forms[0][0], what="loss", **evidence)


def _refuse_named_gradient(
    found: np.ndarray, instead: list[tuple[str, Instead]], at: Problem, evidence: dict[str, Any]
) -> None:
    for code, (_, wrong) in instead:
        (a, _), residual = fit(found, [wrong, at.W])
        if residual < RESIDUAL and not is_close(a, 0):
            raise Fault(code, what="gradient", **evidence)


def _refuse_added(
    found: np.ndarray,
    right: np.ndarray,
    added: Mapping[str, np.ndarray],
    at: Problem,
    evidence: dict[str, Any],
) -> None:
    (_, _, *sizes), residual = fit(found, [right, at.W, *added.values()])
    present = [code for code, size in zip(added, sizes, strict=True) if not is_close(size, 0)]
    if residual < RESIDUAL and present:
        raise Fault(present[0], **evidence)


def _refuse_integers(value: Any, task: Loss) -> None:
    if not isinstance(value, tuple | list) or len(value) != len(task.names):
        return  # told by what looks at the parts
    dtype = getattr(value[task.names.index("dW")], "dtype", None)
    if dtype is not None and dtype.kind in "iu":
        raise Fault(
            "wrong_dtype", name="dW", expected="floats", got=f"{dtype}: what is after the point is lost"
        )


def _refuse_truncated(found: np.ndarray, at: Problem, evidence: dict[str, Any]) -> None:
    for whole in (found, found * at.N):
        if np.abs(whole - np.round(whole)).max() < 1e-9 and found.any():
            raise Fault("truncated", **evidence)


def _divided(what: str, a: float, at: Problem, evidence: dict[str, Any]) -> Fault:
    """A wrong factor; named where it comes from dividing by another size than N."""
    D, C = at.W.shape
    sizes = {
        "features": D,
        "classes": C,
        "weights": D * C,
        "numbers in X": at.X.size,
        "scores of wrong classes": at.N * (C - 1),
        "scores": at.N * C,
    }
    for things, number in sizes.items():
        if is_close(a * number, at.N) and number != at.N:
            return Fault(f"{what}_averaged_over", number=number, things=things, **evidence)
    return Fault(f"{what}_scaled", **evidence)
