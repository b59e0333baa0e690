"""The checks of the large-margin softmax: right work scores 20, stubs 0, and each mistake is named."""

import pytest

from cs231n_kit.authoring.mutants.catalogue.large_margin import MUTANTS

from ..mutated import findings, function_of, with_functions
from ..variants.large_margin import VARIANTS

NAME = "large_margin"
# Where the score of the true class is wrong all probabilities are, and with them every gradient.
FOLLOWS = {"margin_gradient_wrong"}


def score(found):
    return sum(one.points for one in found.values())


def judged(texts):
    return findings(NAME, with_functions(texts))


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: f"{mutant.task}-{mutant.name}")
def test_a_mistake_is_named_and_costs_once(mutant):
    found = judged({mutant.task: mutant.of(function_of(mutant.task))})
    judged_wrong = [one for one in found.values() if one.status not in ("passed", "skipped")]
    failed = {one.code for one in judged_wrong if one.task == mutant.task}
    elsewhere = {one.code for one in found.values() if one.task != mutant.task}
    assert mutant.code in failed
    assert failed <= {mutant.code} | FOLLOWS
    assert elsewhere <= {"ok", "needs_first"}
    assert all(one.message and "{" not in one.message for one in found.values())


@pytest.mark.parametrize("name", VARIANTS)
def test_what_is_right_and_unusual_scores_everything(name):
    texts, advice = VARIANTS[name]
    found = judged(texts)
    assert score(found) == 20, [(key, one.code) for key, one in found.items() if one.status != "passed"]
    assert {one.code for one in found.values()} - {"ok"} == advice


def test_a_wrong_psi_costs_nothing_further_on():
    psi = (
        function_of("margin_psi")
        .replace("sign * T - 2 * k", "sign * T")
        .replace("sign * margin * U", "margin * U")
    )
    found = judged({"margin_psi": psi})
    assert {key for key, one in found.items() if one.status != "passed"} == {
        "margin_psi/values",
        "margin_psi/slope",
    }


def test_a_layer_with_a_wrong_psi_of_its_own_is_told():
    layer = function_of("large_margin_layer").replace(
        "psi, dpsi = margin_psi(cos_theta, margin)\n",
        "psi, dpsi = np.cos(margin * np.arccos(cos_theta)), np.ones_like(cos_theta)\n",
    )
    found = judged({"large_margin_layer": layer})
    assert found["large_margin_layer/loss"].code == "loss_wrong"
    assert all(one.status == "passed" for one in found.values() if one.task == "margin_psi")


def test_a_layer_that_hands_other_cosines_to_psi_is_told():
    layer = function_of("large_margin_layer").replace(
        "margin_psi(cos_theta, margin)", "margin_psi(0.9 * cos_theta, margin)"
    )
    assert judged({"large_margin_layer": layer})["large_margin_layer/loss"].status == "failed"


def test_the_loss_is_judged_with_the_students_own_layer_and_by_itself():
    layer = function_of("large_margin_layer").replace("    dS /= N\n", "")
    loss = function_of("large_margin_softmax_loss")
    wrong_layer = judged({"large_margin_layer": layer})
    assert wrong_layer["large_margin_layer/dW"].code == "grad_not_averaged"
    assert all(
        one.status == "passed" for one in wrong_layer.values() if one.task == "large_margin_softmax_loss"
    )
    both = judged(
        {"large_margin_layer": layer, "large_margin_softmax_loss": loss.replace("dW + 2 * reg * W", "dW")}
    )
    assert both["large_margin_softmax_loss/gradient_regularisation"].code == "grad_reg_missing"


def test_a_loss_that_stops_by_itself_is_not_put_down_to_the_layer():
    loss = function_of("large_margin_softmax_loss").replace("dW + 2 * reg * W", "dW + 2 * reg * W.T")
    found = judged({"large_margin_softmax_loss": loss})
    assert found["large_margin_softmax_loss/loss"].code == "exception"
