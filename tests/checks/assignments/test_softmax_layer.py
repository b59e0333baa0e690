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
