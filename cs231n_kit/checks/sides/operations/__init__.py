"""How a task is called: with arrays, numbers and names alone, so that the call can cross to a process.

A plain function is called as it is. What takes a function or is a method is called by one of the
operations here, which runs where the student's code runs and gives back numbers.
"""

from collections.abc import Callable
from typing import Any

from ...side import CALLS, DIRECTLY, FULL_SIZE, LINES
from . import fc_net, functions, gradient_descent, large_margin, layers, linear_classifier, neighbors
from .calls import tasks_called_by
from .direct import called_directly_by
from .full_size import at_full_size
from .lines import lines_run_by
from .student import Student

Operation = Callable[..., Any]

OPERATIONS: dict[str, Operation] = {
    "eval_numerical_gradient": functions.eval_numerical_gradient,
    "grad_check_sparse": functions.grad_check_sparse,
    "gradient_descent": gradient_descent.gradient_descent,
    "LinearClassifier.train": linear_classifier.train,
    "LinearClassifier.predict": linear_classifier.predict,
    "softmax_forward": layers.forward("softmax_forward"),
    "softmax_backward": layers.backward("softmax_backward", "softmax_forward"),
    "affine_forward": layers.forward("affine_forward"),
    "affine_backward": layers.backward("affine_backward", "affine_forward"),
    "relu_forward": layers.forward("relu_forward"),
    "relu_backward": layers.backward("relu_backward", "relu_forward"),
    "TwoLayerNet.__init__": fc_net.init,
    "TwoLayerNet.loss": fc_net.loss,
    "large_margin_layer": large_margin.layer,
    "KNearestNeighbor.compute_distances_two_loops": neighbors.distances("compute_distances_two_loops"),
    "KNearestNeighbor.compute_distances_one_loop": neighbors.distances("compute_distances_one_loop"),
    "KNearestNeighbor.compute_distances_no_loops": neighbors.distances("compute_distances_no_loops"),
    "KNearestNeighbor.predict_labels": neighbors.labels,
}


def operation(name: str) -> Operation:
    """The operation of that name: called with the student's functions and the arguments."""
    task = task_of(name)
    plain = OPERATIONS.get(task) or (lambda student, *arguments: student[task](*arguments))
    if name.startswith(LINES):
        return lines_run_by(task, plain)
    if name.startswith(CALLS):
        return tasks_called_by(task, plain)
    if name.startswith(DIRECTLY):
        return called_directly_by(task, plain)
    return at_full_size(task) if name.startswith(FULL_SIZE) else plain


def task_of(name: str) -> str:
    """The task that an operation calls."""
    for prefix in (LINES, CALLS, DIRECTLY, FULL_SIZE):
        name = name.removeprefix(prefix)
    return name


__all__ = ["OPERATIONS", "Student", "operation", "task_of"]
