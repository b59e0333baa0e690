import pytest

from ..mutated import Student, findings, function_of, with_function


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
