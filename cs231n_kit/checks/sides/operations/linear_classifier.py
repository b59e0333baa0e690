"""Training and predicting with a linear classifier."""

from typing import Any

import numpy as np

from .student import Student


def train(student: Student, W: Any, X: Any, y: Any, settings: dict[str, Any], seed: int) -> dict[str, Any]:
    """Train a linear classifier whose loss is this simple one, and keep a record of what it was asked.

    ::

        loss = ½ mean over the batch of |x W - onehot(y)|²  +  reg sum(W * W)

    so that a mistake in the softmax loss does not count here.
    """
    batches = []
    LinearClassifier: Any = student["LinearClassifier"]

    class Probe(LinearClassifier):
        def loss(self, X_batch, y_batch, reg):  # type: ignore[no-untyped-def]
            batch = np.array(X_batch), np.array(y_batch), reg, np.array(self.W)
            batches.append(batch)
            return least_squares(*batch)

    np.random.seed(seed)
    probe = Probe()
    probe.W = W
    history = probe.train(X, y, **settings)
    names = ("X", "y", "reg", "weights")
    return {"history": history, "W": probe.W} | {
        name: _stacked([batch[place] for batch in batches]) for place, name in enumerate(names)
    }


def _stacked(values: list[Any]) -> Any:
    """One array where all are arrays alike: hundreds of small ones are slow to hand on."""
    kinds = {(value.shape, value.dtype) if isinstance(value, np.ndarray) else None for value in values}
    return np.stack(values) if len(kinds) == 1 and None not in kinds else values


def least_squares(X: np.ndarray, y: np.ndarray, reg: float, W: np.ndarray) -> tuple[float, np.ndarray]:
    """The loss of `train` and its gradient; 0 for what makes no sense, which is told elsewhere."""
    labels = np.ravel(y)
    if W.ndim != 2 or not (_are_finite(W) and _are_finite(X)):
        return 0.0, np.zeros_like(W)
    D, C = W.shape
    if X.size != labels.size * D or labels.dtype.kind not in "iu" or not labels.size:
        return 0.0, np.zeros_like(W)
    if labels.min() < 0 or labels.max() >= C:
        return 0.0, np.zeros_like(W)
    rows = X.reshape(-1, D)
    error = rows @ W - np.eye(C)[labels]
    loss = 0.5 * np.mean(np.sum(error * error, axis=1)) + reg * np.sum(W * W)
    return float(loss), rows.T @ error / len(rows) + 2 * reg * W


def _are_finite(numbers: np.ndarray) -> bool:
    return numbers.dtype.kind in "fiu" and bool(np.isfinite(numbers).all())


def predict(student: Student, W: Any, X: Any) -> Any:
    """The predictions of a linear classifier with these weights."""
    classifier = student["LinearClassifier"]()
    classifier.W = W
    return classifier.predict(X)
