"""The checks of notebooks/softmax.ipynb: both softmax losses, and the trainer."""

from functools import partial

import numpy as np

from ..assignment import Assignment
from ..questions.losses import Loss, Problem, loops, loss_checks, no_loops
from ..questions.training import predict_checks, train_checks
from ..side import Side


def label_patterns(expected: Side, at: Problem) -> dict[str, np.ndarray]:
    """What is in the data gradient too much where the 1 at the true class is treated wrongly."""
    onehot = np.eye(at.W.shape[1])[at.y]
    return {
        "missing_label_term": at.X.T @ onehot / at.N,
        "label_term_everywhere": at.X.T @ (onehot - 1) / at.N,
    }


def over_examples(task: str, expected: Side, at: Problem) -> dict[str, tuple[float, np.ndarray]]:
    """What comes of probabilities that add up to 1 over the examples of a class.

    They are those of the transposed scores. The expected side gives them in a gradient for examples that
    are one-hot: it is the probabilities less the labels, divided by their number.
    """
    C = at.W.shape[1]
    scores, labels = at.X @ at.W, np.zeros(C, dtype=np.int64)
    _, dW = expected(task, scores.T.copy(), np.eye(C), labels, 0.0).value
    p = (C * np.asarray(dW) + np.eye(at.N)[labels]).T
    loss = -np.mean(np.log(p[np.arange(at.N), at.y]))
    return {"softmax_over_examples": (float(loss), at.X.T @ (p - np.eye(C)[at.y]) / at.N)}


def shifted_first(task: str, expected: Side, at: Problem) -> dict[str, tuple[float, np.ndarray]]:
    """The same where each example was shifted by its maximum first; and one sum for the whole batch.

    After the shift the exponentials are the probabilities divided by the largest of each example.
    """
    Y = np.eye(at.W.shape[1])[at.y]
    _, dW = expected(task, at.X @ at.W, np.eye(at.N), at.y, 0.0).value
    p = at.N * np.asarray(dW) + Y
    e = p / p.max(axis=1, keepdims=True)
    wrong = {"softmax_over_examples, shifted": e / e.sum(axis=0), "softmax_over_batch": e / e.sum()}
    return {name: (float(-np.mean(np.log(q[Y == 1]))), at.X.T @ (q - Y) / at.N) for name, q in wrong.items()}


def label_term_added(task: str, expected: Side, at: Problem) -> dict[str, tuple[float, np.ndarray]]:
    """What comes of adding 1 at the true class in place of subtracting it."""
    loss, dW = expected(task, at.W, at.X, at.y, 0.0).value
    return {
        "label_term_sign": (loss, np.asarray(dW) + 2 * label_patterns(expected, at)["missing_label_term"])
    }


def softmax_loss(task: str) -> Loss:
    def instead(expected: Side, at: Problem) -> dict[str, tuple[float, np.ndarray]]:
        known = (over_examples, shifted_first, label_term_added)
        return {name: found for each in known for name, found in each(task, expected, at).items()}

    return Loss(task, patterns=label_patterns, instead=instead)


NAIVE = softmax_loss("softmax_loss_naive")
VECTORIZED = softmax_loss("softmax_loss_vectorized")

ASSIGNMENT = Assignment(
    name="softmax",
    files=("classifiers/softmax.py", "classifiers/linear_classifier.py"),
    checks=(
        *loss_checks(
            NAIVE,
            {
                "loss": 1.5,
                "gradient": 2,
                "loss_regularisation": 0.75,
                "gradient_regularisation": 1,
                "edge_cases": 0.75,
                "stability": 1,
                "large_differences": 0.25,
                "side_effects": 0.5,
                "loops": 0.25,
            },
            loops=partial(loops, vectorized="softmax_loss_vectorized"),
        ),
        *loss_checks(
            VECTORIZED,
            {
                "loss": 1.25,
                "gradient": 2,
                "loss_regularisation": 0.5,
                "gradient_regularisation": 0.75,
                "edge_cases": 0.75,
                "stability": 1,
                "large_differences": 0.25,
                "side_effects": 0.5,
                "loops": 1,
            },
            loops=partial(no_loops, naive="softmax_loss_naive"),
        ),
        *train_checks(points=3),
        *predict_checks(points=1),
    ),
)
