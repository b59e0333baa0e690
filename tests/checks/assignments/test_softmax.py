import pytest

from cs231n_kit.authoring.mutants.run import try_all
from cs231n_kit.authoring.mutants.trial import trial_of
from cs231n_kit.checks.assignments import assignment

from ..variants import linear_classifier, softmax
from ..variants.trials import trials_of

SOFTMAX = assignment("softmax")
VARIANTS = [
    *trials_of(softmax, "softmax"),
    *(trial_of(variant, "softmax") for variant in linear_classifier.VARIANTS),
]
# What is said, at full points, of a variant that deserves it.
ADVICE = {
    "softmax_loss_naive: half_convention": "ok_half_convention",
    "softmax_loss_vectorized: half_convention": "ok_half_convention",
    "softmax_loss_vectorized: float32_and_a_shift_of_50": "ok_float32",
    "softmax_loss_vectorized: softmax_of_scipy": "unstable_log_zero",
    "softmax_loss_vectorized: helper_and_log_of_p": "unstable_log_zero",
    "softmax_loss_vectorized: loss_with_one_entry": "ok_loss_array",
    "softmax_loss_vectorized: loss_with_one_row_and_column": "ok_loss_array",
    "softmax_loss_vectorized: loss_without_dimensions": "ok_loss_array",
}


@pytest.fixture(scope="module")
def outcomes():
    return {outcome.name: outcome for outcome in try_all(VARIANTS)}


def test_the_points_add_up():
    assert sum(check.points for check in SOFTMAX.checks) == 20


def test_there_are_many_variants_and_each_has_its_name():
    assert len({variant.name for variant in VARIANTS}) == len(VARIANTS) >= 20
    assert ADVICE.keys() <= {variant.name for variant in VARIANTS}


@pytest.mark.parametrize("name", [variant.name for variant in VARIANTS])
def test_a_right_variant_scores_full_points(name, outcomes):
    assert not outcomes[name].rejected, outcomes[name].codes
    assert outcomes[name].codes == ((ADVICE[name],) if name in ADVICE else ())
