"""What typical mistakes in a multiclass SVM loss give.

The slopes of the right loss in the scores are its gradient where the examples are one-hot and the weights
are the scores; a single margin term is the loss of one example with two classes.
"""

from collections.abc import Callable

import numpy as np

from ..finding import Fault, Verdict
from ..judging.fit import agree, rounded
from ..judging.problems import problem
from ..side import Side
from .losses import Loss, Problem
from .losses.task import Instead, Random

MARGINS = (0.0, -1.0, 0.1, 0.5, 2.0, 10.0, 100.0)  # that may stand in place of 1


def hinge_mistakes(task: Loss, expected: Side, at: Problem) -> dict[str, Instead]:
    """The loss and the gradient that a mistake gives, by its code; 0 where it does not touch one of them."""
    terms = terms_of(task, expected, at)
    losses, slopes = _losses(task, expected, at, terms), _slopes(task, expected, at, terms)
    none = np.zeros((at.N, at.W.shape[1]))
    codes = dict.fromkeys([*losses, *slopes])
    return {code: (losses.get(code, 0.0), at.X.T @ slopes.get(code, none)) for code in codes}


def other_margin(
    task: Loss, impl: Side, expected: Side, random: Random, ask: Callable[..., Verdict | None], part: str
) -> Verdict | None:
    """Ask `ask`; what it finds wrong may be right with another margin than 1.

    ``part`` is what `ask` judges, ``"loss"`` or ``"dW"``. With a large margin every term is active, as
    with other mistakes: what has another name keeps it unless loss and gradient have the same margin.
    """
    at = problem(random)
    named = {margin: _parts(task, expected, at, margin) for margin in MARGINS}
    try:
        return ask(task, impl, expected, random)
    except Fault as fault:
        found = {name: _part(task, impl, at, name) for name in ("loss", "dW")}
        for margin, wrong in named.items():
            same = {name for name, value in found.items() if value is not None and agree(value, wrong[name])}
            if len(same) == 2 or (part in same and fault.code in ("loss_wrong", "grad_wrong")):
                raise Fault("margin_other", margin=margin, **rounded(got=found[part])) from None
        raise


def terms_of(task: Loss, expected: Side, at: Problem) -> np.ndarray:
    """Each margin term, ``(N, C)``, 0 at the true class: asked as the loss of two classes at a time."""
    scores = scored(at).W
    terms = np.zeros(scores.shape)
    for i, c in np.ndindex(terms.shape):
        if c != at.y[i]:
            two = Problem(scores[i : i + 1, [at.y[i], c]], np.ones((1, 1)), np.zeros(1, dtype=np.int64))
            terms[i, c] = task.loss(expected, two)
    return terms


def scored(at: Problem, margin: float = 1.0) -> Problem:
    """The same scores with one-hot examples; the true ones moved as if `margin` stood in place of 1."""
    return Problem(at.X @ at.W + (1 - margin) * _onehot(at), np.eye(at.N), at.y)


def _losses(task: Loss, expected: Side, at: Problem, terms: np.ndarray) -> dict[str, float]:
    scores, onehot = scored(at).W, _onehot(at)
    margins = scores - np.sum(scores * onehot, axis=1, keepdims=True) + 1
    return {
        "true_class_counted": task.loss(expected, at) + 1,
        "margins_not_cut": float(np.sum(margins * (1 - onehot)) / at.N),
        "margins_squared": float(np.sum(terms**2) / at.N),
        "largest_margin_only": float(np.mean(terms.max(axis=1))),
    }


def _slopes(task: Loss, expected: Side, at: Problem, terms: np.ndarray) -> dict[str, np.ndarray]:
    """The slopes of the mean loss in the scores, ``(N, C)``, as the mistakes have them."""
    right, onehot = task.gradient(expected, scored(at)), _onehot(at)
    true, wrong = right * onehot, right * (1 - onehot)
    of_terms = (terms - onehot * terms.sum(axis=1, keepdims=True)) / at.N
    largest = (terms == terms.max(axis=1, keepdims=True)) & (terms > 0)
    return {
        "missing_true_class": wrong,
        "missing_wrong_classes": true,
        "true_class_added": wrong - true,
        "true_class_once": wrong - onehot * terms.any(axis=1, keepdims=True) / at.N,
        "true_class_counted": right - onehot / at.N,
        "true_class_kept": right + onehot / at.N,
        "inactive_counted": (1 - at.W.shape[1] * onehot) / at.N,
        "margins_in_gradient": of_terms,
        "margins_in_gradient_partly": of_terms * (1 - onehot) + true,
        "largest_margin_only": (largest - onehot * largest.sum(axis=1, keepdims=True)) / at.N,
    }


def _parts(task: Loss, side: Side, at: Problem, margin: float) -> dict[str, np.ndarray]:
    found = task.parts(side, scored(at, margin))
    return {"loss": found["loss"], "dW": at.X.T @ found["dW"]}


def _part(task: Loss, impl: Side, at: Problem, name: str) -> np.ndarray | None:
    """A part of what the task returned; None where it cannot be judged, which is told elsewhere."""
    try:
        return task.parts(impl, at, names=(name,))[name]
    except Fault:
        return None


def _onehot(at: Problem) -> np.ndarray:
    return np.eye(at.W.shape[1])[at.y]
