"""The checks of notebooks/large_margin.ipynb: psi, the layer, and the loss of a linear classifier."""

from ..assignment import Ask, Assignment, checks_of
from ..questions.margin import case as margin_case
from ..questions.margin import gradient as margin_gradient
from ..questions.margin import layer as margin_layer
from ..questions.margin import psi as margin_psi
from ..questions.margin.loss import margin_loss_checks
from ..questions.unaided import unaided

PSI: dict[str, tuple[float, Ask]] = {
    "values": (2.5, margin_psi.values),
    "slope": (2, margin_psi.slope),
    "borders": (0.75, margin_psi.borders),
    "shapes": (0.5, margin_psi.shapes),
    "side_effects": (0.25, margin_psi.side_effects),
}

LAYER: dict[str, tuple[float, Ask]] = {
    "loss": (2, margin_layer.layer_loss),
    "dx": (2, margin_gradient.layer_gradient("dx")),
    "dW": (2, margin_gradient.layer_gradient("dW")),
    "margin_one": (0.5, margin_layer.margin_one),
    "lam": (1, margin_layer.lam_weights),
    "edge_cases": (0.25, margin_layer.edge_cases),
    "zero_vectors": (0.5, margin_layer.zero_vectors),
    "stability": (0.5, margin_layer.extremes),
    "side_effects": (0.25, margin_layer.side_effects),
}

LOSS: dict[str, float] = {
    "loss": 1,
    "gradient": 1.25,
    "loss_regularisation": 0.75,
    "gradient_regularisation": 0.75,
    "margins": 0.75,
    "edge_cases": 0.25,
    "side_effects": 0.25,
}

ASSIGNMENT = Assignment(
    name="large_margin",
    files=("classifiers/large_margin.py",),
    checks=unaided(
        (
            *checks_of(margin_psi.TASK, PSI),
            *checks_of(margin_case.TASK, LAYER, form=("edge_cases", "stability", "side_effects")),
            *margin_loss_checks(LOSS),
        )
    ),
)
