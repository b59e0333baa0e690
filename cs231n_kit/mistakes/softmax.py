"""Mistakes in a softmax loss of scores ``X W``, and in its gradient."""

from typing import Any

import numpy as np


def losses(W: Any, X: Any, y: Any) -> dict[str, list[tuple[float, np.ndarray]]]:
    """The data term of the loss and its gradient that each mistake gives, in each of its forms."""
    N, C = len(X), W.shape[1]
    scores, Y = X @ W, np.eye(C)[y]
    e = np.exp(scores)
    e_shifted = np.exp(scores - scores.max(axis=1, keepdims=True))
    p = e / e.sum(axis=1, keepdims=True)
    over_examples = [e / e.sum(axis=0), e_shifted / e_shifted.sum(axis=0)]
    true = np.sum(p * Y, axis=1, keepdims=True)
    of_true = X.T @ (true * (p - Y)) / N
    two_classes = -np.sum(np.log(np.where(Y == 1, p, 1 - p))) / N
    return {
        "softmax_over_examples": [_cross_entropy(q, X, Y) for q in over_examples],
        "softmax_over_batch": [_cross_entropy(e_shifted / e_shifted.sum(), X, Y)],
        "label_term_sign": [(_cross_entropy(p, X, Y)[0], X.T @ (p + Y) / N)],
        "log_missing": [(float(np.mean(true)), of_true), (float(np.mean(1 - true)), of_true)],
        "binary_cross_entropy": [(float(two_classes), np.zeros(W.shape))],
    }


def label_terms(W: Any, X: Any, y: Any) -> dict[str, np.ndarray]:
    """What is in the data gradient too much where the 1 at the true class is treated wrongly."""
    Y = np.eye(W.shape[1])[y]
    rows = np.isin(np.arange(len(X)), y)[:, np.newaxis]
    return {
        "missing_label_term": X.T @ Y / len(X),
        "label_term_everywhere": X.T @ (Y - 1) / len(X),
        "label_term_rows": X.T @ (Y - rows) / len(X),
    }


def epsilons(W: Any, X: Any, y: Any) -> dict[str, list[tuple[float, np.ndarray]]]:
    """What a small number does to loss and gradient for each unit of it, by what it is added to."""
    N, C = len(X), W.shape[1]
    scores, Y = X @ W, np.eye(C)[y]
    e = np.exp(scores)
    e_shifted = np.exp(scores - scores.max(axis=1, keepdims=True))
    p = e / e.sum(axis=1, keepdims=True)
    sums = [each.sum(axis=1, keepdims=True) for each in (e_shifted, e)]
    return {
        "the sum of the exponentials": [(float(np.mean(1 / Z)), -X.T @ (p / Z) / N) for Z in sums],
        "the probability in the logarithm": [(float(-np.mean(1 / p[Y == 1])), np.zeros(W.shape))],
        "each probability": [(0.0, X.T @ np.ones((N, C)) / N)],
    }


def _cross_entropy(p: np.ndarray, X: np.ndarray, Y: np.ndarray) -> tuple[float, np.ndarray]:
    """What comes of these probabilities: the mean of their negative logarithms, and its slope."""
    return float(-np.mean(np.log(p[Y == 1]))), X.T @ (p - Y) / len(X)
