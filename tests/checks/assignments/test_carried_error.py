"""A mistake in `relative_error` costs there, and not in the sparse check that calls it."""

import pytest

from ..mutated import findings, function_of, with_functions

HEAD = "def relative_error(x, y):\n    x, y = require_same_shape(x, y)\n    "
TOTAL = "np.where((x == 0) & (y == 0), 1, np.abs(x) + np.abs(y))"
WRONG = {
    "divided by the larger": "return float(np.max(np.abs(x - y) / np.maximum(np.abs(x), np.abs(y))))",
    "absolute": "return float(np.max(np.abs(x - y)))",
    "mean": f"return float(np.mean(np.abs(x - y) / {TOTAL}))",
    "smallest": f"return float(np.min(np.abs(x - y) / {TOTAL}))",
    "of the sum": "return float(np.max(np.abs(x - y) / np.abs(x + y)))",
    "nan skipped": f"return float(np.nanmax(np.abs(x - y) / {TOTAL}, initial=0.0))",
    "twice": f"return 2 * float(np.max(np.abs(x - y) / {TOTAL}))",
}
OF_ARRAYS = """
def grad_check_sparse(f, x, analytic_grad, num_checks=10, h=1e-5):
    drawn = [tuple(np.random.randint(n) for n in x.shape) for _ in range(num_checks)]
    numerical = [(f_at(f, x, ix, x[ix] + h) - f_at(f, x, ix, x[ix] - h)) / (2 * h) for ix in drawn]
    analytic = [analytic_grad[ix] for ix in drawn]
    for pair in zip(numerical, analytic):
        print(*pair)
    return relative_error(numerical, analytic)
"""
SPARSE = {"one by one": function_of("grad_check_sparse"), "of arrays": OF_ARRAYS}


@pytest.mark.parametrize("sparse", SPARSE)
@pytest.mark.parametrize("wrong", WRONG)
def test_a_wrong_relative_error_costs_there_alone(wrong, sparse):
    student = with_functions({"relative_error": HEAD + WRONG[wrong], "grad_check_sparse": SPARSE[sparse]})
    found = findings("gradient_check", student)
    assert "failed" in {one.status for one in found.values() if one.task == "relative_error"}
    told = {one.check: one.code for one in found.values() if one.task == "grad_check_sparse"}
    assert set(told.values()) == {"ok"}


def test_a_constant_relative_error_leaves_nothing_to_judge():
    found = findings("gradient_check", with_functions({"relative_error": HEAD + "return 0.0"}))
    told = {one.check: (one.status, one.code) for one in found.values() if one.task == "grad_check_sparse"}
    assert told["relative"] == ("skipped", "needs_first")
    assert {status for status, _ in told.values()} == {"skipped"}


def test_the_same_mistake_made_again_costs_here():
    own = function_of("grad_check_sparse").replace(
        "relative_error(numerical, analytic)",
        "abs(numerical - analytic) / max(abs(numerical), abs(analytic))",
    )
    wrong = HEAD + WRONG["divided by the larger"]
    found = findings("gradient_check", with_functions({"relative_error": wrong, "grad_check_sparse": own}))
    assert found["grad_check_sparse/relative"].code == "sparse_error_wrong"


def test_the_right_relative_error_is_no_excuse():
    last = function_of("grad_check_sparse").replace("float(np.max(errors, initial=0.0))", "errors[-1]")
    found = findings("gradient_check", with_functions({"grad_check_sparse": last}))
    assert found["grad_check_sparse/largest"].code == "sparse_not_largest"
