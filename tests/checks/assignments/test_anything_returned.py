"""Whatever a task returns or does to its arguments, each check says something, and little is earned."""

import pytest

from cs231n_kit.checks.assignments import assignment

from ..mutated import Student, findings, function_of, with_function

NAMES = ("gradient_check", "svm", "spiral")
TASKS = [(name, task) for name in NAMES for task in assignment(name).tasks]
RETURNED = (
    "None",
    "'text'",
    "1j",
    "0.0",
    "10**400",
    "np.nan",
    "np.zeros(0)",
    "[1, [2, 3]]",
    "np.full((2, 3), np.nan)",
    "(None, None, None)",
    "(1.0, np.zeros((4, 5)))",
    "(1.0, np.zeros((5, 4)), None)",
    "(1.0, np.full((5, 4), np.inf), np.full(4, np.nan))",
)
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
}
BODIES = [
    (name, task, body)
    for name, task in TASKS
    for body in (*(f"return {value}" for value in RETURNED), *DONE.get(task, ()))
]


@pytest.mark.parametrize("name, task, body", BODIES)
def test_each_check_says_something_and_little_is_earned(name, task, body):
    signature = function_of(task).split(":\n", 1)[0]
    found = findings(name, Student(with_function(task, f"{signature}:\n    {body}\n")), [task])
    assert len(found) == len(assignment(name).of(task))
    assert sum(one.points for one in found.values()) < 0.5 * sum(one.max_points for one in found.values())
