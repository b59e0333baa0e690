"""The checks of notebooks/softmax.ipynb: both softmax losses, and the trainer."""

from functools import partial

import numpy as np

from ..assignment import Assignment
from ..losses import Loss, Problem, loops, loss_checks, no_loops
from ..side import Side
from ..training import predict_checks, train_checks


def label_patterns(expected: Side, at: Problem) -> dict[str, np.ndarray]:
    """What is in the data gradient too much where the 1 at the true class is treated wrongly."""
    onehot = np.eye(at.W.shape[1])[at.y]
    return {
        "missing_label_term": at.X.T @ onehot / at.N,
        "label_term_everywhere": at.X.T @ np.ones_like(onehot) / at.N,
    }


NAIVE = Loss("softmax_loss_naive", patterns=label_patterns)
VECTORIZED = Loss("softmax_loss_vectorized", patterns=label_patterns)

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
            loops=loops,
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
