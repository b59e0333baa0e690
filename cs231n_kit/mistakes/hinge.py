"""Mistakes in a multiclass SVM loss of scores ``X W``, and in its gradient."""

from typing import Any

import numpy as np

MARGINS = (0.0, -1.0, 0.1, 0.5, 2.0, 10.0, 100.0)  # that may stand in place of 1

Forms = dict[str, list[tuple[float, np.ndarray]]]


def losses(W: Any, X: Any, y: Any) -> Forms:
    """The data term of the loss and its gradient that each mistake gives; 0 where it does not touch one."""
    of_loss, of_slopes = _losses(W, X, y), _slopes(W, X, y)
    none = np.zeros((len(X), W.shape[1]))
    codes = dict.fromkeys([*of_loss, *of_slopes])
    forms = {code: [(of_loss.get(code, 0.0), X.T @ of_slopes.get(code, none))] for code in codes}
    return forms | {"margin_reversed": _reversed(W, X, y)}


def _reversed(W: Any, X: Any, y: Any) -> list[tuple[float, np.ndarray]]:
    """The true class's score less the other's, and 1: the right loss of -W; with its slopes, and as usual."""
    loss, slopes = _right(-W, X, y, 1.0)
    return [(loss, -slopes), (loss, slopes)]


def other_margins(W: Any, X: Any, y: Any) -> list[tuple[float, float, np.ndarray]]:
    """Another margin than 1, with the loss and the gradient that are right for it."""
    return [(margin, *_right(W, X, y, margin)) for margin in MARGINS]


def _right(W: Any, X: Any, y: Any, margin: float) -> tuple[float, np.ndarray]:
    _, Y, terms = _margins(W, X, y, margin)
    active = (terms > 0).astype(np.float64)
    slopes = active - Y * active.sum(axis=1, keepdims=True)
    return float(terms.sum() / len(X)), X.T @ slopes / len(X)


def _margins(W: Any, X: Any, y: Any, margin: float = 1.0) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The margins ``(N, C)`` before they are cut, the one-hot labels, and the terms, 0 at the true class."""
    scores, Y = X @ W, np.eye(W.shape[1])[y]
    margins = scores - np.sum(scores * Y, axis=1, keepdims=True) + margin
    return margins, Y, np.maximum(0, margins) * (1 - Y)


def _losses(W: Any, X: Any, y: Any) -> dict[str, float]:
    margins, Y, terms = _margins(W, X, y)
    N = len(X)
    return {
        "true_class_counted": float(terms.sum() / N + 1),
        "margins_not_cut": float(np.sum(margins * (1 - Y)) / N),
        "margins_squared": float(np.sum(terms**2) / N),
        "largest_margin_only": float(np.mean(terms.max(axis=1))),
    }


def _slopes(W: Any, X: Any, y: Any) -> dict[str, np.ndarray]:
    """The slopes of the mean loss in the scores, ``(N, C)``, as the mistakes have them."""
    _, Y, terms = _margins(W, X, y)
    N, C = Y.shape
    wrong = (terms > 0) / N  # right at the wrong classes, and 0 at the true one
    true = -Y * wrong.sum(axis=1, keepdims=True)
    of_terms = (terms - Y * terms.sum(axis=1, keepdims=True)) / N
    largest = (terms == terms.max(axis=1, keepdims=True)) & (terms > 0)
    return {
        "missing_true_class": wrong,
        "missing_wrong_classes": true,
        "true_class_added": wrong - true,
        "true_class_once": wrong - Y * terms.any(axis=1, keepdims=True) / N,
        "true_class_counted": wrong + true - Y / N,
        "true_class_kept": wrong + true + Y / N,
        "inactive_counted": (1 - C * Y) / N,
        "margins_in_gradient": of_terms,
        "margins_in_gradient_partly": of_terms * (1 - Y) + true,
        "largest_margin_only": (largest - Y * largest.sum(axis=1, keepdims=True)) / N,
    }
