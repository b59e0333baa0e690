import pytest

from cs231n_kit.authoring.mutants.catalogue.spiral import MUTANTS

from ..mutated import Student, findings, function_of, with_function
from ..variants import spiral
from ..variants.trials import trials_of

VARIANTS = {trial.name: trial for trial in trials_of(spiral, "spiral")}
# What is said, at full points, of a variant that deserves it.
ADVICE = {
    "affine_softmax_loss: full_convention": {"ok_full_convention"},
    "affine_softmax_loss: log_of_the_probability": {"unstable_log_zero"},
    "affine_softmax_loss: float32_inside": {"unstable_log_zero"},
    "affine_softmax_loss: loss_without_dimensions": {"ok_loss_array"},
    "gradient_descent: in_one_line": {"ok_one_by_one"},
    "gradient_descent: asks_twice": {"ok_asked_more"},
}


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: f"{mutant.task}: {mutant.name}")
def test_a_mutant_earns_its_own_code_and_no_other(mutant):
    student = Student(with_function(mutant.task, mutant.of(function_of(mutant.task))))
    found = findings("spiral", student, [mutant.task]).values()
    assert {one.code for one in found if one.status not in ("passed", "skipped")} == {mutant.code}


@pytest.mark.parametrize("name", VARIANTS)
def test_a_right_variant_scores_full_points(name):
    trial = VARIANTS[name]
    found = findings("spiral", Student({trial.file: trial.text}), [trial.task]).values()
    assert [one.message for one in found if one.status != "passed"] == []
    assert {one.code for one in found} == {"ok"} | ADVICE.get(name, set())


def test_a_mistake_in_the_slopes_is_told_of_dW_and_costs_nothing_in_db():
    function = function_of("affine_softmax_loss").replace("    dS[rows, y] -= 1\n", "")
    found = findings(
        "spiral", Student(with_function("affine_softmax_loss", function)), ["affine_softmax_loss"]
    )
    assert found["affine_softmax_loss/gradient"].code == "missing_label_term"
    assert found["affine_softmax_loss/bias_gradient"].status == "passed"


@pytest.mark.parametrize("penalised", ["the loss", "db"])
def test_which_of_the_two_has_a_penalty_on_the_bias(penalised):
    right, wrong = {
        "the loss": ("* reg * np.sum(W * W)", "* reg * (np.sum(W * W) + np.sum(b * b))"),
        "db": (".reshape(b.shape)", ".reshape(b.shape) + reg * b"),
    }[penalised]
    function = function_of("affine_softmax_loss").replace(right, wrong)
    found = findings(
        "spiral", Student(with_function("affine_softmax_loss", function)), ["affine_softmax_loss"]
    )
    assert found["affine_softmax_loss/bias_penalty"].evidence["what"] == penalised
    assert [key for key, one in found.items() if one.status != "passed"] == [
        "affine_softmax_loss/bias_penalty"
    ]
