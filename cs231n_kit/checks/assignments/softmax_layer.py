"""The checks of notebooks/softmax_layer.ipynb: the softmax as a layer, and a network made of layers."""

from ..assignment import Assignment, checks_of
from ..questions.layers import affine, jacobian, probabilities, relu, softmax_back
from ..questions.layers.layer import backward_effects, forward_effects
from ..questions.layers.on_forward import on_forward
from ..questions.losses.score_loss import score_loss_checks
from ..questions.network import loss as network_loss
from ..questions.network import net as network
from ..questions.network import penalty as network_penalty
from ..questions.unaided import unaided

SOFTMAX = (
    *checks_of(
        "softmax_forward",
        {
            "one_example": (1, probabilities.forward_one),
            "batch": (0.75, probabilities.forward_rows),
            "stability": (0.5, probabilities.forward_stability),
            "side_effects": (0.25, forward_effects("softmax_forward", probabilities.scores)),
        },
    ),
    *checks_of(
        "softmax_jacobian",
        {
            "one_example": (1, jacobian.jacobian_one),
            "batch": (0.75, jacobian.jacobian_rows),
            "side_effects": (0.25, forward_effects("softmax_jacobian", jacobian.probability_rows)),
        },
    ),
    *checks_of(
        "softmax_backward",
        {
            "one_example": (1.25, softmax_back.backward_one),
            "batch": (1, softmax_back.backward_rows),
            "side_effects": (
                0.25,
                backward_effects("softmax_backward", "softmax_forward", softmax_back.way_back),
            ),
        },
    ),
)

AFFINE_AND_RELU = (
    *checks_of(
        "affine_forward",
        {
            "rows": (0.75, affine.affine_rows),
            "images": (0.5, affine.affine_images),
            "side_effects": (0.25, forward_effects("affine_forward", affine.rows)),
        },
    ),
    *checks_of(
        "affine_backward",
        {
            **{name: (0.75, affine.affine_gradient(name)) for name in affine.NAMES},
            "images": (0.5, affine.affine_image_gradients),
            "side_effects": (0.25, backward_effects("affine_backward", "affine_forward", affine.rows_back)),
        },
    ),
    *checks_of(
        "relu_forward",
        {
            "values": (0.75, relu.relu_values),
            "side_effects": (0.25, forward_effects("relu_forward", relu.units)),
        },
    ),
    *checks_of(
        "relu_backward",
        {
            "gradient": (1, relu.relu_gradient),
            "at_zero": (0.25, relu.relu_at_zero),
            "side_effects": (0.25, backward_effects("relu_backward", "relu_forward", relu.units_back)),
        },
    ),
)

LOSS = score_loss_checks(
    "softmax_loss",
    {
        "loss": 0.5,
        "gradient": 0.75,
        "edge_cases": 0.25,
        "stability": 0.5,
        "large_differences": 0.25,
        "side_effects": 0.25,
    },
)

NETWORK = (
    *checks_of(
        network_penalty.INIT,
        {
            "shapes": (0.5, network_penalty.first_shapes),
            "weights": (0.25, network_penalty.first_weights),
            "biases": (0.25, network_penalty.first_biases),
        },
    ),
    *checks_of(
        network.LOSS,
        {
            "scores": (0.5, network.carrying(network_loss.network_scores)),
            "loss": (0.5, network.carrying(network_loss.network_loss)),
            "gradients": (0.75, network.carrying(network_loss.network_gradients)),
            "loss_regularisation": (0.25, network.carrying(network_penalty.loss_penalty)),
            "gradient_regularisation": (0.25, network.carrying(network_penalty.gradient_penalty)),
            "side_effects": (0.25, network.carrying(network_loss.network_effects)),
        },
    ),
)

ASSIGNMENT = Assignment(
    name="softmax_layer",
    files=("layers.py", "classifiers/fc_net.py"),
    checks=unaided((*SOFTMAX, *AFFINE_AND_RELU, *on_forward(LOSS), *NETWORK)),
)
