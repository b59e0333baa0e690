"""Which of the parts of the large-margin softmax is told of a mistake that several of them show."""

from ..mutated import findings, function_of, with_functions


def judged(texts):
    return findings("large_margin", with_functions(texts))


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
        "margin_psi/borders": "told_already",
        "margin_psi/shapes": "told_already",
        "margin_psi/side_effects": "nothing_right_yet",
    }


def test_the_slope_of_a_wrong_psi_is_not_judged():
    psi = function_of("margin_psi").replace("sign * T - 2 * k, sign * margin * U", "T, margin * U")
    found = judged({"margin_psi": psi})
    assert found["margin_psi/values"].code == "psi_without_pieces"
    assert (found["margin_psi/slope"].code, found["margin_psi/slope"].points) == ("told_already", 0)


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
