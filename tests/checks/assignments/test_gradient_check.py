import ast

import pytest

from cs231n_kit.tasks import STUBS, functions

from ..mutated import Student, findings, function_of, with_function, with_functions

CHECKS = ("formula", "restores", "shapes", "default_step", "verbosity")
WRONG_ERROR = """
def relative_error(x, y):
    x, y = require_same_shape(x, y)
    return float(np.max(np.abs(x - y) / np.maximum(np.abs(x), np.abs(y)), initial=0.0))
"""


def test_a_wrong_relative_error_costs_nothing_in_the_check_that_calls_it():
    student = Student(with_function("relative_error", WRONG_ERROR))
    found = findings("gradient_check", student)
    assert found["relative_error/formula"].code == "error_denominator"
    assert {one.status for one in found.values() if one.task == "grad_check_sparse"} == {"passed"}


def test_a_sparse_check_that_calls_a_stub_is_not_done_and_says_of_what():
    stub = (STUBS / "gradient_check.py").read_text("utf-8")
    function = dict(functions(ast.parse(stub)))["relative_error"]
    student = Student(with_function("relative_error", ast.get_source_segment(stub, function)))
    codes = {one.code for one in findings("gradient_check", student, ["grad_check_sparse"]).values()}
    assert codes == {"not_implemented"}


def test_functions_refuse_what_has_another_shape_than_x():
    student = Student(
        with_function(
            "eval_numerical_gradient",
            "def eval_numerical_gradient(f, x, verbose=True, h=1e-5):\n    return f(x[0]) * x\n",
        )
    )
    found = findings("gradient_check", student, ["eval_numerical_gradient"])[
        "eval_numerical_gradient/formula"
    ]
    assert found.status == "crashed"
    assert "f takes an array of the shape (5,), got ()" in found.message


EARNED = [
    # Which edit of the task, and the checks that it costs.
    ("eval_numerical_gradient", ("/ (2 * h)\n", "/ h\n"), {"formula"}),
    ("eval_numerical_gradient", ("/ (2 * h)\n", "* h / 2\n"), {"formula"}),
    ("eval_numerical_gradient", ("f_at(f, x, ix, x[ix] - h)", "f(x)"), {"formula"}),
    ("eval_numerical_gradient", ("(above - below)", "np.float64(h * x[ix])"), set(CHECKS)),
    ("relative_error", ("float(np.max(", "100 * float(np.max("), {"formula"}),
    ("relative_error", ("float(np.max(", "-float(np.max("), {"formula"}),
    ("grad_check_sparse", ("/ (2 * h)", "/ h"), {"relative"}),
]


@pytest.mark.parametrize("task, edit, lost", EARNED)
def test_a_factor_costs_the_formula_and_what_is_left_is_judged(task, edit, lost):
    student = with_functions({task: function_of(task).replace(*edit)})
    found = findings("gradient_check", student, [task]).values()
    assert {one.check for one in found if not one.points} == lost


def test_a_factor_hides_no_second_mistake():
    function = function_of("eval_numerical_gradient").replace("/ (2 * h)\n", "/ h\n")
    twice = function.replace("np.ndindex(x.shape)", "np.ndindex(x.shape[:1])")
    found = findings("gradient_check", with_functions({"eval_numerical_gradient": twice}))
    assert found["eval_numerical_gradient/formula"].code == "difference_divisor"
    assert found["eval_numerical_gradient/shapes"].code == "edge_case"
    assert found["eval_numerical_gradient/restores"].status == "passed"
