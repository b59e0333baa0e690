import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import approx_fprime

from cs231n_kit.data_utils import spiral_data

from . import affine_oracle, oracle

BIASES = [lambda C: (C,), lambda C: (1, C)]
flat_or_row = pytest.mark.parametrize("bias_shape", BIASES, ids=["(C,)", "(1, C)"])


def problem(N=7, D=5, C=4, seed=0, scale=1.0, bias_shape=BIASES[0]):
    rng = np.random.default_rng(seed)
    W = scale * rng.standard_normal((D, C))
    b = scale * rng.standard_normal(bias_shape(C))
    X = rng.standard_normal((N, D))
    return W, b, X, rng.integers(0, C, N)


def net_problem(N=9, D=3, H=6, C=4, seed=0, bias_shape=BIASES[0]):
    """A network and examples that are not near a kink of any hidden unit."""
    rng = np.random.default_rng(seed)
    params = {
        "W1": rng.standard_normal((D, H)),
        "b1": rng.standard_normal(bias_shape(H)),
        "W2": rng.standard_normal((H, C)),
        "b2": rng.standard_normal(bias_shape(C)),
    }
    X = rng.standard_normal((20 * N, D))
    X = X[affine_oracle.nearest_kink(params, X) > 1e-4 * (1 + np.abs(X).max(axis=1))][:N]
    assert len(X) == N
    return params, X, rng.integers(0, C, N)


def assert_agrees_with_oracle(loss_function, W, b, X, y, reg):
    loss, dW, db = loss_function(W, b, X, y, reg)
    expected_loss, expected_dW, expected_db = affine_oracle.affine_softmax_loss(W, b, X, y, reg)
    assert isinstance(loss, float)
    assert dW.shape == W.shape
    assert db.shape == b.shape
    assert oracle.distance(loss, expected_loss) <= 1e-7
    assert oracle.distance(dW, expected_dW) <= 1e-7
    assert oracle.distance(db, expected_db) <= 1e-7


@flat_or_row
@settings(deadline=None, max_examples=60)
@given(
    N=st.integers(1, 9),
    D=st.integers(1, 8),
    C=st.integers(1, 6),
    seed=st.integers(0, 2**32 - 1),
    scale=st.sampled_from([0.0, 1e-3, 1.0, 30.0]),
    reg=st.sampled_from([0.0, 1e-3, 0.5, 1e4]),
)
def test_agrees_with_autograd_at_every_shape(reference, bias_shape, N, D, C, seed, scale, reg):
    W, b, X, y = problem(N, D, C, seed, scale, bias_shape)
    assert_agrees_with_oracle(reference.affine_softmax.affine_softmax_loss, W, b, X, y, reg)


@flat_or_row
@pytest.mark.parametrize("N, C", [(7, 4), (1, 2)])
def test_agrees_with_finite_differences(reference, bias_shape, N, C):
    W, b, X, y = problem(N=N, C=C, bias_shape=bias_shape)
    f = reference.affine_softmax.affine_softmax_loss
    _, dW, db = f(W, b, X, y, 0.1)
    measured_dW = approx_fprime(W.ravel(), lambda w: f(w.reshape(W.shape), b, X, y, 0.1)[0])
    measured_db = approx_fprime(b.ravel(), lambda v: f(W, v.reshape(b.shape), X, y, 0.1)[0])
    assert oracle.distance(dW.ravel(), measured_dW) <= 1e-5
    assert oracle.distance(db.ravel(), measured_db) <= 1e-5


MUTANTS = {
    "loss not averaged": ("loss = np.mean(np.log", "loss = np.sum(np.log"),
    "gradient not averaged": ("    dS /= N\n", ""),
    "no 1 subtracted at the true class": ("    dS[rows, y] -= 1\n", ""),
    "1 subtracted from every class": ("    dS[rows, y] -= 1\n", "    dS -= 1\n"),
    "1 subtracted after the mean": (
        "    dS[rows, y] -= 1\n    dS /= N\n",
        "    dS /= N\n    dS[rows, y] -= 1\n",
    ),
    "penalty missing in the loss": (" + 0.5 * reg * np.sum(W * W)\n\n", "\n\n"),
    "penalty without ½ in the loss": (" + 0.5 * reg * np.sum(W * W)\n\n", " + reg * np.sum(W * W)\n\n"),
    "penalty on the bias too": ("np.sum(W * W)\n\n", "(np.sum(W * W) + np.sum(b * b))\n\n"),
    "penalty missing in the gradient": ("X.T @ dS + reg * W", "X.T @ dS"),
    "penalty doubled in the gradient": ("X.T @ dS + reg * W", "X.T @ dS + 2 * reg * W"),
    "reg forgotten": ("X.T @ dS + reg * W", "X.T @ dS + W"),
    "penalty averaged": ("X.T @ dS + reg * W", "X.T @ dS + reg * W / N"),
    "sign of dW": ("dW = X.T @ dS", "dW = -X.T @ dS"),
    "sign of db": ("db = dS.sum", "db = -dS.sum"),
    "mean instead of sum for db": ("db = dS.sum(", "db = dS.mean("),
    "penalty in the gradient of the bias": (".reshape(b.shape)", ".reshape(b.shape) + reg * b"),
    "bias left out of the scores": ("S = X @ W + b", "S = X @ W"),
    "bias as a flat row whatever its shape": (".reshape(b.shape)", ""),
    "normalised over the wrong axis": ("dS /= Z", "dS /= dS.sum(axis=0)"),
}


@pytest.mark.parametrize("mistake", MUTANTS)
def test_the_oracle_rejects(edited, mistake):
    namespace = edited("classifiers/affine_softmax.py", *MUTANTS[mistake])
    with pytest.raises(AssertionError):
        assert_agrees_with_oracle(namespace["affine_softmax_loss"], *problem(bias_shape=BIASES[1]), 0.5)


# --- identities ---------------------------------------------------------------------------------------


@flat_or_row
def test_the_bias_is_the_weight_of_a_feature_that_is_always_1(reference, bias_shape):
    """With `reg` on the weights of the other features alone: the bias is not penalised."""
    W, b, X, y = problem(bias_shape=bias_shape)
    reg = 0.3
    loss, dW, db = reference.affine_softmax.affine_softmax_loss(W, b, X, y, reg)
    stacked, ones = np.vstack([W, b.reshape(1, -1)]), np.column_stack([X, np.ones(len(X))])
    without, d_stacked = oracle.softmax_loss(stacked, ones, y, 0.0)
    assert loss == pytest.approx(without + 0.5 * reg * np.sum(W**2), abs=1e-12)
    np.testing.assert_allclose(dW, d_stacked[:-1] + reg * W, rtol=0, atol=1e-12)
    np.testing.assert_allclose(db.ravel(), d_stacked[-1], rtol=0, atol=1e-12)


def test_without_bias_it_is_the_softmax_loss_at_half_the_reg(reference):
    W, b, X, y = problem()
    loss, dW, _ = reference.affine_softmax.affine_softmax_loss(W, 0 * b, X, y, 0.8)
    plain_loss, plain_dW = reference.softmax.softmax_loss_vectorized(W, X, y, 0.4)
    assert loss == pytest.approx(plain_loss, abs=1e-12)
    np.testing.assert_allclose(dW, plain_dW, rtol=0, atol=1e-12)


def test_the_identity_for_examples_gives_the_gradient_of_the_scores(reference):
    """p - 1 at the label, divided by N; what `relu_net_loss` goes back from."""
    rng = np.random.default_rng(3)
    scores, y = rng.standard_normal((6, 4)), rng.integers(0, 4, 6)
    _, dscores, _ = reference.affine_softmax.affine_softmax_loss(scores, np.zeros(4), np.eye(6), y, 0.0)
    p = np.exp(scores) / np.exp(scores).sum(axis=1, keepdims=True)
    np.testing.assert_allclose(dscores, (p - np.eye(4)[y]) / 6, rtol=0, atol=1e-14)


def test_gradients_sum_to_zero_over_the_classes(reference):
    W, b, X, y = problem()
    _, dW, db = reference.affine_softmax.affine_softmax_loss(W, b, X, y, 0.0)
    np.testing.assert_allclose(dW.sum(axis=1), 0, atol=1e-14)
    assert db.sum() == pytest.approx(0, abs=1e-14)


def test_the_gradient_is_the_mean_of_the_gradients_of_single_examples(reference):
    W, b, X, y = problem()
    f = reference.affine_softmax.affine_softmax_loss
    together = f(W, b, X, y, 0.0)
    alone = [f(W, b, X[i : i + 1], y[i : i + 1], 0.0) for i in range(len(X))]
    for part, parts in zip(together, zip(*alone, strict=True), strict=True):
        np.testing.assert_allclose(part, np.mean(parts, axis=0), rtol=0, atol=1e-14)


def test_all_zero_gives_log_of_the_number_of_classes(reference):
    W, b, X, y = problem(C=4, scale=0.0)
    loss, _, _ = reference.affine_softmax.affine_softmax_loss(W, b, X, y, 1.0)
    assert loss == pytest.approx(np.log(4), rel=1e-14)


@pytest.mark.parametrize("largest", [1e2, 1e4, 1e8, 1e300])
def test_finite_at_any_score_with_another_shift_for_each_example(reference, largest):
    X = np.diag([largest, -largest, 1.0])
    W = np.array([[1.0, 0.0, -1.0], [1.0, 0.5, 0.0], [0.1, 0.2, 0.3]])
    loss, dW, db = reference.affine_softmax.affine_softmax_loss(W, np.zeros(3), X, np.array([2, 0, 1]), 0.0)
    # By hand: the wrong class wins by 2·largest, then by largest, then scores 0.1, 0.2, 0.3.
    third = np.log(np.exp(-0.1) + 1 + np.exp(0.1))
    assert loss == pytest.approx((2 * largest + largest + third) / 3, rel=1e-12)
    assert np.isfinite(dW).all()
    assert np.isfinite(db).all()


def test_a_large_bias_alone_is_survived_too(reference):
    _, _, X, y = problem(C=3)
    b = np.array([-1e5, 0.0, 1e5])
    loss, dW, db = reference.affine_softmax.affine_softmax_loss(np.zeros((5, 3)), b, X, y, 0.0)
    assert loss == pytest.approx(np.mean(1e5 - b[y]), rel=1e-12)
    assert np.isfinite(dW).all()
    np.testing.assert_allclose(db, (np.array([0, 0, 7]) - np.bincount(y, minlength=3)) / 7, atol=1e-14)


def test_inputs_are_left_alone_and_a_second_call_answers_the_same(reference):
    arguments = problem()
    copies = [a.copy() for a in arguments]
    f = reference.affine_softmax.affine_softmax_loss
    for one, two in zip(f(*arguments, 0.1), f(*arguments, 0.1), strict=True):
        np.testing.assert_array_equal(one, two)
    for now, before in zip(arguments, copies, strict=True):
        np.testing.assert_array_equal(now, before)


def test_float32_in_float32_out(reference):
    W, b, X, y = problem()
    loss, dW, db = reference.affine_softmax.affine_softmax_loss(
        *(a.astype(np.float32) for a in (W, b, X)), y, 0.1
    )
    expected = affine_oracle.affine_softmax_loss(W, b, X, y, 0.1)
    assert dW.dtype == db.dtype == np.float32
    for ours, theirs in zip((loss, dW, db), expected, strict=True):
        assert oracle.distance(ours, theirs) < 1e-5


# --- gradient descent ---------------------------------------------------------------------------------


def quadratic(curvature, centre):
    """½ Σ curvature (p - centre)² for each array, with gradient curvature (p - centre)."""

    def loss_fn(params):
        away = {name: p - centre[name] for name, p in params.items()}
        loss = sum(0.5 * np.sum(curvature[name] * away[name] ** 2) for name in params)
        return loss, {name: curvature[name] * away[name] for name in params}

    return loss_fn


def bowl():
    rng = np.random.default_rng(5)
    shapes = {"a": (2, 3), "b": (4,), "c": ()}
    start = {name: rng.standard_normal(shape) * np.ones(shape) for name, shape in shapes.items()}
    centre = {name: rng.standard_normal(shape) * np.ones(shape) for name, shape in shapes.items()}
    curvature = {name: rng.uniform(0.5, 3.0, shape) * np.ones(shape) for name, shape in shapes.items()}
    return {name: np.array(p) for name, p in start.items()}, start, centre, curvature


def test_descends_a_bowl_as_its_closed_form_says(reference):
    params, start, centre, curvature = bowl()
    step, steps = 0.2, 17
    history = reference.affine_softmax.gradient_descent(params, quadratic(curvature, centre), step, steps)

    def after(n):
        """p_n - centre = (1 - step · curvature)ⁿ (p_0 - centre)"""
        return {name: (1 - step * curvature[name]) ** n * (start[name] - centre[name]) for name in params}

    for name, p in params.items():
        np.testing.assert_allclose(p, centre[name] + after(steps)[name], rtol=0, atol=1e-13)
    expected = [sum(0.5 * np.sum(curvature[k] * v**2) for k, v in after(n).items()) for n in range(steps)]
    np.testing.assert_allclose(history, expected, rtol=1e-12)
    assert type(history) is list
    assert {type(loss) for loss in history} == {float}


def test_arrays_are_changed_in_place_and_none_is_exchanged(reference):
    params, start, centre, curvature = bowl()
    held = dict(params)
    reference.affine_softmax.gradient_descent(params, quadratic(curvature, centre), 0.1, 3)
    for name, p in params.items():
        assert p is held[name]
        assert not np.array_equal(p, start[name])


def test_the_loss_is_noted_before_the_step(reference):
    params = {"w": np.array([3.0])}
    history = reference.affine_softmax.gradient_descent(
        params, quadratic({"w": 1.0}, {"w": 0.0}), step_size=1.0, num_iters=2
    )
    assert history == [4.5, 0.0]


def test_no_iterations_do_nothing(reference):
    params = {"w": np.array([3.0])}

    def never(params):
        raise AssertionError("there is no step to take")

    assert reference.affine_softmax.gradient_descent(params, never, 1.0, 0) == []
    assert params["w"] == 3.0


def test_all_arrays_move_at_the_same_time(reference):
    """Each gradient is the other array: moving one before the other would give another result."""
    params = {"u": np.array([1.0]), "v": np.array([2.0])}
    reference.affine_softmax.gradient_descent(
        params, lambda p: (float(p["u"][0] * p["v"][0]), {"u": p["v"], "v": p["u"]}), 0.5, 1
    )
    assert (params["u"][0], params["v"][0]) == (0.0, 1.5)


def test_a_gradient_that_is_the_array_itself_is_no_trap(reference):
    params = {"w": np.array([4.0, -2.0])}
    reference.affine_softmax.gradient_descent(params, lambda p: (1.0, dict(p)), 0.5, 2)
    np.testing.assert_array_equal(params["w"], [1.0, -0.5])


@pytest.mark.parametrize(
    "mistake, right, wrong",
    [
        ("uphill", "p -= steps[name]", "p += steps[name]"),
        ("exchanged, not changed in place", "p -= steps[name]", "params[name] = p - steps[name]"),
        ("no step size", "p -= steps[name]", "p -= grads[name]"),
        ("one step too many", "range(num_iters)", "range(num_iters + 1)"),
    ],
)
def test_the_closed_form_rejects(edited, mistake, right, wrong):
    namespace = edited("classifiers/affine_softmax.py", right, wrong)
    params, start, _, _ = bowl()
    held = dict(params)
    history = namespace["gradient_descent"](
        params, lambda p: (1.0, {name: np.ones_like(array) for name, array in p.items()}), 0.25, 2
    )
    right_place = [np.allclose(held[name], start[name] - 0.5) for name in params]
    assert not (all(right_place) and len(history) == 2)


# --- the network that is given ------------------------------------------------------------------------


@flat_or_row
@settings(deadline=None, max_examples=40)
@given(
    N=st.integers(1, 8),
    D=st.integers(1, 5),
    H=st.integers(1, 7),
    C=st.integers(2, 6),
    seed=st.integers(0, 2**32 - 1),
    reg=st.sampled_from([0.0, 1e-3, 0.5]),
)
def test_the_network_agrees_with_autograd_away_from_kinks(reference, bias_shape, N, D, H, C, seed, reg):
    params, X, y = net_problem(N, D, H, C, seed, bias_shape)
    loss, grads = reference.affine_softmax.relu_net_loss(params, X, y, reg)
    expected_loss, expected = affine_oracle.relu_net_loss(params, X, y, reg)
    assert isinstance(loss, float)
    assert oracle.distance(loss, expected_loss) <= 1e-7
    assert set(grads) == set(params)
    for name, p in params.items():
        assert grads[name].shape == p.shape
        assert oracle.distance(grads[name], expected[name]) <= 1e-7


def test_the_network_leaves_its_inputs_alone(reference):
    params, X, y = net_problem()
    copies = {name: p.copy() for name, p in params.items()}
    before = X.copy()
    first, second = (reference.affine_softmax.relu_net_loss(params, X, y, 0.1) for _ in range(2))
    assert first[0] == second[0]
    np.testing.assert_array_equal(X, before)
    for name, p in params.items():
        np.testing.assert_array_equal(p, copies[name])
        np.testing.assert_array_equal(first[1][name], second[1][name])


def test_predictions_are_the_class_with_the_highest_score(reference):
    params, X, _ = net_problem()
    hidden = reference.affine_softmax.relu_hidden(params, X)
    assert (hidden >= 0).all()
    by_hand = []
    for x in X:
        units = [max(0.0, float(x @ w + b)) for w, b in zip(params["W1"].T, params["b1"], strict=True)]
        scores = [float(np.dot(units, w) + b) for w, b in zip(params["W2"].T, params["b2"], strict=True)]
        by_hand.append(scores.index(max(scores)))
    assert reference.affine_softmax.predict(params["W2"], params["b2"], hidden).tolist() == by_hand


@pytest.mark.parametrize("name", ["affine_softmax_loss", "relu_net_loss"])
def test_the_network_has_no_softmax_of_its_own(stubs, name):
    params, X, y = net_problem()
    arguments = {
        "affine_softmax_loss": (params["W2"], params["b2"], X @ params["W1"], y, 0.0),
        "relu_net_loss": (params, X, y, 0.0),
    }
    with pytest.raises(NotImplementedError, match="not done yet: affine_softmax_loss, see notebooks/spiral"):
        getattr(stubs.affine_softmax, name)(*arguments[name])


# --- what is refused ----------------------------------------------------------------------------------

W, B, X, Y = np.zeros((3, 2)), np.zeros(2), np.zeros((4, 3)), np.array([0, 1, 1, 0])
REFUSED = {
    "label too large": (
        (W, B, X, np.array([0, 1, 2, 0])),
        ValueError,
        "y must hold labels in 0 … 1 because W has 2 columns, got 2; one column a class is needed",
    ),
    "W transposed": (
        (W.T, B, X, Y),
        ValueError,
        "W must be (D, C) with D = 3 as in X (4, 3), got (2, 3); is it transposed?",
    ),
    "integer weights": (
        (W.astype(int), B, X, Y),
        TypeError,
        "W must be an array of floating point, got int64; pass W.astype(np.float64)",
    ),
    "integer bias": (
        (W, B.astype(np.int64), X, Y),
        TypeError,
        "b must be an array of floating point, got int64; pass e.g. np.zeros(2)",
    ),
    "a number for the bias": (
        (W, 0.0, X, Y),
        TypeError,
        "b must be an array of floating point, got float; pass e.g. np.zeros(2)",
    ),
    "bias of another length": (
        (W, np.zeros(3), X, Y),
        ValueError,
        "b must be (2,) or (1, 2), one number for each column of W, got (3,); pass e.g. np.zeros(2)",
    ),
    "one bias for all": (
        (W, np.zeros(1), X, Y),
        ValueError,
        "b must be (2,) or (1, 2), one number for each column of W, got (1,); pass e.g. np.zeros(2)",
    ),
    "bias as a column": (
        (W, B[:, None], X, Y),
        ValueError,
        "b must be (2,) or (1, 2), one number for each column of W, got (2, 1); pass e.g. np.zeros(2)",
    ),
    "a bias for each example": (
        (W, np.zeros((4, 2)), X, Y),
        ValueError,
        "b must be (2,) or (1, 2), one number for each column of W, got (4, 2); pass e.g. np.zeros(2)",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
@pytest.mark.parametrize("kit", ["reference", "stubs"])
def test_the_loss_refuses(request, kit, case):
    arguments, error, message = REFUSED[case]
    with pytest.raises(error) as raised:
        request.getfixturevalue(kit).affine_softmax.affine_softmax_loss(*arguments, 0.0)
    assert str(raised.value) == message


def locked():
    w = np.zeros(2)
    w.flags.writeable = False
    return w


BAD_PARAMS = {
    "integers": (
        {"w": np.zeros(2, dtype=np.int64)},
        TypeError,
        "params['w'] must be an array of floating point, got int64; pass np.array(…, dtype=np.float64)",
    ),
    "a number": (
        {"w": 0.5},
        TypeError,
        "params['w'] must be an array of floating point, got float; pass np.array(…, dtype=np.float64)",
    ),
    "read-only": (
        {"w": locked()},
        ValueError,
        "params['w'] must be writeable (it is changed in place), got a read-only array; pass a copy",
    ),
}


@pytest.mark.parametrize("case", BAD_PARAMS)
@pytest.mark.parametrize("kit", ["reference", "stubs"])
def test_gradient_descent_refuses_parameters(request, kit, case):
    params, error, message = BAD_PARAMS[case]
    with pytest.raises(error) as raised:
        request.getfixturevalue(kit).affine_softmax.gradient_descent(params, lambda p: (0.0, p), 1.0, 1)
    assert str(raised.value) == message


BAD_GRADIENTS = {
    "missing": (
        {"v": np.zeros(2)},
        "loss_fn must return a gradient for params['w'], got gradients for 'v'; add it",
    ),
    "none at all": ({}, "loss_fn must return a gradient for params['w'], got gradients for nothing; add it"),
    "would be broadcast": (
        {"w": np.zeros((1, 2))},
        "the gradient of params['w'] must be (2,) as the array is, got (1, 2);"
        " return it in the shape of the array",
    ),
    "one number for all": (
        {"w": 1.0},
        "the gradient of params['w'] must be (2,) as the array is, got ();"
        " return it in the shape of the array",
    ),
}


@pytest.mark.parametrize("case", BAD_GRADIENTS)
def test_gradient_descent_refuses_gradients(reference, case):
    grads, message = BAD_GRADIENTS[case]
    params = {"w": np.zeros(2)}
    with pytest.raises(ValueError) as raised:
        reference.affine_softmax.gradient_descent(params, lambda p: (0.0, grads), 1.0, 1)
    assert str(raised.value) == message
    np.testing.assert_array_equal(params["w"], 0)


# --- the bands of the notebook ------------------------------------------------------------------------


def linear_run(kit, seed):
    X, y = spiral_data(seed=seed)
    np.random.seed(seed)
    params = {"W": 0.01 * np.random.randn(2, 3), "b": np.zeros((1, 3))}

    def loss_fn(params):
        loss, dW, db = kit.affine_softmax_loss(params["W"], params["b"], X, y, 1e-3)
        return loss, {"W": dW, "b": db}

    kit.gradient_descent(params, loss_fn, 1.0, 200)
    return loss_fn(params)[0], np.mean(kit.predict(params["W"], params["b"], X) == y)


def network_run(kit, seed):
    X, y = spiral_data(seed=seed)
    np.random.seed(seed)
    params = {
        "W1": 0.01 * np.random.randn(2, 100),
        "b1": np.zeros((1, 100)),
        "W2": 0.01 * np.random.randn(100, 3),
        "b2": np.zeros((1, 3)),
    }

    def loss_fn(params):
        return kit.relu_net_loss(params, X, y, 1e-3)

    kit.gradient_descent(params, loss_fn, 1.0, 10_000)
    y_pred = kit.predict(params["W2"], params["b2"], kit.relu_hidden(params, X))
    return loss_fn(params)[0], np.mean(y_pred == y)


@pytest.mark.parametrize("seed", range(20))
def test_the_linear_classifier_ends_inside_its_bands(reference, seed):
    loss, accuracy = linear_run(reference.affine_softmax, seed)
    assert 0.73 <= loss <= 0.79
    assert 0.48 <= accuracy <= 0.56


@pytest.mark.parametrize("seed", [0, 1, 14])  # 14 comes nearest to an edge
def test_the_network_ends_inside_its_bands(reference, seed):
    loss, accuracy = network_run(reference.affine_softmax, seed)
    assert 0.23 <= loss <= 0.26
    assert 0.97 <= accuracy <= 1.0
