"""Checks of a loss of weights, examples and labels with a penalty: one family, used by four assignments.

Every check asks the expected side before it asks the other one, so that what it asks never depends on the
student: the answers can be recorded.

A loss is fitted as ``a · data + r · sum(W * W)`` and its gradient as ``a · data gradient + r · W``. The
expected side gives the data terms; what the penalty is follows from the student's own numbers at several
strengths. The coefficients are the diagnosis.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

from .assignment import Check
from .finding import Fault, Verdict
from .fit import AGREE_FLOAT32, agree, agreed, fit, is_close, rounded
from .problems import Problem, far_apart, problem, shifted
from .returned import NUMBER, finite, returned
from .side import Answer, Side
from .source import require_loop, require_no_loop

STRENGTHS = (0.3, 0.7)
MUCH = 2_000  # characters that a call may print before it is advised not to
FULL, HALF = 1.0, 0.5  # what stands before reg * sum(W * W)
Random = np.random.RandomState


def _no_patterns(expected: Side, at: Problem) -> Mapping[str, np.ndarray]:
    return {}


@dataclass(frozen=True)
class Loss:
    """A task that returns a loss and the gradient for `W`, and how it is called.

    Parameters
    ----------
    task : str
    arguments : callable
        ``arguments(problem, reg)`` for the call.
    convention : float
        `FULL` or `HALF`: the penalty that the docstring asks for. Both are accepted where loss and
        gradient agree.
    names : tuple of str
        What the task returns; the loss and dW are judged here.
    patterns : callable
        ``patterns(expected, problem)`` gives what is added to the data gradient by a mistake, by the code
        of that mistake.
    """

    task: str
    arguments: Callable[[Problem, float], tuple[Any, ...]] = lambda at, reg: (at.W, at.X, at.y, reg)
    convention: float = FULL
    names: tuple[str, ...] = ("loss", "dW")
    patterns: Callable[[Side, Problem], Mapping[str, np.ndarray]] = _no_patterns

    def answer(self, side: Side, at: Problem, reg: float = 0.0) -> Answer:
        return side(self.task, *self.arguments(at, reg))

    def shapes(self, at: Problem) -> list[tuple[int, ...]]:
        known = {"loss": NUMBER, "dW": at.W.shape, "db": at.W.shape[1:], "dx": at.X.shape}
        return [known[name] for name in self.names]

    def parts(self, side: Side, at: Problem, reg: float = 0.0) -> dict[str, np.ndarray]:
        """What the task returned, by name, with the types and shapes that it must have."""
        value = self.answer(side, at, reg).value
        return dict(zip(self.names, returned(value, self.names, self.shapes(at)), strict=True))

    def __call__(self, side: Side, at: Problem, reg: float = 0.0) -> tuple[np.ndarray, np.ndarray]:
        found = self.parts(side, at, reg)
        finite(found)
        return found["loss"], found["dW"]


def loss_value(task: Loss, impl: Side, expected: Side, random: Random) -> Verdict | None:
    """The data term of the loss, without a penalty."""
    problems = _three(random)
    right, found = (np.array([task(side, at)[0] for at in problems]) for side in (expected, impl))
    if agree(found, right):
        return None
    a, r, residual = _loss_scales(found, right, problems)
    evidence = rounded(got=found[0], expected=right[0], data_scale=a, N=problems[0].N)
    if residual > 1e-6:
        return agreed(found, right, Fault("loss_wrong", **evidence))
    if is_close(a, 1):
        return None  # what is too much is a penalty, and judged there
    if is_close(a, problems[0].N):
        raise Fault("loss_not_averaged", **evidence)
    if is_close(a, -1):
        raise Fault("loss_sign", **evidence)
    for base in (2, 10):
        if is_close(a, 1 / np.log(base)):
            raise Fault("loss_log_base", base=base, **evidence)
    raise Fault("loss_scaled", **evidence)


def data_gradient(task: Loss, impl: Side, expected: Side, random: Random) -> Verdict | None:
    """The data term of the gradient, without a penalty."""
    at = problem(random)
    right = task(expected, at)[1]
    patterns = task.patterns(expected, at)
    found = _gradient(task, impl, at)
    if agree(found, right):
        return None
    codes = list(patterns)
    (a, r, *extra), residual = fit(found, [right, at.W, *patterns.values()])
    evidence = rounded(data_scale=a, reg_scale=r, N=at.N) | _where(found, right)
    if residual > 1e-6:
        return agreed(found, right, Fault("grad_wrong", **evidence))
    present = [code for code, size in zip(codes, extra, strict=True) if not is_close(size, 0)]
    if present:
        raise Fault(present[0], **evidence)
    if is_close(a, 1):
        return None  # what is too much is a penalty, and judged there
    if is_close(a, at.N):
        raise Fault("grad_not_averaged", **evidence)
    if is_close(a, -1):
        raise Fault("grad_sign", **evidence)
    raise Fault("grad_scaled", **evidence)


def loss_regularisation(task: Loss, impl: Side, expected: Side, random: Random) -> Verdict | None:
    """The penalty in the loss."""
    at, problems = problem(random), _three(random)
    right = np.array([task(expected, one)[0] for one in problems])
    scale, changes = _penalty_of_loss(task, impl, at)
    if scale is None:
        code = "reg_factor_ignored" if is_close(*changes) else "reg_scaled"
        raise Fault(code, what="loss", of="ΣW²", **rounded(reg_scale=changes[0] / STRENGTHS[0]))
    if is_close(scale, 0):
        found = np.array([task(impl, one)[0] for one in problems])
        constant = _loss_scales(found, right, problems)[1]
        code = "loss_reg_missing" if is_close(constant, 0) else "reg_factor_ignored"
        raise Fault(code, **rounded(reg_scale=constant))
    if not is_close(scale, FULL) and not is_close(scale, HALF):
        raise Fault("reg_scaled", what="loss", of="ΣW²", **rounded(reg_scale=scale))
    return _other_convention(task, scale)


def gradient_regularisation(task: Loss, impl: Side, expected: Side, random: Random) -> Verdict | None:
    """The penalty in the gradient, which must be that of the loss."""
    at = problem(random)
    right = task(expected, at)[1]
    gradients = [_gradient(task, impl, at, reg) for reg in (0.0, *STRENGTHS)]
    changes = [fit(dW - gradients[0], [at.W]) for dW in gradients[1:]]
    first, second = ((c[0] / reg) for (c, _), reg in zip(changes, STRENGTHS, strict=True))
    evidence = {"what": "gradient", "of": "W"} | rounded(reg_scale=first)
    if max(residual for _, residual in changes) > 1e-4:
        raise Fault("grad_reg_wrong", **_where(gradients[1] - gradients[0], 2 * STRENGTHS[0] * at.W))
    if not is_close(first, second):
        same = is_close(first * STRENGTHS[0], second * STRENGTHS[1])
        raise Fault("reg_factor_ignored" if same else "reg_scaled", **evidence)
    scale, _ = _penalty_of_loss(task, impl, at)
    if is_close(first, 0):
        (_, constant), residual = fit(gradients[0], [right, at.W])
        ignored = residual < 1e-4 and not is_close(constant, 0)
        raise Fault("reg_factor_ignored" if ignored else "grad_reg_missing", **evidence)
    if scale is None or not (is_close(scale, FULL) or is_close(scale, HALF)):
        scale = first / 2  # the loss has been told about already
    if is_close(first, 2 * scale) and (is_close(first, 1) or is_close(first, 2)):
        return _other_convention(task, scale)
    if is_close(first, 1) or is_close(first, 2):
        raise Fault("reg_mismatch", **rounded(loss_scale=scale, gradient_scale=first))
    raise Fault("reg_scaled", **evidence)


def edge_cases(task: Loss, impl: Side, expected: Side, random: Random) -> Verdict | None:
    """Other types, orders and sizes of the inputs give the same, or the right, numbers."""
    at = problem(random)
    sizes = {
        "a single example": problem(random, N=1, D=4, C=3),
        "two classes": problem(random, N=6, D=5, C=2),
        "all examples of one class": at.with_(y=np.full_like(at.y, 2)),
        "more features than examples": problem(random, N=3, D=8, C=5),
    }
    right = {name: _both(task, expected, variant) for name, variant in sizes.items()}
    usual = _both(task, expected, at)

    plain = _both(task, impl, at)
    same = {
        "labels of type int32": at.with_(y=at.y.astype(np.int32)),
        "labels of type uint8": at.with_(y=at.y.astype(np.uint8)),
        "arrays in Fortran order": at.with_(W=np.asfortranarray(at.W), X=np.asfortranarray(at.X)),
    }
    for name, variant in same.items():
        if not agree(_both(task, impl, variant), plain, AGREE_FLOAT32):
            raise Fault("edge_case", case=name)
    if not agree(plain, usual, AGREE_FLOAT32):
        return None  # wrong everywhere, and told already
    for name, variant in sizes.items():
        if not agree(_both(task, impl, variant), right[name], AGREE_FLOAT32):
            raise Fault("edge_case", case=name)
    return None


def stability(task: Loss, impl: Side, expected: Side, random: Random) -> Verdict | None:
    """Large scores, each example shifted by another amount."""
    alike, at = (shifted(random, shifts) for shifts in ([2e3] * 4, [0.0, 2e3, -3e3, 1e4]))
    moderate = problem(random)
    right, usual = task.parts(expected, at), _both(task, expected, moderate)
    common = task.parts(impl, alike)
    each = task.parts(impl, at)
    for name in task.names:
        if not np.isfinite(common[name]).all():
            raise Fault("unstable_overflow", name=name, largest=2e3)
        if not np.isfinite(each[name]).all():
            raise Fault("unstable_batch_shift", name=name)
    if not agree(_both(task, impl, moderate), usual, AGREE_FLOAT32):
        return None  # wrong at any size, and told already
    for name in task.names:
        if not agree(each[name], right[name], AGREE_FLOAT32):
            raise Fault("unstable_wrong", name=name, **rounded(got=each[name], expected=right[name]))
    return None


def large_differences(task: Loss, impl: Side, expected: Side, random: Random) -> Verdict | None:
    """Classes ten thousand apart: a probability underflows. Infinite is advice, finite and wrong is not."""
    at, moderate = far_apart(random, 1e4), far_apart(random, 10.0)
    right, usual = (task.parts(expected, one)["loss"] for one in (at, moderate))
    loss = task.parts(impl, at)["loss"]
    if not np.isfinite(loss):
        return Verdict("unstable_log_zero", **rounded(expected=right))
    ordinary = task.parts(impl, moderate)["loss"]
    if agree(loss, right, AGREE_FLOAT32) or not agree(ordinary, usual, AGREE_FLOAT32):
        return None
    raise Fault("epsilon_in_log", **rounded(got=loss, expected=right))


def side_effects(task: Loss, impl: Side, expected: Side, random: Random) -> Verdict | None:
    """Inputs are left alone, and a second call gives the same."""
    at = problem(random)
    first = task.answer(impl, at, 0.1)
    if first.changed:
        raise Fault("mutates_input", arguments=list(first.changed))
    again = task.answer(impl, at, 0.1)
    one, two = (returned(answer.value, task.names, task.shapes(at)) for answer in (first, again))
    if not all(np.array_equal(a, b, equal_nan=True) for a, b in zip(one, two, strict=True)):
        raise Fault("nondeterministic", **rounded(first=one[0], second=two[0]))
    if first.printed > MUCH:
        return Verdict("prints_too_much", characters=first.printed)
    return None


def no_loops(
    task: Loss, impl: Side, expected: Side, random: Random, naive: str | None = None
) -> Verdict | None:
    """Not one loop, seen or hidden, and no call of the version with loops."""
    answer = task.answer(impl, problem(random))
    if naive and naive in answer.called:
        raise Fault("calls_naive", naive=naive)
    require_no_loop(impl.source(task.task))
    return None


def loops(task: Loss, impl: Side, expected: Side, random: Random) -> Verdict | None:
    """At least one loop."""
    task.answer(impl, problem(random))  # what is not done yet has no loop either
    require_loop(impl.source(task.task))
    return None


def loss_checks(task: Loss, points: Mapping[str, float], **further: Callable[..., Any]) -> tuple[Check, ...]:
    """The checks of a loss by the names in `points`, each worth so many."""
    asks = {
        "loss": loss_value,
        "gradient": data_gradient,
        "loss_regularisation": loss_regularisation,
        "gradient_regularisation": gradient_regularisation,
        "edge_cases": edge_cases,
        "stability": stability,
        "large_differences": large_differences,
        "side_effects": side_effects,
        "loops": loops,
    } | further
    return tuple(Check(task.task, name, worth, partial(asks[name], task)) for name, worth in points.items())


def _three(random: Random) -> list[Problem]:
    return [problem(random) for _ in range(3)]


def _both(task: Loss, side: Side, at: Problem) -> np.ndarray:
    loss, dW = task(side, at)
    return np.append(dW.ravel(), loss)


def _gradient(task: Loss, impl: Side, at: Problem, reg: float = 0.0) -> np.ndarray:
    try:
        return task(impl, at, reg)[1]
    except Fault as fault:
        if fault.code == "wrong_shape" and fault.evidence["got"] == list(at.W.T.shape):
            raise Fault("grad_transposed", **fault.evidence) from None
        raise


def _loss_scales(found: np.ndarray, right: np.ndarray, problems: list[Problem]) -> tuple[float, float, float]:
    squares = np.array([np.sum(at.W * at.W) for at in problems])
    (a, r), residual = fit(found, [right, squares])
    return float(a), float(r), residual


def _penalty_of_loss(task: Loss, impl: Side, at: Problem) -> tuple[float | None, list[float]]:
    """What stands before ``reg * sum(W * W)``, None if that is no number; and the change at each strength."""
    losses = [float(task(impl, at, reg)[0]) for reg in (0.0, *STRENGTHS)]
    changes = [float((loss - losses[0]) / np.sum(at.W * at.W)) for loss in losses[1:]]
    first, second = (change / reg for change, reg in zip(changes, STRENGTHS, strict=True))
    return (first if is_close(first, second) else None), changes


def _other_convention(task: Loss, scale: float) -> Verdict | None:
    if is_close(scale, task.convention):
        return None
    return Verdict("ok_half_convention" if is_close(scale, HALF) else "ok_full_convention")


def _where(found: np.ndarray, right: np.ndarray) -> dict[str, Any]:
    """Which features and classes are wrong, and by how much, for a small picture."""
    wrong = np.abs(found - right) > 1e-6 * max(float(np.max(np.abs(right))), 1e-300)
    return {
        "features_wrong": np.flatnonzero(wrong.any(axis=1)).tolist(),
        "classes_wrong": np.flatnonzero(wrong.any(axis=0)).tolist(),
    } | rounded(difference=found - right)
