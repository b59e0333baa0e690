"""Which of the parts of the large-margin softmax is told of a mistake that several of them show."""

import pytest

from ..mutated import findings, function_of, with_functions


def judged(texts):
    return findings("large_margin", with_functions(texts))


def psi_of(wrong):
    """The text of margin_psi that returns something else."""
    return function_of("margin_psi").replace("sign * T - 2 * k, sign * margin * U", wrong)


def test_a_wrong_psi_costs_nothing_further_on():
    psi = (
        function_of("margin_psi")
        .replace("sign * T - 2 * k", "sign * T")
        .replace("sign * margin * U", "margin * U")
    )
    found = judged({"margin_psi": psi})
    assert {key: one.code for key, one in found.items() if one.status != "passed"} == {
        "margin_psi/values": "psi_steps",
        "margin_psi/slope": "slope_sign",
    }


@pytest.mark.parametrize(
    "code, wrong",
    [
        ("psi_without_pieces", "T, margin * U"),
        ("psi_sign_missing", "T - 2 * k, margin * U"),
        ("psi_wrong", "2 * k - sign * T, -sign * margin * U"),
    ],
)
def test_the_slope_of_a_psi_with_a_known_mistake_is_right(code, wrong):
    found = judged({"margin_psi": psi_of(wrong)})
    assert {key: one.code for key, one in found.items() if one.status != "passed"} == {
        "margin_psi/values": code
    }


@pytest.mark.parametrize(
    "wrong", ["0.5 * T, 0.5 * margin * U", "0 * T, 0 * U", "T**3, 3 * T**2 * margin * U"]
)
def test_the_slope_of_a_psi_that_is_simply_wrong_is_not_judged(wrong):
    found = judged({"margin_psi": psi_of(wrong)})
    of_psi = {one.check: one for one in found.values() if one.task == "margin_psi"}
    assert of_psi["values"].code == "psi_wrong"
    assert of_psi["slope"].code == "told_already"
    assert sum(one.points for one in of_psi.values()) == 0


def test_a_psi_with_a_known_mistake_is_judged_at_its_own_borders_and_for_other_shapes():
    ends = "np.where(np.abs(cos_theta) == 1, 0, margin * U)"
    found = judged({"margin_psi": psi_of(f"(T - 2 * k), {ends}")})
    assert found["margin_psi/borders"].code == "wrong_at_border"
    found = judged({"margin_psi": psi_of("(T - 2 * k) * (1 if cos_theta.ndim == 1 else 2), margin * U")})
    assert found["margin_psi/shapes"].code == "edge_case"


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
