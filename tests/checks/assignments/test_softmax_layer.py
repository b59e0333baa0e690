"""The layers of the network: what is judged with the student's own other layers, and what is not."""

import pytest

from ..mutated import findings, function_of, with_functions


def judged(texts):
    return findings("softmax_layer", with_functions(texts))


NOT_NORMALISED = """
def softmax_forward(x):
    p = np.exp(x - x.max(axis=-1, keepdims=True))
    return p, p
"""


def test_the_way_back_goes_on_from_wrong_probabilities():
    found = judged({"softmax_forward": NOT_NORMALISED})
    assert all(one.status == "passed" for one in found.values() if one.task != "softmax_forward")


def test_a_way_back_that_cannot_be_judged_earns_nothing():
    jacobian = "def softmax_jacobian(p):\n    return np.zeros(p.shape + p.shape[-1:])"
    found = judged({"softmax_forward": NOT_NORMALISED, "softmax_jacobian": jacobian})
    assert found["softmax_backward/one_example"].code == "needs_first"
    assert found["softmax_backward/one_example"].points == 0


@pytest.mark.parametrize(
    "task, wrong",
    [
        ("affine_forward", ("@ w + b", "@ w - b")),
        ("affine_backward", ("dout.sum(axis=0)", "dout.mean(axis=0)")),
        ("relu_forward", ("np.maximum(x, 0)", "np.maximum(x, 0.1 * x)")),
        ("relu_backward", ("(x > 0)", "(x < 0)")),
        ("softmax_loss", ("-np.mean(", "-np.sum(")),
        # another form than the docstring's
        ("affine_backward", ("return dx, dw, db", "return dw, dx, db")),
        ("affine_backward", ("dout.sum(axis=0)", "dout.sum(axis=0, keepdims=True)")),
        ("relu_forward", ("np.maximum(x, 0), x", "np.maximum(x, 0)")),
    ],
)
def test_the_network_is_judged_with_the_students_own_layers(task, wrong):
    found = judged({task: function_of(task).replace(*wrong)})
    assert any(one.status == "failed" for one in found.values() if one.task == task)
    assert all(one.status == "passed" for one in found.values() if one.task == "TwoLayerNet.loss")


def test_the_network_is_told_about_its_own_mistake_beside_that_of_a_layer():
    loss = function_of("TwoLayerNet.loss").replace("da = relu_backward(da, cache_relu)", "da = da.copy()")
    backward = function_of("affine_backward").replace("dout.sum(axis=0)", "dout.mean(axis=0)")
    found = judged({"TwoLayerNet.loss": loss, "affine_backward": backward})
    assert found["TwoLayerNet.loss/gradients"].code == "gate_missing"
    assert found["affine_backward/db"].code == "backward_averaged"


def test_gradients_averaged_twice_are_told_beside_a_mistake_of_a_layer():
    loss = function_of("TwoLayerNet.loss").replace(
        "softmax_loss(S, y)", "softmax_loss(S, y)\n        dS /= len(X)"
    )
    backward = function_of("affine_backward").replace("dout.sum(axis=0)", "dout.mean(axis=0)")
    found = judged({"TwoLayerNet.loss": loss, "affine_backward": backward})
    assert found["TwoLayerNet.loss/gradients"].code == "net_averaged_twice"


def test_a_wrong_way_back_from_wrong_probabilities_earns_nothing():
    backward = function_of("softmax_backward").replace("dout - mean[..., None]", "dout + mean[..., None]")
    found = judged({"softmax_forward": NOT_NORMALISED, "softmax_backward": backward})
    assert {found[f"softmax_backward/{check}"].code for check in ("one_example", "batch")} == {"needs_first"}


def test_the_loss_of_a_network_needs_no_init_of_the_students():
    init = function_of("TwoLayerNet.__init__").replace("self.params = {}", "raise ValueError('not yet')")
    found = judged({"TwoLayerNet.__init__": init})
    assert all(one.status == "crashed" for one in found.values() if one.task == "TwoLayerNet.__init__")
    assert all(one.status == "passed" for one in found.values() if one.task == "TwoLayerNet.loss")


@pytest.mark.parametrize(
    "task, wrong, costs",
    [
        ("affine_backward", ("return dx, dw, db", "return dw, dx, db"), {"dx": "returned_swapped"}),
        ("affine_backward", ("sum(axis=0)", "sum(axis=0, keepdims=True)"), {"db": "wrong_shape"}),
        ("affine_forward", (" @ w + b", " @ w"), {"rows": "affine_without_bias"}),
        ("affine_forward", (" @ w + b", " @ w - b"), {"rows": "affine_bias_scaled"}),
        (
            "TwoLayerNet.__init__",
            ("np.zeros(hidden_dim)", "np.zeros(num_classes)"),
            {"shapes": "first_shape"},
        ),
        ("TwoLayerNet.__init__", ("randn(input_dim, hidden_dim)", "randn(10)"), {"shapes": "first_shape"}),
    ],
)
def test_one_mistake_costs_one_check(task, wrong, costs):
    found = judged({task: function_of(task).replace(*wrong)})
    failed = {key: one.code for key, one in found.items() if one.status == "failed"}
    assert failed == {f"{task}/{check}": code for check, code in costs.items()}


def test_images_are_judged_beside_a_bias_that_is_missing():
    forward = function_of("affine_forward").replace(
        "x.reshape(len(x), -1) @ w + b", 'x.reshape(len(x), -1, order="F") @ w'
    )
    found = judged({"affine_forward": forward})
    assert found["affine_forward/images"].code == "flatten_order"


LOSS_OF_PROBABILITIES = """
def softmax_loss(x, y):
    p, _ = softmax_forward(x)
    rows = np.arange(len(x))
    dx = p.copy()
    dx[rows, y] -= 1
    return -np.mean(np.log(p[rows, y])), dx / len(x)
"""


def test_a_loss_made_of_wrong_probabilities_is_not_judged():
    wrong = function_of("softmax_forward").replace("p.sum(axis=-1,", "p.sum(axis=0,")
    found = judged({"softmax_forward": wrong, "softmax_loss": LOSS_OF_PROBABILITIES})
    codes = {check: found[f"softmax_loss/{check}"].code for check in ("loss", "gradient")}
    assert codes == {"loss": "needs_first", "gradient": "needs_first"}


def test_a_loss_that_is_wrong_by_itself_is_not_put_down_to_the_probabilities():
    loss = LOSS_OF_PROBABILITIES.replace("dx[rows, y] -= 1", "dx[rows, y] += 1")
    assert judged({"softmax_loss": loss})["softmax_loss/gradient"].code != "needs_first"
    wrong = function_of("softmax_forward").replace("p.sum(axis=-1,", "p.sum(axis=0,")
    loss = function_of("softmax_loss").replace("    dx /= N\n", "")
    found = judged({"softmax_forward": wrong, "softmax_loss": loss})
    assert found["softmax_loss/gradient"].code == "grad_not_averaged"
