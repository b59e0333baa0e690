import tracemalloc

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from .oracle import distance
from .svm_oracle import nearest_kink, svm_loss
from .test_softmax import REFUSED, problem

BOTH = ["svm_loss_naive", "svm_loss_vectorized"]
EVERY_SHAPE = {
    "N": st.integers(1, 9),
    "D": st.integers(1, 8),
    "C": st.integers(1, 6),
    "seed": st.integers(0, 2**32 - 1),
    "reg": st.sampled_from([0.0, 1e-3, 0.5, 1e4]),
}


def away_from_kinks(W, X, y, least):
    """The same problem without the examples that have a margin nearer to 0 than `least`."""
    keep = nearest_kink(W, X, y) > least
    return W, X[keep], y[keep]


def assert_agrees_with_oracle(loss_function, W, X, y, reg):
    loss, dW = loss_function(W, X, y, reg)
    expected_loss, expected_dW = svm_loss(W, X, y, reg)
    assert isinstance(loss, float)
    assert dW.shape == W.shape
    assert distance(loss, expected_loss) <= 1e-7
    assert distance(dW, expected_dW) <= 1e-7


@pytest.mark.parametrize("name", BOTH)
@settings(deadline=None, max_examples=60)
@given(**EVERY_SHAPE, scale=st.sampled_from([0.0, 1e-3, 1.0, 30.0]))
def test_agrees_with_autograd_at_every_shape(reference, name, N, D, C, seed, reg, scale):
    W, X, y = away_from_kinks(*problem(N, D, C, seed, scale), 1e-9)
    if len(X):
        assert_agrees_with_oracle(getattr(reference.linear_svm, name), W, X, y, reg)


@pytest.mark.parametrize("name", BOTH)
@settings(deadline=None, max_examples=30)
@given(**EVERY_SHAPE)
def test_agrees_with_finite_differences_away_from_kinks(reference, name, N, D, C, seed, reg):
    h = 1e-6
    W, X, y = problem(N, D, C, seed)
    # A step of h in W[d, c] moves a margin by h |X[i, d]|: ten such steps must not reach the kink.
    W, X, y = away_from_kinks(W, X, y, 10 * h * max(1.0, np.abs(X).max()))
    if not len(X):
        return
    f = getattr(reference.linear_svm, name)
    _, dW = f(W, X, y, reg)
    measured = np.empty_like(W)
    for ix in np.ndindex(W.shape):
        step = np.zeros_like(W)
        step[ix] = h
        measured[ix] = (f(W + step, X, y, reg)[0] - f(W - step, X, y, reg)[0]) / (2 * h)
    assert distance(dW, measured) <= 1e-5


@pytest.mark.parametrize("name", BOTH)
def test_three_classes_by_hand(reference, name):
    X = np.array([[2.0, 1.0], [-1.0, 1.0]])
    W = np.array([[1.0, 0.5, -1.0], [0.0, 1.0, 0.0]])  # scores 2, 2, -2 and -1, 0.5, 1
    loss, dW = getattr(reference.linear_svm, name)(W, X, np.array([0, 2]), 0.0)
    assert loss == 0.75  # terms 1 and 0, then 0 and 0.5
    np.testing.assert_array_equal(dW, [[-1.0, 0.5, 0.5], [-0.5, 1.0, -0.5]])


@pytest.mark.parametrize("name", BOTH)
@pytest.mark.parametrize("reg", [0.0, 0.5])
def test_at_a_kink_the_term_counts_as_inactive(reference, name, reg):
    # Scores 2, 1, 2 with label 0: the margin of class 1 is exactly 0, that of class 2 is 1.
    W = np.array([[2.0, 1.0, 2.0]])
    loss, dW = getattr(reference.linear_svm, name)(W, np.ones((1, 1)), np.array([0]), reg)
    assert loss == 1.0 + reg * 9
    np.testing.assert_array_equal(dW, np.array([[-1.0, 0.0, 1.0]]) + 2 * reg * W)


@pytest.mark.parametrize("name", BOTH)
@pytest.mark.parametrize("side, slope", [(-1e-9, 0.0), (1e-9, 1.0)])
def test_beside_a_kink_the_slope_is_that_of_the_side(reference, name, side, slope):
    W = np.array([[2.0, 1.0 + side]])
    _, dW = getattr(reference.linear_svm, name)(W, np.ones((1, 1)), np.array([0]), 0.0)
    np.testing.assert_array_equal(dW, [[-slope, slope]])


@pytest.mark.parametrize("name", BOTH)
@pytest.mark.parametrize("C", [1, 2, 4, 10])
def test_all_weights_zero_gives_the_number_of_wrong_classes(reference, name, C):
    X = np.random.default_rng(0).standard_normal((7, 5))
    loss, _ = getattr(reference.linear_svm, name)(np.zeros((5, C)), X, np.arange(7) % C, 1.0)
    assert loss == C - 1


@pytest.mark.parametrize("name", BOTH)
def test_satisfied_examples_have_neither_loss_nor_gradient(reference, name):
    W = np.array([[3.0, 1.9, -1.0]])
    loss, dW = getattr(reference.linear_svm, name)(W, np.ones((4, 1)), np.zeros(4, dtype=int), 0.0)
    assert loss == 0.0
    assert not dW.any()


@pytest.mark.parametrize("name", BOTH)
def test_the_penalty_is_reg_times_the_squares_without_a_half(reference, name):
    W, X, y = problem()
    f = getattr(reference.linear_svm, name)
    (loss, dW), (penalised, penalised_dW) = f(W, X, y, 0.0), f(W, X, y, 0.25)
    assert penalised - loss == pytest.approx(0.25 * np.sum(W * W), rel=1e-12)
    np.testing.assert_allclose(penalised_dW - dW, 0.5 * W, rtol=0, atol=1e-14)
    # and the other convention is this one with half the strength
    half, half_dW = svm_loss(W, X, y, 0.5, penalty=0.5)
    assert penalised == pytest.approx(half, rel=1e-12)
    assert distance(penalised_dW, half_dW) <= 1e-12


@pytest.mark.parametrize("name", BOTH)
def test_a_common_shift_of_an_examples_scores_changes_nothing(reference, name):
    W, X, y = problem()
    f = getattr(reference.linear_svm, name)
    loss, dW = f(W, X, y, 0.0)
    shifted, shifted_dW = f(W + np.arange(5.0)[:, None], X, y, 0.0)
    assert shifted == pytest.approx(loss, rel=1e-12)
    np.testing.assert_allclose(shifted_dW, dW, rtol=0, atol=1e-12)


@pytest.mark.parametrize("name", BOTH)
def test_the_gradient_of_an_example_sums_to_zero_over_the_classes(reference, name):
    W, X, y = problem()
    _, dW = getattr(reference.linear_svm, name)(W, X, y, 0.0)
    np.testing.assert_allclose(dW.sum(axis=1), 0.0, rtol=0, atol=1e-14)


MUTANTS = {
    "counts the true class": ("    M[rows, y] = 0", "    M[rows, y] = 1"),
    "nothing at the true class": ("dS[rows, y] = -dS.sum(axis=1)", "dS[rows, y] = 0"),
    "once at the true class, not once a term": ("dS[rows, y] = -dS.sum(axis=1)", "dS[rows, y] = -1"),
    "margin 0": ("    M += 1 ", "    M += 0 "),
    "margin 1 on the wrong side": ("    M += 1 ", "    M -= 1 "),
    "loss not averaged": ("M.sum() / N", "M.sum()"),
    "gradient not averaged": ("    dS /= N\n", ""),
    "averaged over the classes too": ("M.sum() / N", "M.mean()"),
    "penalty missing in the loss": (" + reg * np.sum(W * W)\n\n", "\n\n"),
    "penalty missing in the gradient": ("dW += 2 * reg * W", "dW += 0 * W"),
    "penalty halved in the gradient alone": ("dW += 2 * reg * W", "dW += reg * W"),
    "reg forgotten": ("dW += 2 * reg * W", "dW += 2 * W"),
    "sign of the gradient": ("dW = X.T @ dS", "dW = -X.T @ dS"),
    "sign of the true class": ("dS[rows, y] = -dS.sum(axis=1)", "dS[rows, y] = dS.sum(axis=1)"),
    "every wrong class counts": ("np.greater(M, 0, out=M)", "np.greater_equal(M, 0, out=M)"),
    "the margin itself as slope": ("np.greater(M, 0, out=M)", "M"),
    "squared hinge": ("loss = M.sum() / N", "loss = (M**2).sum() / N"),
    "only the worst class": ("loss = M.sum() / N", "loss = M.max(axis=1).sum() / N"),
    "no hinge": ("    np.maximum(M, 0, out=M)\n", ""),
}


@pytest.mark.parametrize("mistake", MUTANTS)
def test_the_oracle_rejects(edited, mistake):
    f = edited("classifiers/linear_svm.py", *MUTANTS[mistake])["svm_loss_vectorized"]
    with pytest.raises(AssertionError):
        assert_agrees_with_oracle(f, *problem(), 0.5)


def test_a_term_that_counts_on_the_kink_is_seen_there_alone(edited):
    f = edited("classifiers/linear_svm.py", "if m > 0:", "if m >= 0:")["svm_loss_naive"]
    assert_agrees_with_oracle(f, *problem(), 0.5)
    _, dW = f(np.array([[2.0, 1.0, 2.0]]), np.ones((1, 1)), np.array([0]), 0.0)
    assert dW.tolist() == [[-2.0, 1.0, 1.0]]  # and not [[-1, 0, 1]], as the test above demands


@pytest.mark.parametrize("name", BOTH)
@pytest.mark.parametrize("label_type", [np.int64, np.int32, np.uint8])
@pytest.mark.parametrize("order", ["C", "F"])
def test_accepts_label_types_and_memory_orders(reference, name, label_type, order):
    W, X, y = problem()
    assert_agrees_with_oracle(
        getattr(reference.linear_svm, name),
        np.asarray(W, order=order),
        np.asarray(X, order=order),
        y.astype(label_type),
        0.1,
    )


@pytest.mark.parametrize("name", BOTH)
def test_whole_numbers_as_pixels_are_no_trouble(reference, name):
    W, _, y = problem()
    X = np.random.default_rng(1).integers(0, 256, (7, 5), dtype=np.uint8)
    assert_agrees_with_oracle(getattr(reference.linear_svm, name), W, X, y, 0.1)


@pytest.mark.parametrize("name", BOTH)
def test_float32_weights_give_a_float32_gradient(reference, name):
    W, X, y = problem()
    loss, dW = getattr(reference.linear_svm, name)(W.astype(np.float32), X.astype(np.float32), y, 0.1)
    expected_loss, expected_dW = svm_loss(W, X, y, 0.1)
    assert dW.dtype == np.float32
    assert distance(loss, expected_loss) < 1e-5
    assert distance(dW, expected_dW) < 1e-5


@pytest.mark.parametrize("name", BOTH)
@pytest.mark.parametrize("largest", [1e2, 1e4, 1e8, 1e300])
def test_finite_at_any_score(reference, name, largest):
    X = np.diag([largest, -largest, 1.0])
    W = np.array([[1.0, 0.0, -1.0], [1.0, 0.5, 0.0], [0.1, 0.2, 0.3]])
    loss, dW = getattr(reference.linear_svm, name)(W, X, np.array([2, 0, 1]), 0.0)
    # By hand: two classes ahead by 2·largest and largest, then by largest and largest / 2; then 0.9 and 1.1.
    assert loss == pytest.approx((3 * largest + 1.5 * largest + 4 + 2) / 3, rel=1e-12)
    assert np.isfinite(dW).all()


@pytest.mark.parametrize("name", BOTH)
def test_equal_scores_keep_their_margin_however_large(reference, name):
    loss, _ = getattr(reference.linear_svm, name)(np.ones((1, 3)), np.full((1, 1), 1e300), np.array([1]), 0.0)
    assert loss == 2.0


@pytest.mark.parametrize("name", BOTH)
def test_inputs_are_left_alone_and_a_second_call_answers_the_same(reference, name):
    W, X, y = problem()
    copies = W.copy(), X.copy(), y.copy()
    f = getattr(reference.linear_svm, name)
    first, second = f(W, X, y, 0.1), f(W, X, y, 0.1)
    assert first[0] == second[0]
    np.testing.assert_array_equal(first[1], second[1])
    for now, before in zip((W, X, y), copies, strict=True):
        np.testing.assert_array_equal(now, before)


def test_vectorized_needs_no_temporary_of_the_size_of_X(reference):
    W, X, y = problem(N=2000, D=500, C=10)
    tracemalloc.start()
    reference.linear_svm.svm_loss_vectorized(W, X, y, 0.1)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < X.nbytes / 5


@pytest.mark.parametrize("name", BOTH)
@pytest.mark.parametrize("case", REFUSED)
@pytest.mark.parametrize("kit", ["reference", "stubs"])
def test_refuses_what_the_softmax_loss_refuses(request, kit, name, case):
    arguments, error, message = REFUSED[case]
    with pytest.raises(error) as raised:
        getattr(request.getfixturevalue(kit).linear_svm, name)(*arguments, 0.0)
    assert str(raised.value) == message


@pytest.mark.parametrize("name", BOTH)
def test_a_stub_says_what_is_not_done(stubs, name):
    with pytest.raises(stubs.errors.NotDone, match=f"^not done yet: {name}, see notebooks/svm.ipynb$"):
        getattr(stubs.linear_svm, name)(*problem(), 0.0)
