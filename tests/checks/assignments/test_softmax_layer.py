"""The checks of the softmax layer: right work scores 20, stubs 0, and each mistake is named, once."""

import pytest

from cs231n_kit.authoring.mutants.catalogue.softmax_layer import MUTANTS

from ..mutated import findings, function_of, with_functions
from ..variants.softmax_layer import VARIANTS

NAME = "softmax_layer"


def score(found):
    return sum(one.points for one in found.values())


def judged(texts):
    return findings(NAME, with_functions(texts))


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: f"{mutant.task}-{mutant.name}")
def test_a_mistake_is_named_and_costs_once(mutant):
    found = judged({mutant.task: mutant.of(function_of(mutant.task))})
    codes = {one.code for one in found.values() if one.task == mutant.task}
    judged_wrong = [one for one in found.values() if one.status not in ("passed", "skipped")]
    failed = {one.code for one in judged_wrong if one.task == mutant.task}
    elsewhere = {one.code for one in found.values() if one.task != mutant.task}
    assert mutant.code in codes
    assert failed <= {mutant.code}
    assert elsewhere <= {"ok", "needs_first"}
    assert all(one.message and "{" not in one.message for one in found.values())


@pytest.mark.parametrize("name", VARIANTS)
def test_what_is_right_and_unusual_scores_everything(name):
    texts, advice = VARIANTS[name]
    found = judged(texts)
    assert score(found) == 20, [(key, one.code) for key, one in found.items() if one.status != "passed"]
    assert {one.code for one in found.values()} - {"ok"} == advice


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


def test_the_loss_of_a_network_needs_no_init_of_the_students():
    init = function_of("TwoLayerNet.__init__").replace("self.params = {}", "raise ValueError('not yet')")
    found = judged({"TwoLayerNet.__init__": init})
    assert all(one.status == "crashed" for one in found.values() if one.task == "TwoLayerNet.__init__")
    assert all(one.status == "passed" for one in found.values() if one.task == "TwoLayerNet.loss")
