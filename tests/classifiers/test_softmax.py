import tracemalloc

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import check_grad
from scipy.special import expit

from . import oracle

BOTH = ["softmax_loss_naive", "softmax_loss_vectorized"]


def problem(N=7, D=5, C=4, seed=0, scale=1.0):
    rng = np.random.default_rng(seed)
    W = scale * rng.standard_normal((D, C))
    X = rng.standard_normal((N, D))
    y = rng.integers(0, C, N)
    return W, X, y


def assert_agrees_with_oracle(loss_function, W, X, y, reg):
    loss, dW = loss_function(W, X, y, reg)
    expected_loss, expected_dW = oracle.softmax_loss(W, X, y, reg)
    assert isinstance(loss, float)
    assert dW.shape == W.shape
    assert oracle.distance(loss, expected_loss) <= 1e-7
    assert oracle.distance(dW, expected_dW) <= 1e-7


@pytest.mark.parametrize("name", BOTH)
@settings(deadline=None, max_examples=60)
@given(
    N=st.integers(1, 9),
    D=st.integers(1, 8),
    C=st.integers(1, 6),
    seed=st.integers(0, 2**32 - 1),
    scale=st.sampled_from([0.0, 1e-3, 1.0, 30.0]),
    reg=st.sampled_from([0.0, 1e-3, 0.5, 1e4]),
)
def test_agrees_with_autograd_at_every_shape(reference, name, N, D, C, seed, scale, reg):
    W, X, y = problem(N, D, C, seed, scale)
    assert_agrees_with_oracle(getattr(reference.softmax, name), W, X, y, reg)


@pytest.mark.parametrize("name", BOTH)
@settings(deadline=None, max_examples=40)
@given(N=st.integers(1, 9), D=st.integers(1, 6), seed=st.integers(0, 2**32 - 1))
def test_two_classes_are_binary_logistic_regression(reference, name, N, D, seed):
    W, X, y = problem(N, D, 2, seed)
    loss, dW = getattr(reference.softmax, name)(W, X, y, 0.0)
    sign = 2 * y - 1  # -1 or 1
    lead = sign * (X @ (W[:, 1] - W[:, 0]))
    assert loss == pytest.approx(np.mean(np.logaddexp(0, -lead)), rel=1e-12)
    by_sigmoid = -X.T @ (sign * expit(-lead)) / N
    np.testing.assert_allclose(dW, np.column_stack([-by_sigmoid, by_sigmoid]), atol=1e-12)


@pytest.mark.parametrize("name", BOTH)
def test_agrees_with_finite_differences(reference, name):
    W, X, y = problem()
    f = getattr(reference.softmax, name)
    error = check_grad(
        lambda w: f(w.reshape(W.shape), X, y, 0.1)[0],
        lambda w: f(w.reshape(W.shape), X, y, 0.1)[1].ravel(),
        W.ravel(),
    )
    assert error <= 1e-5


MUTANTS = {
    "loss not averaged": ("loss = np.mean(np.log(Z[:, 0]) - s_y)", "loss = np.sum(np.log(Z[:, 0]) - s_y)"),
    "gradient not averaged": ("    P /= N\n", ""),
    "no 1 subtracted at the true class": ("    P[rows, y] -= 1", "    P[rows, y] -= 0"),
    "1 subtracted from every class": ("    P[rows, y] -= 1", "    P -= 1"),
    "penalty missing in the loss": (" + reg * np.sum(W * W)\n\n", "\n\n"),
    "penalty missing in the gradient": ("dW += 2 * reg * W", "dW += 0 * W"),
    "penalty halved in the gradient alone": ("dW += 2 * reg * W", "dW += reg * W"),
    "reg forgotten": ("dW += 2 * reg * W", "dW += 2 * W"),
    "sign of the gradient": ("dW = X.T @ P ", "dW = -X.T @ P "),
    "log to base 10": ("np.log(Z[:, 0])", "np.log10(Z[:, 0])"),
    "normalised over the wrong axis": ("P /= Z ", "P /= P.sum(axis=0) "),
}


@pytest.mark.parametrize("mistake", MUTANTS)
def test_the_oracle_rejects(edited, mistake):
    namespace = edited("classifiers/softmax.py", *MUTANTS[mistake])
    with pytest.raises(AssertionError):
        assert_agrees_with_oracle(namespace["softmax_loss_vectorized"], *problem(), 0.5)


@pytest.mark.parametrize("name", BOTH)
@pytest.mark.parametrize("label_type", [np.int64, np.int32, np.uint8])
@pytest.mark.parametrize("order", ["C", "F"])
def test_accepts_label_types_and_memory_orders(reference, name, label_type, order):
    W, X, y = problem()
    assert_agrees_with_oracle(
        getattr(reference.softmax, name),
        np.asarray(W, order=order),
        np.asarray(X, order=order),
        y.astype(label_type),
        0.1,
    )


@pytest.mark.parametrize("name", BOTH)
def test_float32_weights_give_a_float32_gradient(reference, name):
    W, X, y = problem()
    loss, dW = getattr(reference.softmax, name)(W.astype(np.float32), X.astype(np.float32), y, 0.1)
    expected_loss, expected_dW = oracle.softmax_loss(W, X, y, 0.1)
    assert dW.dtype == np.float32
    assert oracle.distance(loss, expected_loss) < 1e-5
    assert oracle.distance(dW, expected_dW) < 1e-5


@pytest.mark.parametrize("name", BOTH)
@pytest.mark.parametrize("largest", [1e2, 1e4, 1e8, 1e300])
def test_finite_at_any_score_with_another_shift_for_each_example(reference, name, largest):
    X = np.diag([largest, -largest, 1.0])
    W = np.array([[1.0, 0.0, -1.0], [1.0, 0.5, 0.0], [0.1, 0.2, 0.3]])
    loss, dW = getattr(reference.softmax, name)(W, X, np.array([2, 0, 1]), 0.0)
    # By hand: the wrong class wins by 2·largest, then by largest, then scores 0.1, 0.2, 0.3.
    third = np.log(np.exp(-0.1) + 1 + np.exp(0.1))
    assert loss == pytest.approx((2 * largest + largest + third) / 3, rel=1e-12)
    assert np.isfinite(dW).all()


@pytest.mark.parametrize("name", BOTH)
def test_all_weights_zero_gives_log_of_the_number_of_classes(reference, name):
    _, X, y = problem(C=4)
    loss, _ = getattr(reference.softmax, name)(np.zeros((5, 4)), X, y, 1.0)
    assert loss == pytest.approx(np.log(4), rel=1e-14)


@pytest.mark.parametrize("name", BOTH)
def test_inputs_are_left_alone_and_a_second_call_answers_the_same(reference, name):
    W, X, y = problem()
    copies = W.copy(), X.copy(), y.copy()
    f = getattr(reference.softmax, name)
    first, second = f(W, X, y, 0.1), f(W, X, y, 0.1)
    assert first[0] == second[0]
    np.testing.assert_array_equal(first[1], second[1])
    for now, before in zip((W, X, y), copies, strict=True):
        np.testing.assert_array_equal(now, before)


def test_vectorized_needs_no_temporary_of_the_size_of_X(reference):
    W, X, y = problem(N=2000, D=500, C=10)
    tracemalloc.start()
    reference.softmax.softmax_loss_vectorized(W, X, y, 0.1)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < X.nbytes / 5


W, X, Y = np.zeros((3, 2)), np.zeros((4, 3)), np.array([0, 1, 1, 0])
REFUSED = {
    "label too large": (
        (W, X, np.array([0, 1, 2, 0])),
        ValueError,
        "y must hold labels in 0 … 1 because W has 2 columns, got 2; one column a class is needed",
    ),
    "label negative": (
        (W, X, np.array([0, -1, 1, 0])),
        ValueError,
        "y must hold labels of 0 or more, got -1; count the classes from 0",
    ),
    "label not an integer": (
        (W, X, Y.astype(float)),
        TypeError,
        "y must hold integer labels, got float64; pass y.astype(np.int64)",
    ),
    "labels as a column": (
        (W, X, Y[:, None]),
        ValueError,
        "y must be (4,), one label for each row of X (4, 3), got (4, 1)",
    ),
    "one label too few": (
        (W, X, Y[:3]),
        ValueError,
        "y must be (4,), one label for each row of X (4, 3), got (3,)",
    ),
    "W transposed": (
        (W.T, X, Y),
        ValueError,
        "W must be (D, C) with D = 3 as in X (4, 3), got (2, 3); is it transposed?",
    ),
    "images not flat": (
        (W, X.reshape(4, 3, 1), Y),
        ValueError,
        "X must be (N, D) with at least one row, got (4, 3, 1); flatten images to rows",
    ),
    "no examples": (
        (W, X[:0], Y[:0]),
        ValueError,
        "X must be (N, D) with at least one row, got (0, 3); flatten images to rows",
    ),
    "integer weights": (
        (W.astype(int), X, Y),
        TypeError,
        "W must be an array of floating point, got int64; pass W.astype(np.float64)",
    ),
    "a list for X": (
        (W, X.tolist(), Y),
        TypeError,
        "X must be an array of real numbers, got list; pass np.array(X, dtype=np.float64)",
    ),
    "complex X": (
        (W, X.astype(complex), Y),
        TypeError,
        "X must be an array of real numbers, got complex128; pass np.array(X, dtype=np.float64)",
    ),
}


@pytest.mark.parametrize("name", BOTH)
@pytest.mark.parametrize("case", REFUSED)
@pytest.mark.parametrize("kit", ["reference", "stubs"])
def test_refuses(request, kit, name, case):
    arguments, error, message = REFUSED[case]
    with pytest.raises(error) as raised:
        getattr(request.getfixturevalue(kit).softmax, name)(*arguments, 0.0)
    assert str(raised.value) == message
