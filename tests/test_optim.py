import numpy as np
import pytest
from autograd.misc import optimizers

from cs231n_kit import optim

A = np.diag([1.0, 10.0, 0.1])  # a bowl, 50 steps down
START = np.array([1.0, -2.0, 3.0])


def descend(rule, config, steps=50):
    w, config = START.copy(), dict(config)
    for _ in range(steps):
        w, config = rule(w, A @ w, config)
    return w


def test_sgd_in_closed_form():
    np.testing.assert_allclose(
        descend(optim.sgd, {"learning_rate": 0.05}), (1 - 0.05 * np.diag(A)) ** 50 * START
    )


def test_momentum_agrees_with_autograd():
    # autograd has v = μ v - (1 - μ) dw and then w + η v: the same path for a learning rate 1/(1 - μ) as high
    expected = optimizers.sgd(lambda w, _: A @ w, START, num_iters=50, step_size=0.1, mass=0.8)
    found = descend(optim.sgd_momentum, {"learning_rate": 0.1 * 0.2, "momentum": 0.8})
    np.testing.assert_allclose(found, expected, rtol=1e-10)


def test_adam_agrees_with_autograd():
    expected = optimizers.adam(
        lambda w, _: A @ w, START, num_iters=50, step_size=0.03, b1=0.8, b2=0.99, eps=1e-6
    )
    settings = {"learning_rate": 0.03, "beta1": 0.8, "beta2": 0.99, "epsilon": 1e-6}
    np.testing.assert_allclose(descend(optim.adam, settings), expected, rtol=1e-10)


def test_rmsprop_entry_by_entry_in_plain_python():
    expected = []
    for a, w in zip(np.diag(A).tolist(), START.tolist(), strict=True):
        s = 0.0
        for _ in range(50):
            s = 0.9 * s + 0.1 * (a * w) ** 2
            w -= 0.02 * a * w / (s**0.5 + 1e-6)
        expected.append(w)
    found = descend(optim.rmsprop, {"learning_rate": 0.02, "decay_rate": 0.9, "epsilon": 1e-6})
    np.testing.assert_allclose(found, expected, rtol=1e-10)


RULES = [optim.sgd, optim.sgd_momentum, optim.rmsprop, optim.adam]


@pytest.mark.parametrize("rule", RULES)
def test_inputs_are_left_alone(rule):
    w, dw, config = START.copy(), A @ START, {"learning_rate": 0.1}
    next_w, _ = rule(w, dw, config)
    assert (w == START).all() and (dw == A @ START).all() and config == {"learning_rate": 0.1}
    assert (next_w != w).all()


@pytest.mark.parametrize("rule", RULES)
def test_defaults_are_those_of_the_course(rule):
    _, config = rule(START, A @ START)
    expected = {"learning_rate": 1e-3 if rule is optim.adam else 1e-2}
    expected |= {"momentum": 0.9} if rule is optim.sgd_momentum else {}
    expected |= {"decay_rate": 0.99, "epsilon": 1e-8} if rule is optim.rmsprop else {}
    expected |= {"beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8, "t": 1} if rule is optim.adam else {}
    assert {name: value for name, value in config.items() if np.isscalar(value)} == expected


@pytest.mark.parametrize("rule", RULES)
def test_float32_stays_float32(rule):
    next_w, config = rule(START.astype(np.float32), START.astype(np.float32))
    next_w, _ = rule(next_w, START.astype(np.float32), config)
    assert next_w.dtype == np.float32
