"""The checks of notebooks/softmax.ipynb: both softmax losses, and the trainer."""

from functools import partial

from ..assignment import Assignment
from ..questions.losses import Loss, loops, loss_checks, no_loops
from ..questions.training.trainer import predict_checks, train_checks
from ..questions.unaided import unaided


def softmax_loss(task: str) -> Loss:
    return Loss(
        task,
        instead="mistakes in softmax_loss",
        added="mistakes in label terms",
        epsilons="an epsilon in softmax_loss",
    )


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
        *unaided(predict_checks(points=1)),
    ),
)
