"""The checks of notebooks/spiral.ipynb: a softmax loss with a bias, and gradient descent."""

from ..assignment import Assignment
from ..questions.losses import HALF, loss_checks
from ..questions.losses.bias import WithoutBias, bias_checks
from ..questions.training.descent import descent_checks

LOSS = WithoutBias(
    "affine_softmax_loss",
    convention=HALF,
    instead="mistakes in softmax_loss",
    added="mistakes in label terms",
    epsilons="an epsilon in softmax_loss",
)

ASSIGNMENT = Assignment(
    name="spiral",
    files=("classifiers/affine_softmax.py",),
    checks=(
        *loss_checks(
            LOSS,
            {
                "loss": 1.5,
                "gradient": 2,
                "loss_regularisation": 1,
                "gradient_regularisation": 1,
                "edge_cases": 0.75,
                "stability": 1,
                "large_differences": 0.25,
                "side_effects": 0.5,
            },
        ),
        *bias_checks(points=5),
        *descent_checks(points=7),
    ),
)
