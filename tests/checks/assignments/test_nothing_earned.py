"""What returns the right shape of nothing, or a constant, earns nothing, and is told what is missing."""

import pytest

from ..mutated import Student, findings, function_of, with_function

DRAWS = """
    for _ in range(num_checks):
        ix = tuple(np.random.randint(n) for n in x.shape)
        print(ix, f_at(f, x, ix, x[ix] + h), f_at(f, x, ix, x[ix] - h))
    return {}
"""
PRINTS = """
    for ix in np.ndindex(x.shape):
        f_at(f, x, ix, x[ix] + h), f_at(f, x, ix, x[ix] - h)
        if verbose:
            print(ix, 0.0)
    return np.zeros_like(x)
"""
ASKS = """
    loss_history = [loss_fn(params)[0] for _ in range(num_iters)]
    return {}
"""
BODIES = {
    "eval_numerical_gradient": [
        "\n    return np.zeros(x.shape)\n",
        "\n    return np.ones(x.shape)\n",
        "\n    return x\n",
        PRINTS,
    ],
    "relative_error": [
        f"\n    return {value}\n" for value in ("0.0", "1.0", "1e-9", "np.nan", "np.inf", "[0.0]")
    ],
    "grad_check_sparse": [
        "\n    return 0.0\n",
        *(DRAWS.format(value) for value in ("0.0", "1.0", "1e-9", "np.nan", "None", "[None]", "np.zeros(5)")),
    ],
    "gradient_descent": [
        "\n    return []\n",
        "\n    return [0.0] * num_iters\n",
        *(ASKS.format(value) for value in ("[]", "[0.0] * num_iters", "loss_history", "None")),
    ],
}
ASSIGNMENTS = dict.fromkeys(BODIES, "gradient_check") | {"gradient_descent": "spiral"}


@pytest.mark.parametrize("task, body", [(task, body) for task, bodies in BODIES.items() for body in bodies])
def test_a_constant_earns_nothing_and_is_told_so(task, body):
    found = scored(task, body)
    assert sum(one.points for one in found) == 0
    assert "failed" in {one.status for one in found}
    assert "check_failed" not in {one.code for one in found}


MOVES = """
    loss_history = []
    for _ in range(num_iters):
        loss, grads = loss_fn(params)
        loss_history.append({})
        for name, p in params.items():
            {}
    return loss_history
"""
RIGHT = "p -= step_size * grads[name]"
STRANGE = [
    ("eval_numerical_gradient", "\n    return np.full(x.shape, 'a')\n", {"wrong_return"}),
    ("eval_numerical_gradient", "\n    return {'grad': None}\n", {"wrong_return"}),
    ("relative_error", "\n    return [[0.1], [0.2, 0.3]]\n", {"wrong_return"}),
    ("relative_error", "\n    return {'error': 0.1}\n", {"wrong_return"}),
    ("grad_check_sparse", DRAWS.format("['a']"), {"wrong_return"}),
    ("grad_check_sparse", DRAWS.format("[1, [2, 3]]"), {"wrong_return"}),
    ("gradient_descent", MOVES.format("str(loss)", RIGHT), {"wrong_return"}),
    ("gradient_descent", MOVES.format("None", RIGHT), {"wrong_return"}),
    ("gradient_descent", MOVES.format("[loss, [1]]", RIGHT), {"wrong_return"}),
    ("gradient_descent", MOVES.format("[loss]", RIGHT), {"history_length"}),
    ("gradient_descent", MOVES.format("grads", RIGHT), {"wrong_return"}),
    ("gradient_descent", MOVES.format("loss", "params[name] = None"), {"wrong_return", "exception"}),
    ("gradient_descent", MOVES.format("loss", "params[name] = 'a'"), {"wrong_return", "exception"}),
    ("gradient_descent", MOVES.format("loss", "params[name] = [1, [2]]"), {"wrong_return", "exception"}),
    ("gradient_descent", MOVES.format("loss", "params[name] = p.astype(str)"), {"wrong_return", "exception"}),
    (
        "gradient_descent",
        "\n    loss_fn(params)\n    params['new'] = 'a'\n    return 3.0\n",
        {"wrong_return"},
    ),
]


@pytest.mark.parametrize("task, body, codes", STRANGE)
def test_what_is_no_number_is_said_to_be_none(task, body, codes):
    said = {one.code for one in scored(task, body) if one.status not in ("passed", "skipped")}
    assert "check_failed" not in said
    assert codes <= said


def scored(task, body):
    signature = function_of(task).split(":\n", 1)[0]
    student = Student(with_function(task, f"{signature}:{body}"))
    return list(findings(ASSIGNMENTS[task], student, [task]).values())
