"""Whatever a task returns or does to its arguments, each check says something, and nothing is earned."""

from textwrap import dedent

import pytest

from cs231n_kit.checks.assignments import NAMES, assignment

from ..mutated import Student, findings, function_of, with_function

TASKS = [(name, task) for name in NAMES for task in assignment(name).tasks]
RETURNED = (
    "None",
    "'text'",
    "1j",
    "0.0",
    "1.0",
    "True",
    "10**400",
    "np.nan",
    "np.zeros(0)",
    "[1, [2, 3]]",
    "{}",
    "np.full((2, 3), np.nan)",
    "(None, None)",
    "(None, None, None)",
    "(1.0, np.zeros((4, 5)))",
    "(1.0, np.zeros((5, 4)), None)",
    "(1.0, np.full((5, 4), np.inf), np.full(4, np.nan))",
)
# What has the right shape, made of the arguments but of none of their numbers.
ALIKE = {
    "loss": "({0}, np.full(W.shape, {0}))",
    "bias": "({0}, np.full(W.shape, {0}), np.full(b.shape, {0}))",
    "layer": "({0}, np.full(x.shape, {0}), np.full(W.shape, {0}))",
    "score loss": "({0}, np.full(x.shape, {0}))",
    "gradient": "np.full(x.shape, {0})",
    "number": "{0}",
    "history": "[{0}] * num_iters",
    "labels": "np.full(len(X), int({0}))",
    "distances": "np.full((len(X), len(self.X_train)), {0})",
    "votes": "np.full(len(dists), int({0}))",
    "as x": "(np.full(np.shape(x), {0}), x)",
    "affine": "(np.full((len(x), w.shape[1]), {0}), (x, w, b))",
    "affine back": "tuple(np.full(a.shape, {0}) for a in cache)",
    "as dout": "np.full(dout.shape, {0})",
    "jacobian": "np.full((*p.shape, p.shape[-1]), {0})",
    "psi": "(np.full(np.shape(cos_theta), {0}), np.full(np.shape(cos_theta), {0}))",
    "network": "np.full((len(X), self.params['b2'].size), {0}) if y is None else "
    "({0}, {{name: np.full(a.shape, {0}) for name, a in self.params.items()}})",
}
SHAPED = {
    "eval_numerical_gradient": "gradient",
    "relative_error": "number",
    "grad_check_sparse": "number",
    "softmax_loss_naive": "loss",
    "softmax_loss_vectorized": "loss",
    "svm_loss_naive": "loss",
    "svm_loss_vectorized": "loss",
    "large_margin_softmax_loss": "loss",
    "LinearClassifier.train": "history",
    "LinearClassifier.predict": "labels",
    "affine_softmax_loss": "bias",
    "gradient_descent": "history",
    "softmax_forward": "as x",
    "relu_forward": "as x",
    "affine_forward": "affine",
    "affine_backward": "affine back",
    "softmax_backward": "as dout",
    "relu_backward": "as dout",
    "softmax_jacobian": "jacobian",
    "softmax_loss": "score loss",
    "margin_psi": "psi",
    "large_margin_layer": "layer",
    "TwoLayerNet.loss": "network",
    "KNearestNeighbor.compute_distances_two_loops": "distances",
    "KNearestNeighbor.compute_distances_one_loop": "distances",
    "KNearestNeighbor.compute_distances_no_loops": "distances",
    "KNearestNeighbor.predict_labels": "votes",
}
CONSTANTS = ("0.0", "1.0", "0.25", "-3.0")
DONE = {
    "gradient_descent": (
        "params.clear(); return []",
        "params['b1'] = None; loss_fn(params)",
        "params['new'] = np.zeros(2); loss_fn(params)",
        "loss_fn(params['W1'])",
        "loss_fn(params); params['W1'] = np.zeros((7, 7)); return []",
        "loss_fn(params); params['W1'] *= np.inf; return [1.0]",
        "loss_fn(params)[1].clear(); return [1.0] * num_iters",
    ),
    "eval_numerical_gradient": ("f(None)", "f(x); x[...] = np.nan; return x", "raise SystemExit"),
    "grad_check_sparse": ("f(x[0])", "f(x); x[...] = np.nan; return f(x)", "f(x + 1); return 0.0"),
    "TwoLayerNet.__init__": (
        "self.params = {}; self.reg = reg",
        "self.params = dict.fromkeys(('W1', 'b1', 'W2', 'b2'), 0.0); self.reg = reg",
        "self.params = dict.fromkeys(('W1', 'b1', 'W2', 'b2'), np.zeros((2, 3))); self.reg = reg",
    ),
}
BODIES = [
    (name, task, body)
    for name, task in TASKS
    for body in (
        *(f"return {value}" for value in RETURNED),
        *(f"return {ALIKE[SHAPED[task]].format(value)}" for value in CONSTANTS if task in SHAPED),
        *DONE.get(task, ()),
    )
]


@pytest.mark.parametrize("name, task, body", BODIES)
def test_each_check_says_something_and_nothing_is_earned(name, task, body):
    signature = dedent(function_of(task)).split(":\n", 1)[0]
    found = findings(name, Student(with_function(task, f"{signature}:\n    {body}\n")), [task])
    assert len(found) == len(assignment(name).of(task))
    assert "syntax_error" not in {one.code for one in found.values()}
    assert {key: one.points for key, one in found.items() if one.points} == {}


def test_every_task_has_a_right_shape():
    assert SHAPED.keys() | {"TwoLayerNet.__init__"} == {task for _, task in TASKS}
