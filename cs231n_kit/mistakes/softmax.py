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
    return {
        "softmax_over_examples": [_cross_entropy(q, X, Y) for q in over_examples],
        "softmax_over_batch": [_cross_entropy(e_shifted / e_shifted.sum(), X, Y)],
        "label_term_sign": [(_cross_entropy(p, X, Y)[0], X.T @ (p + Y) / N)],
    }


def label_terms(W: Any, X: Any, y: Any) -> dict[str, np.ndarray]:
    """What is in the data gradient too much where the 1 at the true class is treated wrongly."""
    Y = np.eye(W.shape[1])[y]
    return {"missing_label_term": X.T @ Y / len(X), "label_term_everywhere": X.T @ (Y - 1) / len(X)}


def _cross_entropy(p: np.ndarray, X: np.ndarray, Y: np.ndarray) -> tuple[float, np.ndarray]:
    """What comes of these probabilities: the mean of their negative logarithms, and its slope."""
    return float(-np.mean(np.log(p[Y == 1]))), X.T @ (p - Y) / len(X)
