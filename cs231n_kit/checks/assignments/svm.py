"""The checks of notebooks/svm.ipynb: the multiclass SVM loss with loops and without.

The scores enter it without an exponential, so that there is nothing to overflow; where a margin is
exactly 0 every slope between those of its two sides is right, so that no check goes there.
"""

from functools import partial

from ..assignment import Assignment
from ..questions.losses import ASKS, Loss, loops, loss_checks, no_loops
from ..questions.losses.hinge import other_margin


def svm_loss(task: str) -> Loss:
    return Loss(task, instead="mistakes in svm_loss")


NAIVE, VECTORIZED = svm_loss("svm_loss_naive"), svm_loss("svm_loss_vectorized")
DATA = {
    "loss": partial(other_margin, ask=ASKS["loss"], part="loss"),
    "gradient": partial(other_margin, ask=ASKS["gradient"], part="dW"),
}

ASSIGNMENT = Assignment(
    name="svm",
    files=("classifiers/linear_svm.py",),
    checks=(
        *loss_checks(
            NAIVE,
            {
                "loss": 2,
                "gradient": 3,
                "loss_regularisation": 1,
                "gradient_regularisation": 1,
                "edge_cases": 1,
                "side_effects": 0.75,
                "loops": 0.25,
            },
            **DATA,
            loops=partial(loops, vectorized="svm_loss_vectorized"),
        ),
        *loss_checks(
            VECTORIZED,
            {
                "loss": 2,
                "gradient": 3.5,
                "loss_regularisation": 1,
                "gradient_regularisation": 1,
                "edge_cases": 1,
                "side_effects": 0.75,
                "loops": 1.75,
            },
            **DATA,
            loops=partial(no_loops, naive="svm_loss_naive"),
        ),
    ),
)
