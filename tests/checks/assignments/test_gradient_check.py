import ast

import pytest

from cs231n_kit.authoring.mutants.catalogue.gradient_check import MUTANTS
from cs231n_kit.tasks import STUBS, functions

from ..mutated import Student, findings, function_of, with_function
from ..variants import gradient_check
from ..variants.trials import trials_of

VARIANTS = {trial.name: trial for trial in trials_of(gradient_check, "gradient_check")}
# What is said, at full points, of a variant that deserves it.
ADVICE = {
    "eval_numerical_gradient: of_copies": {"ok_copied_x"},
    "eval_numerical_gradient: along_unit_vectors": {"ok_copied_x"},
    "eval_numerical_gradient: in_float32": {"ok_copied_x"},
    "relative_error: with_a_floor": {"ok_error_floor"},
}


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: f"{mutant.task}: {mutant.name}")
def test_a_mutant_earns_its_own_code_and_no_other(mutant):
    student = Student(with_function(mutant.task, mutant.of(function_of(mutant.task))))
    found = findings("gradient_check", student, [mutant.task]).values()
    assert {one.code for one in found if one.status not in ("passed", "skipped")} == {mutant.code}


@pytest.mark.parametrize("name", VARIANTS)
def test_a_right_variant_scores_full_points(name):
    trial = VARIANTS[name]
    found = findings("gradient_check", Student({trial.file: trial.text}), [trial.task]).values()
    assert [one.message for one in found if one.status != "passed"] == []
    assert {one.code for one in found} == {"ok"} | ADVICE.get(name, set())


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
