from types import SimpleNamespace

import autograd.numpy as anp
import numpy as np
import pytest
from autograd import value_and_grad
from autograd.scipy.special import logsumexp
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import approx_fprime

from .oracle import distance


def network(kit, D=5, H=7, C=3, N=4, seed=0, scale=1.0, reg=0.3):
    rng = np.random.default_rng(seed)
    net = kit.fc_net.TwoLayerNet(D, H, C, weight_scale=1.0, reg=reg)
    net.params = {name: scale * rng.standard_normal(w.shape) for name, w in net.params.items()}
    return net, rng.standard_normal((N, D)), rng.integers(0, C, N)


def oracle_loss(params, X, y, reg):
    hidden = anp.maximum(anp.dot(X, params["W1"]) + params["b1"], 0.0)
    S = anp.dot(hidden, params["W2"]) + params["b2"]
    penalty = 0.5 * reg * (anp.sum(params["W1"] ** 2) + anp.sum(params["W2"] ** 2))
    return anp.mean(logsumexp(S, axis=1) - S[np.arange(len(y)), y]) + penalty


def assert_agrees_with_oracle(net, X, y):
    loss, grads = net.loss(X, y)
    expected, expected_grads = value_and_grad(oracle_loss)(net.params, X, y, net.reg)
    assert isinstance(loss, float)
    assert distance(loss, expected) <= 1e-7
    assert set(grads) == {"W1", "b1", "W2", "b2"}
    for name, gradient in grads.items():
        assert gradient.shape == net.params[name].shape
        assert distance(gradient, expected_grads[name]) <= 1e-7


@settings(deadline=None, max_examples=60)
@given(
    D=st.integers(1, 6),
    H=st.integers(1, 7),
    C=st.integers(1, 5),
    N=st.integers(1, 6),
    seed=st.integers(0, 2**32 - 1),
    scale=st.sampled_from([1e-3, 1.0, 10.0]),
    reg=st.sampled_from([0.0, 1e-3, 1.0]),
)
def test_agrees_with_autograd_at_every_shape(reference, D, H, C, N, seed, scale, reg):
    assert_agrees_with_oracle(*network(reference, D, H, C, N, seed, scale, reg))


@pytest.mark.parametrize("name", ["W1", "b1", "W2", "b2"])
def test_agrees_with_finite_differences(reference, name):
    net, X, y = network(reference)
    h = 1e-7
    before = X @ net.params["W1"] + net.params["b1"]
    assert np.min(np.abs(before)) > 10 * h  # no hidden unit near its kink
    right, gradient = net.params[name], net.loss(X, y)[1][name]

    def loss(values):
        net.params[name] = values.reshape(right.shape)
        return net.loss(X, y)[0]

    assert distance(gradient.ravel(), approx_fprime(right.ravel(), loss, h)) <= 1e-5


MUTANTS = {
    "penalty in full": ("loss += 0.5 * self.reg", "loss += self.reg"),
    "penalty on one layer alone": ("(np.vdot(W1, W1) + np.vdot(W2, W2))", "np.vdot(W1, W1)"),
    "penalty missing in a gradient": ("        dW2 += self.reg * W2\n", ""),
    "penalty on a bias": ('"b1": db1', '"b1": db1 + self.reg * b1'),
    "no ReLU on the way back": ("        da = relu_backward(da, cache_relu)\n", ""),
    "a bias left out": ('"b1": db1', '"b1": 0 * db1'),
    "sign": ('"W1": dW1,', '"W1": -dW1,'),
}


@pytest.mark.parametrize("mistake", MUTANTS)
def test_the_oracle_rejects(reference, edited, mistake):
    namespace = edited("classifiers/fc_net.py", *MUTANTS[mistake])
    namespace |= {name: layer for name, layer in vars(reference.layers).items() if name in namespace}
    mutant = SimpleNamespace(fc_net=SimpleNamespace(TwoLayerNet=namespace["TwoLayerNet"]))
    with pytest.raises(AssertionError):
        assert_agrees_with_oracle(*network(mutant))


def test_without_labels_it_gives_the_scores(reference):
    net, X, _ = network(reference)
    hidden = np.maximum(X @ net.params["W1"] + net.params["b1"], 0)
    np.testing.assert_allclose(net.loss(X), hidden @ net.params["W2"] + net.params["b2"], rtol=1e-13)


def test_images_are_flattened(reference):
    net, X, y = network(reference, D=12)
    images = X.reshape(4, 2, 2, 3)
    assert net.loss(images, y)[0] == net.loss(X, y)[0]
    np.testing.assert_array_equal(net.loss(images), net.loss(X))


def test_the_first_parameters(reference):
    np.random.seed(3)
    net = reference.fc_net.TwoLayerNet(40, 30, 20, weight_scale=1e-2, reg=0.5)
    np.random.seed(3)
    np.testing.assert_array_equal(net.params["W1"], 1e-2 * np.random.randn(40, 30))
    np.testing.assert_array_equal(net.params["W2"], 1e-2 * np.random.randn(30, 20))
    assert not net.params["b1"].any() and net.params["b1"].shape == (30,)
    assert not net.params["b2"].any() and net.params["b2"].shape == (20,)
    assert net.reg == 0.5


def test_an_untrained_network_has_a_loss_of_log_c(reference):
    np.random.seed(0)
    net = reference.fc_net.TwoLayerNet(8, 6, 5)
    assert net.loss(np.ones((3, 8)), np.arange(3))[0] == pytest.approx(np.log(5), abs=1e-4)


def test_parameters_and_inputs_are_left_alone_and_a_second_call_answers_the_same(reference):
    net, X, y = network(reference)
    before = {name: w.copy() for name, w in net.params.items()} | {"X": X.copy(), "y": y.copy()}
    first, second = net.loss(X, y), net.loss(X, y)
    assert first[0] == second[0]
    for name, w in (net.params | {"X": X, "y": y}).items():
        np.testing.assert_array_equal(w, before[name])
    for name in net.params:
        np.testing.assert_array_equal(first[1][name], second[1][name])


def test_float32_stays_float32(reference):
    net, X, y = network(reference)
    net.params = {name: w.astype(np.float32) for name, w in net.params.items()}
    loss, grads = net.loss(X.astype(np.float32), y)
    assert {gradient.dtype for gradient in grads.values()} == {np.dtype(np.float32)}
    assert loss == pytest.approx(oracle_loss(net.params, X, y, net.reg), rel=1e-5)


REFUSED = {
    "a list": (
        lambda X, y: (X.tolist(), y),
        TypeError,
        "X must be an array of real numbers, got list; pass np.array(X, dtype=np.float64)",
    ),
    "features missing": (
        lambda X, y: (X[:, 1:], y),
        ValueError,
        "w must be (D, M) with D = 4 as in x (4, 4), got (5, 7); is it transposed?",
    ),
    "label too large": (
        lambda X, y: (X, y + 3),
        ValueError,
        "y must hold labels in 0 … 2 because x has 3 columns, got 5; one column a class is needed",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_refuses(reference, case):
    change, error, message = REFUSED[case]
    net, X, y = network(reference)
    y[0] = 2
    with pytest.raises(error) as raised:
        net.loss(*change(X, y))
    assert str(raised.value) == message
