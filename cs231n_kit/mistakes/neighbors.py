"""Mistakes in the distances to training examples, and in the votes of the nearest."""

from collections.abc import Callable

import numpy as np

Forms = dict[str, list[np.ndarray]]
Choice = Callable[[np.ndarray], int]  # from counts of labels to a label


def distances(X_train: np.ndarray, X: np.ndarray) -> Forms:
    """What each mistake gives, by its code; D must be num_train, so that a wrong axis has a right shape."""
    apart = X[:, np.newaxis] - X_train  # (num_test, num_train, D)
    products = X @ X_train.T
    own, others = np.sum(X**2, axis=1, keepdims=True), np.sum(X_train**2, axis=1)
    down, down_others = np.sum(X**2, axis=0), np.sum(X_train**2, axis=0)  # (D,)
    return {
        "squared_distances": [np.sum(apart**2, axis=2)],
        "distances_l1": [np.sum(np.abs(apart), axis=2)],
        "differences_cancel": [np.abs(np.sum(apart, axis=2)), np.sum(apart, axis=2)],
        "distances_wrong_axis": [
            np.sqrt(np.sum(apart**2, axis=1)),
            _root(down - 2 * products + others),
            _root(own - 2 * products + down_others),
            _root(down - 2 * products + down_others),
        ],
        "cross_term_missing": [_root(own + others)],
        "cross_term_once": [_root(own + others - products)],
        "cross_term_sign": [_root(own + others + 2 * products)],
        "norms_missing": [_root(own - 2 * products), _root(others - 2 * products), _root(-2 * products)],
        "products_returned": [products],
    }


def votes(dists: np.ndarray, y: np.ndarray, k: int) -> Forms:
    """What each mistake predicts from the `k` nearest, by its code."""
    order = np.argsort(dists, axis=1)
    near = y[order[:, :k]]
    return {
        "farthest_chosen": [_voted(y[order[:, -k:]])],
        "not_sorted": [_voted(np.tile(y[:k], (len(dists), 1)))],
        "index_for_label": [_voted(order[:, :k])],
        "k_ignored": [near[:, 0]],
        "k_off_by_one": [_voted(y[order[:, : k + 1]]), _voted(y[order[:, : max(k - 1, 1)]])],
        "nearest_left_out": [_voted(y[order[:, 1 : k + 1]])],
        "labels_averaged": [
            *(np.round(mean) for mean in (near.mean(axis=1), np.median(near, axis=1))),
            *(np.floor(mean) for mean in (near.mean(axis=1), np.median(near, axis=1))),
        ],
        "everyone_votes": [_voted(np.tile(y, (len(dists), 1)))],
        "rarest_label": [_voted(near, lambda counts: int(np.argmin(np.where(counts, counts, len(y) + 1))))],
    }


def ties(dists: np.ndarray, y: np.ndarray, k: int) -> Forms:
    """What is predicted if a tie is broken otherwise."""
    near = y[np.argsort(dists, axis=1)[:, :k]]
    counts = [np.bincount(row) for row in near]
    nearest = [
        next(label for label in row if count[label] == count.max())
        for row, count in zip(near, counts, strict=True)
    ]
    return {
        "ties_to_larger": [_voted(near, lambda counts: len(counts) - 1 - int(np.argmax(counts[::-1])))],
        "ties_to_nearest": [np.array(nearest)],
    }


def _root(squared: np.ndarray) -> np.ndarray:
    return np.sqrt(np.maximum(squared, 0))


def _voted(labels: np.ndarray, choice: Choice = lambda counts: int(np.argmax(counts))) -> np.ndarray:
    """A label for each row of labels."""
    return np.array([choice(np.bincount(row)) for row in labels])
