"""All mistakes whose numbers a check compares with, by what the check asks the expected side for."""

from collections.abc import Callable
from typing import Any

from . import differences, gradient_descent, hinge, layers, neighbors, psi, relative_error, softmax

MISTAKES: dict[str, Callable[..., Any]] = {
    "mistakes in relative_error": relative_error.errors,
    "one-sided differences": differences.one_sided,
    "gradient_descent one by one": gradient_descent.one_by_one,
    "mistakes in softmax_loss": softmax.losses,
    "mistakes in label terms": softmax.label_terms,
    "an epsilon in softmax_loss": softmax.epsilons,
    "mistakes in svm_loss": hinge.losses,
    "svm_loss with other margins": hinge.other_margins,
    "mistakes in psi": psi.values,
    "mistakes in the slope of psi": psi.slopes,
    "cosines of large_margin_layer": psi.cosines,
    "mistakes in softmax_jacobian": layers.jacobian,
    "mistakes in softmax_backward": layers.softmax_back,
    "mistakes in relu_forward": layers.relu,
    "mistakes in relu_backward": layers.relu_back,
    "mistakes in distances": neighbors.distances,
    "mistakes in votes": neighbors.votes,
    "mistakes in ties": neighbors.ties,
}
