import tracemalloc

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.optimize import approx_fprime

from . import large_margin_oracle as oracle
from . import oracle as softmax_oracle

MARGINS = (1, 2, 3, 4)
distance = softmax_oracle.distance

each_margin = pytest.mark.parametrize("margin", MARGINS)
shapes = {
    "N": st.integers(1, 9),
    "D": st.integers(1, 8),
    "C": st.integers(1, 6),
    "seed": st.integers(0, 2**32 - 1),
    "margin": st.sampled_from(MARGINS),
}


def problem(N=13, D=5, C=4, seed=0, scale=1.0):
    rng = np.random.default_rng(seed)
    W = scale * rng.standard_normal((D, C))
    x = rng.standard_normal((N, D))
    y = rng.integers(0, C, N)
    return x, W, y


def cosines(x, W, y):
    w = W.T[y]
    return np.sum(x * w, axis=1) / (np.linalg.norm(x, axis=1) * np.linalg.norm(w, axis=1))


def assert_close(found, expected, tolerance):
    loss, *gradients = found
    expected_loss, *expected_gradients = expected
    assert isinstance(loss, float)
    assert distance(loss, expected_loss) <= tolerance
    for gradient, right in zip(gradients, expected_gradients, strict=True):
        assert gradient.shape == right.shape
        assert distance(gradient, right) <= tolerance


# psi


@each_margin
def test_psi_is_what_its_definition_by_the_angle_says(reference, margin):
    theta = np.linspace(0, np.pi, 4001)
    psi, _ = reference.large_margin.margin_psi(np.cos(theta), margin)
    np.testing.assert_allclose(psi, oracle.psi_of_angle(theta, margin), rtol=0, atol=1e-12)


@each_margin
def test_the_slope_of_psi_is_that_of_finite_differences(reference, margin):
    # The second derivative jumps at the borders of the pieces, so within 10 h of them the centred difference
    # has an error of the order of h instead of h². They are left out here, and looked at below.
    h = 1e-5
    c = np.linspace(-1 + 2 * h, 1 - 2 * h, 2001)
    borders = np.cos(np.pi * np.arange(1, margin) / margin)
    c = c[np.all(np.abs(c[:, None] - borders) > 10 * h, axis=1)]
    assert len(c) > 1900
    psi = reference.large_margin.margin_psi
    _, dpsi = psi(c, margin)
    measured = (psi(c + h, margin)[0] - psi(c - h, margin)[0]) / (2 * h)
    assert distance(measured, dpsi) <= 1e-8


@each_margin
def test_psi_is_continuous_and_has_no_kink_where_two_pieces_meet(reference, margin):
    psi = reference.large_margin.margin_psi
    for j in range(1, margin):
        border = np.cos(j * np.pi / margin)
        for eps in (1e-3, 1e-6, 1e-12, 0.0):
            (below, above), (slope_below, slope_above) = psi(np.array([border - eps, border + eps]), margin)
            assert abs(above - below) <= 50 * eps**2 + 1e-14  # flat: the slope at the border is 0
            assert max(abs(slope_below), abs(slope_above)) <= 50 * eps + 1e-14
        value, _ = psi(border, margin)
        assert value == pytest.approx((-1) ** j * np.cos(j * np.pi) - 2 * j, abs=1e-14)


@each_margin
def test_psi_falls_with_the_angle_and_is_nowhere_above_the_cosine(reference, margin):
    theta = np.linspace(0, np.pi, 10001)
    psi, dpsi = reference.large_margin.margin_psi(np.cos(theta), margin)
    flat = np.min(np.abs(theta[:, None] - np.pi * np.arange(margin + 1) / margin), axis=1) < 1e-3
    assert (np.diff(psi) <= 1e-15).all()
    assert (np.diff(psi)[~flat[1:] & ~flat[:-1]] < 0).all()
    assert (psi <= np.cos(theta) + 1e-15).all()
    assert (dpsi >= -1e-12).all()
    assert (dpsi <= margin**2 + 1e-12).all()


@each_margin
def test_psi_at_the_ends_of_the_half_circle(reference, margin):
    psi, dpsi = reference.large_margin.margin_psi(np.array([1.0, -1.0]), margin)
    np.testing.assert_array_equal(psi, [1, 1 - 2 * margin])
    np.testing.assert_array_equal(dpsi, [margin**2, margin**2])


def test_a_larger_margin_is_nowhere_easier(reference):
    c = np.cos(np.linspace(0, np.pi, 1001))
    values = [reference.large_margin.margin_psi(c, margin)[0] for margin in MARGINS]
    assert (np.diff(values, axis=0) <= 1e-15).all()


def test_margin_1_is_the_cosine_itself(reference):
    c = np.linspace(-1, 1, 99)
    psi, dpsi = reference.large_margin.margin_psi(c, 1)
    np.testing.assert_array_equal(psi, c)
    np.testing.assert_array_equal(dpsi, 1)


@each_margin
def test_psi_takes_any_shape_and_leaves_it_alone(reference, margin):
    psi = reference.large_margin.margin_psi
    c = np.linspace(-1, 1, 24).reshape(2, 3, 4)
    before = c.copy()
    table, slopes = psi(c, margin)
    assert table.shape == slopes.shape == (2, 3, 4)
    np.testing.assert_array_equal(c, before)
    assert psi(c[1, 2, 3], margin) == (table[1, 2, 3], slopes[1, 2, 3])
    assert [part.shape for part in psi(np.zeros((0, 2)), margin)] == [(0, 2), (0, 2)]
    assert [float(part) for part in psi(1, margin)] == [1, margin**2]
    assert {part.dtype for part in psi(c.astype(np.float32), margin)} == {np.dtype(np.float32)}


@each_margin
def test_rounding_beyond_1_is_cut_off(reference, margin):
    psi = reference.large_margin.margin_psi
    np.testing.assert_array_equal(psi(np.array([1 + 1e-15, -1 - 1e-7]), margin), psi([1.0, -1.0], margin))


# The layer against oracles


@settings(deadline=None, max_examples=150)
@given(
    **shapes,
    scale=st.sampled_from([1e-3, 1.0, 30.0]),
    lam=st.sampled_from([0.0, 1e-3, 0.5, 5.0, 1e4]),
)
def test_layer_agrees_with_autograd_at_every_shape(reference, N, D, C, seed, margin, scale, lam):
    x, W, y = problem(N, D, C, seed, scale)
    found = reference.large_margin.large_margin_layer(x, W, y, margin, lam)
    assert_close(found, oracle.layer(x, W, y, margin, lam), 1e-7)


@settings(deadline=None, max_examples=80)
@given(**shapes, reg=st.sampled_from([0.0, 1e-3, 0.5, 1e4]))
def test_loss_agrees_with_autograd_at_every_shape(reference, N, D, C, seed, margin, reg):
    x, W, y = problem(N, D, C, seed)
    loss, _, dW = oracle.layer(x, W, y, margin)
    found = reference.large_margin.large_margin_softmax_loss(W, x, y, reg, margin)
    assert_close(found, (loss + reg * np.sum(W * W), dW + reg * (W + W)), 1e-7)


@settings(deadline=None, max_examples=40)
@given(**shapes | {"D": st.integers(2, 6)}, lam=st.sampled_from([0.0, 2.0]))
def test_layer_agrees_with_finite_differences(reference, N, D, C, seed, margin, lam):
    # Moving an entry by h turns an angle by at most h / norm. Examples are left out whose cosine could come
    # within 10 such steps of a border, where the second derivative jumps.
    h = 1e-6
    x, W, y = problem(N, D, C, seed)
    borders = np.cos(np.pi * np.arange(1, margin) / margin)
    shortest = min(np.linalg.norm(x, axis=1).min(), np.linalg.norm(W, axis=0).min())
    assume(shortest > 0.05)
    near = np.any(np.abs(cosines(x, W, y)[:, None] - borders) <= 10 * h / shortest, axis=1)
    x, y = x[~near], y[~near]
    assume(len(y) > 0)

    def f(z):
        return reference.large_margin.large_margin_layer(
            z[: x.size].reshape(x.shape), z[x.size :].reshape(W.shape), y, margin, lam
        )

    z = np.concatenate([x.ravel(), W.ravel()])
    _, dx, dW = f(z)
    forward = approx_fprime(z, lambda z: f(z)[0], h)
    backward = approx_fprime(z, lambda z: f(z)[0], -h)
    assert distance((forward + backward) / 2, np.concatenate([dx.ravel(), dW.ravel()])) <= 1e-5


@each_margin
@pytest.mark.parametrize("degrees", range(0, 181, 15))
def test_layer_agrees_with_autograd_at_given_angles(reference, margin, degrees):
    """At 45°, 60°, 90° … two pieces meet; at 0° and 180° the arc cosine has no slope."""
    theta = np.radians(degrees)
    x = np.array([[2 * np.cos(theta), 2 * np.sin(theta)]])
    W = np.array([[1.5, 0.3], [0.0, -0.4]])
    y = np.array([0])
    found = reference.large_margin.large_margin_layer(x, W, y, margin)
    assert_close(found, oracle.layer(x, W, y, margin), 1e-7)


@each_margin
def test_the_layer_is_the_formula_in_numbers(reference, margin):
    x, W, y = problem()
    lam = 0.7
    scores = x @ W
    lengths = np.linalg.norm(x, axis=1) * np.linalg.norm(W, axis=0)[y]
    psi = oracle.psi_of_angle(np.arccos(cosines(x, W, y)), margin)
    total = 0.0
    for i, label in enumerate(y):
        f = scores[i].copy()
        f[label] = (lam * scores[i, label] + lengths[i] * psi[i]) / (1 + lam)
        total += np.log(np.sum(np.exp(f))) - f[label]
    loss, _, _ = reference.large_margin.large_margin_layer(x, W, y, margin, lam)
    assert loss == pytest.approx(total / len(y), rel=1e-13)


# Margin 1, lam and the plain softmax


@settings(deadline=None, max_examples=60)
@given(N=shapes["N"], D=shapes["D"], C=shapes["C"], seed=shapes["seed"], reg=st.sampled_from([0.0, 0.5, 1e4]))
def test_margin_1_is_the_plain_softmax_loss(reference, N, D, C, seed, reg):
    x, W, y = problem(N, D, C, seed)
    found = reference.large_margin.large_margin_softmax_loss(W, x, y, reg, 1)
    assert_close(found, reference.softmax.softmax_loss_vectorized(W, x, y, reg), 1e-12)
    assert_close(found, softmax_oracle.softmax_loss(W, x, y, reg), 1e-12)


@pytest.mark.parametrize("lam", [0.0, 0.3, 1e3])
def test_margin_1_is_the_plain_softmax_loss_for_any_lam_and_for_the_features_too(reference, lam):
    x, W, y = problem()
    loss, dx, dW = reference.large_margin.large_margin_layer(x, W, y, 1, lam)
    expected_loss, expected_dW = softmax_oracle.softmax_loss(W, x, y, 0.0)
    _, expected_dx, _ = oracle.layer(x, W, y, 1)
    assert_close((loss, dx, dW), (expected_loss, expected_dx, expected_dW), 1e-12)


@each_margin
def test_a_large_lam_comes_close_to_the_plain_softmax(reference, margin):
    x, W, y = problem()
    layer = reference.large_margin.large_margin_layer
    plain = layer(x, W, y, 1)
    away = [distance(layer(x, W, y, margin, lam)[2], plain[2]) for lam in (1e2, 1e4, 1e8, 1e300)]
    assert away == sorted(away, reverse=True)
    assert away[2] <= 1e-6
    assert away[3] <= 1e-14


@settings(deadline=None, max_examples=60)
@given(**shapes)
def test_a_margin_never_makes_the_loss_smaller(reference, N, D, C, seed, margin):
    x, W, y = problem(N, D, C, seed)
    layer = reference.large_margin.large_margin_layer
    losses = [layer(x, W, y, margin, lam)[0] for lam in (1e6, 10.0, 1.0, 0.0)]
    assert (np.diff([layer(x, W, y, 1)[0], *losses]) >= -1e-12).all()


# Vectors of zeros, extreme scales


@each_margin
@pytest.mark.parametrize("lam", [0.0, 2.0])
def test_where_a_vector_is_0_the_gradient_is_that_of_the_plain_softmax(reference, margin, lam):
    """Each example on its own, so that the three others, which have an angle, cannot hide it."""
    x, W, y = problem(N=4)
    x[1] = 0
    W[:, 2] = 0
    y[:] = [0, 1, 2, 3]
    layer = reference.large_margin.large_margin_layer
    with np.errstate(all="raise"):
        assert_close(layer(x, W, y, margin, lam), oracle.layer(x, W, y, margin, lam), 1e-12)
        for i in (1, 2):
            one = x[i : i + 1], W, y[i : i + 1]
            _, expected_dx, _ = oracle.layer(*one, 1)
            expected = softmax_oracle.softmax_loss(W, x[i : i + 1], y[i : i + 1], 0.0)
            loss, dx, dW = layer(*one, margin, lam)
            assert_close((loss, dx, dW), (expected[0], expected_dx, expected[1]), 1e-14)


@each_margin
def test_everything_0_gives_the_log_of_the_number_of_classes(reference, margin):
    loss, dx, dW = reference.large_margin.large_margin_layer(
        np.zeros((3, 2)), np.zeros((2, 4)), np.array([0, 3, 1]), margin
    )
    assert loss == pytest.approx(np.log(4), rel=1e-15)
    assert not dx.any()
    assert not dW.any()


@each_margin
@pytest.mark.parametrize("exponent", [-1000, -664, 664, 1000])  # 2^664 is about 1e200
def test_the_loss_knows_only_the_product_of_the_scales(reference, margin, exponent):
    x, W, y = problem()
    layer = reference.large_margin.large_margin_layer
    loss, dx, dW = layer(x, W, y, margin, 0.5)
    scale = 2.0**exponent
    with np.errstate(over="raise", invalid="raise", divide="raise"):
        scaled_loss, scaled_dx, scaled_dW = layer(x * scale, W / scale, y, margin, 0.5)
    assert_close((scaled_loss, scaled_dx * scale, scaled_dW / scale), (loss, dx, dW), 1e-12)


@each_margin
def test_vectors_so_small_that_all_scores_are_0_still_have_angles(reference, margin):
    x, W, y = problem()
    layer = reference.large_margin.large_margin_layer
    tiny = layer(x * 1e-200, W * 1e-200, y, margin)
    small = layer(x * 1e-20, W * 1e-20, y, margin)
    assert tiny[0] == pytest.approx(np.log(4), rel=1e-15)
    assert distance(tiny[1] * 1e200, small[1] * 1e20) <= 1e-12
    assert distance(tiny[2] * 1e200, small[2] * 1e20) <= 1e-12


@each_margin
@pytest.mark.parametrize("largest", [1e2, 1e8, 1e200, 1e300])
def test_finite_at_any_finite_scores(reference, margin, largest):
    x, W, y = problem()
    with np.errstate(over="raise", invalid="raise", divide="raise"):
        loss, dx, dW = reference.large_margin.large_margin_layer(x * largest, W, y, margin)
    assert np.isfinite(loss)
    assert np.isfinite(dx).all()
    assert np.isfinite(dW).all()


@each_margin
def test_by_hand_a_single_wrong_class_that_wins_by_far(reference, margin):
    """x points away from its class: psi = 1 - 2 m, and the loss is the difference of the two scores."""
    x, W, y = np.array([[1e100]]), np.array([[-3.0, 2.0]]), np.array([0])
    loss, dx, dW = reference.large_margin.large_margin_layer(x, W, y, margin)
    assert loss == pytest.approx((2 + 3 * (2 * margin - 1)) * 1e100, rel=1e-14)
    # In one dimension the angle cannot change, so the gradient is the slope of 2 x + 3 (2 m - 1) x.
    np.testing.assert_allclose(dx, [[2 + 3 * (2 * margin - 1)]], rtol=1e-14)
    np.testing.assert_allclose(dW, [[-(2 * margin - 1) * 1e100, 1e100]], rtol=1e-14)


# Wrong variants

MUTANTS = {
    "no margin at all": ("psi, dpsi = margin_psi(cos_theta, margin)", "psi, dpsi = margin_psi(cos_theta, 1)"),
    "psi without its steps": ("return sign * T - 2 * k,", "return sign * T,"),
    "psi without its sign": ("sign = 1 - 2 * (k % 2)", "sign = 1 + 0 * k"),
    "pieces counted from the other end": ("cos_theta < np.cos", "cos_theta > np.cos"),
    "one piece too few": ("range(1, margin):", "range(2, margin):"),
    "slope without the factor m": ("sign * margin * U", "sign * U"),
    "slope with the wrong sign": ("sign * margin * U", "-sign * margin * U"),
    "only cos θ is differentiated, not the norms": ("(psi - dpsi * cos_theta)", "(-dpsi * cos_theta)"),
    "only the norms are differentiated, not cos θ": ("(psi - dpsi * cos_theta)", "(psi - cos_theta)"),
    "the plain gradient at the true class": ("ds_y * ((lam + dpsi) / (1 + lam))", "ds_y"),
    "lam forgotten in the gradient": ("ds_y * ((lam + dpsi) / (1 + lam))", "ds_y * dpsi"),
    "lam forgotten in the loss": ("(cos_theta - psi) / (1 + lam)", "(cos_theta - psi)"),
    "norms exchanged in dx": ("(rest * w_norm)[:, None]", "(rest * x_norm)[:, None]"),
    "norms exchanged in dW": ("weights=rest * x_norm", "weights=rest * w_norm"),
    "dx without the pull along x": ("dx += (rest", "dx += 0 * (rest"),
    "dW without the pull along w": ("dW += np.bincount", "dW += 0 * np.bincount"),
    "the unit vector is not one in dx": ("[:, None] * x_unit", "[:, None] * x"),
    "the margin for the wrong class": ("S[rows, y] -= w_norm", "S[rows, y - 1] -= w_norm"),
    "the handicap is a gift": ("S[rows, y] -= w_norm", "S[rows, y] += w_norm"),
    "summed, not averaged": ("    dS /= N\n", ""),
    "no 1 subtracted at the true class": ("    dS[rows, y] -= 1\n", ""),
    "rows' lengths taken along the columns": ("directions(x, axis=1)", "directions(x.T, axis=0)"),
}


@pytest.mark.parametrize("mistake", MUTANTS)
def test_the_oracle_rejects(edited, mistake):
    namespace = edited("classifiers/large_margin.py", *MUTANTS[mistake])
    x, W, y = problem()
    with pytest.raises((AssertionError, ValueError)):
        assert_close(namespace["large_margin_layer"](x, W, y, 3, 0.5), oracle.layer(x, W, y, 3, 0.5), 1e-7)


PENALTY_MUTANTS = {
    "penalty missing in the loss": ("loss + float(reg * np.sum(W * W))", "loss"),
    "penalty halved in the loss": ("float(reg * np", "float(0.5 * reg * np"),
    "penalty missing in the gradient": ("dW + 2 * reg * W", "dW"),
    "penalty halved in the gradient": ("dW + 2 * reg * W", "dW + reg * W"),
    "dx returned for dW": ("loss, _, dW = large", "loss, dW, _ = large"),
}


@pytest.mark.parametrize("mistake", PENALTY_MUTANTS)
def test_the_oracle_rejects_in_the_loss(edited, mistake):
    namespace = edited("classifiers/large_margin.py", *PENALTY_MUTANTS[mistake])
    x, W, y = problem()
    loss, _, dW = oracle.layer(x, W, y, 2)
    expected = loss + 0.5 * np.sum(W * W), dW + W
    with pytest.raises((AssertionError, ValueError)):
        assert_close(namespace["large_margin_softmax_loss"](W, x, y, 0.5, 2), expected, 1e-7)


# What it accepts, what it leaves alone, what it refuses


@pytest.mark.parametrize("label_type", [np.int64, np.int32, np.uint8])
@pytest.mark.parametrize("order", ["C", "F"])
def test_accepts_label_types_and_memory_orders(reference, label_type, order):
    x, W, y = problem()
    found = reference.large_margin.large_margin_layer(
        np.asarray(x, order=order),
        np.asarray(W, order=order),
        y.astype(label_type),
        np.int64(2),
        np.float64(1),
    )
    assert_close(found, oracle.layer(x, W, y, 2, 1.0), 1e-7)


@pytest.mark.parametrize("x_type", [np.int8, np.uint8, np.int64])
def test_accepts_whole_numbers_as_examples(reference, x_type):
    _, W, y = problem(N=2, scale=0.01)
    x = np.array([[100, 0, 3, 127, 1], [0, 0, 0, 7, 100]], dtype=x_type)
    if x_type is np.int8:
        x[0, 0] = -128  # of which NumPy's absolute value is -128 in int8
    found = reference.large_margin.large_margin_layer(x, W, y, 3)
    assert_close(found, oracle.layer(x, W, y, 3), 1e-7)


@each_margin
def test_float32_in_float32_out(reference, margin):
    x, W, y = problem()
    found = reference.large_margin.large_margin_layer(
        x.astype(np.float32), W.astype(np.float32), y, margin, 0.5
    )
    assert found[1].dtype == found[2].dtype == np.float32
    assert_close(found, oracle.layer(x, W, y, margin, 0.5), 1e-5)


@each_margin
def test_inputs_are_left_alone_and_a_second_call_answers_the_same(reference, margin):
    x, W, y = problem()
    copies = x.copy(), W.copy(), y.copy()
    module = reference.large_margin
    for call in (
        lambda: module.large_margin_layer(x, W, y, margin, 0.5),
        lambda: module.large_margin_softmax_loss(W, x, y, 0.1, margin),
    ):
        for one, other in zip(call(), call(), strict=True):
            np.testing.assert_array_equal(one, other)
    for now, before in zip((x, W, y), copies, strict=True):
        np.testing.assert_array_equal(now, before)


def test_needs_no_temporary_of_examples_by_features_by_classes(reference):
    x, W, y = problem(N=1000, D=200, C=50)
    tracemalloc.start()
    reference.large_margin.large_margin_layer(x, W, y, 4)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 8 * x.nbytes < x.nbytes * 50 / 5


@pytest.mark.parametrize("axis", [0, 1])
def test_directions_are_unit_vectors_at_any_scale(reference, axis):
    A = np.random.default_rng(0).standard_normal((4, 3))
    for scale in (1e-300, 1e-200, 1.0, 1e200, 1e300):
        unit, norm = reference.large_margin.directions(scale * A, axis)
        np.testing.assert_allclose(np.linalg.norm(unit, axis=axis), 1, rtol=1e-14)
        np.testing.assert_allclose(unit * np.expand_dims(norm / scale, axis), A, rtol=1e-13)
    unit, norm = reference.large_margin.directions(np.zeros((4, 3)), axis)
    assert not unit.any()
    assert not norm.any()
    assert norm.shape == (4 if axis == 1 else 3,)


W, X, Y = np.zeros((3, 2)), np.zeros((4, 3)), np.array([0, 1, 1, 0])
NOT_A_MARGIN = {
    0: "0",
    5: "5",
    -1: "-1",
    2.0: "2.0",
    "2": "'2'",
    None: "None",
    np.float64(3): repr(np.float64(3)),
}


def margin_message(told):
    return f"margin must be one of the integers 1, 2, 3 and 4, got {told}; 1 is the plain softmax"


def calls(module):
    return {
        "margin_psi": lambda margin: module.margin_psi(np.ones(2), margin),
        "large_margin_layer": lambda margin: module.large_margin_layer(X, W, Y, margin),
        "large_margin_softmax_loss": lambda margin: module.large_margin_softmax_loss(W, X, Y, 0.0, margin),
    }


@pytest.mark.parametrize("margin, told", [*NOT_A_MARGIN.items(), (True, "True"), (np.ones(1), "array([1.])")])
@pytest.mark.parametrize("task", ["margin_psi", "large_margin_layer", "large_margin_softmax_loss"])
@pytest.mark.parametrize("kit", ["reference", "stubs"])
def test_refuses_any_other_margin(request, kit, task, margin, told):
    with pytest.raises(ValueError) as raised:
        calls(request.getfixturevalue(kit).large_margin)[task](margin)
    assert str(raised.value) == margin_message(told)


@pytest.mark.parametrize(
    "lam, told",
    [(-1, "-1"), (-1e-9, "-1e-09"), (np.inf, "inf"), (np.nan, "nan"), ("1", "'1'"), (None, "None")],
)
@pytest.mark.parametrize("kit", ["reference", "stubs"])
def test_refuses_a_lam_that_is_no_share(request, kit, lam, told):
    with pytest.raises(ValueError) as raised:
        request.getfixturevalue(kit).large_margin.large_margin_layer(X, W, Y, 2, lam)
    assert str(raised.value) == f"lam must be a finite number of 0 or more, got {told}; 0 is the whole margin"


@pytest.mark.parametrize(
    "cos_theta, error, message",
    [
        (
            np.array([0.5, -1.5]),
            ValueError,
            "cos_theta must lie in -1 … 1, got 1.5; pass the cosine, not the angle",
        ),
        (2, ValueError, "cos_theta must lie in -1 … 1, got 2; pass the cosine, not the angle"),
        (1j, TypeError, "cos_theta must hold real numbers, got complex128; pass the cosines of the angles"),
        (["a"], TypeError, "cos_theta must hold real numbers, got <U1; pass the cosines of the angles"),
    ],
)
@pytest.mark.parametrize("kit", ["reference", "stubs"])
def test_refuses_what_is_no_cosine(request, kit, cos_theta, error, message):
    with pytest.raises(error) as raised:
        request.getfixturevalue(kit).large_margin.margin_psi(cos_theta, 2)
    assert str(raised.value) == message


REFUSED = {
    "label too large": (
        (X, W, np.array([0, 1, 2, 0])),
        ValueError,
        "y must hold labels in 0 … 1 because W has 2 columns, got 2; one column a class is needed",
    ),
    "label negative": (
        (X, W, np.array([0, -1, 1, 0])),
        ValueError,
        "y must hold labels of 0 or more, got -1; count the classes from 0",
    ),
    "label not an integer": (
        (X, W, Y.astype(float)),
        TypeError,
        "y must hold integer labels, got float64; pass y.astype(np.int64)",
    ),
    "W transposed": (
        (X, W.T, Y),
        ValueError,
        "W must be (D, C) with D = 3 as in X (4, 3), got (2, 3); is it transposed?",
    ),
    "no examples": (
        (X[:0], W, Y[:0]),
        ValueError,
        "X must be (N, D) with at least one row, got (0, 3); flatten images to rows",
    ),
    "integer weights": (
        (X, W.astype(int), Y),
        TypeError,
        "W must be an array of floating point, got int64; pass W.astype(np.float64)",
    ),
}


@pytest.mark.parametrize("task", ["large_margin_layer", "large_margin_softmax_loss"])
@pytest.mark.parametrize("case", REFUSED)
@pytest.mark.parametrize("kit", ["reference", "stubs"])
def test_refuses(request, kit, task, case):
    (x, W, y), error, message = REFUSED[case]
    module = request.getfixturevalue(kit).large_margin
    with pytest.raises(error) as raised:
        if task == "large_margin_layer":
            module.large_margin_layer(x, W, y, 2)
        else:
            module.large_margin_softmax_loss(W, x, y, 0.0, 2)
    assert str(raised.value) == message
