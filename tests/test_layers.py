from types import SimpleNamespace

import autograd.numpy as anp
import numpy as np
import pytest
from autograd import elementwise_grad, jacobian, value_and_grad
from autograd.scipy.special import logsumexp
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import approx_fprime
from scipy.special import softmax as scipy_softmax


def distance(a, b):
    return np.linalg.norm(np.asarray(a) - np.asarray(b)) / max(np.linalg.norm(b), 1.0)


def oracle_softmax(x):
    return anp.exp(x - logsumexp(x, axis=-1, keepdims=True))


def through_layer(forward, dout, *inputs):
    """Gradients of sum(dout * forward(*inputs)) with respect to each input, by autograd."""
    loss = value_and_grad(lambda inputs: anp.sum(dout * forward(*inputs)))
    return loss(tuple(inputs))[1]


shapes = st.one_of(st.tuples(st.integers(1, 6)), st.tuples(st.integers(1, 5), st.integers(1, 6)))
seeds = st.integers(0, 2**32 - 1)
scales = st.sampled_from([0.0, 1e-3, 1.0, 30.0, 300.0])
hypothesis = settings(deadline=None, max_examples=60)


@hypothesis
@given(shape=shapes, seed=seeds, scale=scales)
def test_softmax_agrees_with_scipy(reference, shape, seed, scale):
    x = scale * np.random.default_rng(seed).standard_normal(shape)
    p, _ = reference.layers.softmax_forward(x)
    assert p.shape == x.shape
    np.testing.assert_allclose(p, scipy_softmax(x, axis=-1), rtol=1e-12, atol=1e-300)


@hypothesis
@given(shape=shapes, seed=seeds, scale=scales)
def test_the_jacobian_agrees_with_autograd(reference, shape, seed, scale):
    x = scale * np.random.default_rng(seed).standard_normal(shape)
    p, _ = reference.layers.softmax_forward(x)
    J = reference.layers.softmax_jacobian(p)
    rows = np.atleast_2d(x)
    expected = np.stack([jacobian(oracle_softmax)(row) for row in rows])
    assert J.shape == (*x.shape, x.shape[-1])
    assert distance(J.reshape(expected.shape), expected) <= 1e-7


@hypothesis
@given(shape=shapes, seed=seeds, scale=scales)
def test_softmax_backward_agrees_with_autograd_and_with_the_jacobian(reference, shape, seed, scale):
    rng = np.random.default_rng(seed)
    x, dout = scale * rng.standard_normal(shape), rng.standard_normal(shape)
    p, cache = reference.layers.softmax_forward(x)
    dx = reference.layers.softmax_backward(dout, cache)
    (expected,) = through_layer(oracle_softmax, dout, x)
    assert dx.shape == x.shape
    assert distance(dx, expected) <= 1e-7
    product = np.einsum("...i,...ik->...k", dout, reference.layers.softmax_jacobian(p))
    assert np.max(np.abs(dx - product)) <= 1e-12


def test_the_jacobian_agrees_with_finite_differences(reference):
    x = np.random.default_rng(0).standard_normal(5)
    softmax = reference.layers.softmax_forward
    numerical = approx_fprime(x, lambda x: softmax(x)[0], 1e-7)
    assert distance(reference.layers.softmax_jacobian(softmax(x)[0]), numerical) <= 1e-5


@hypothesis
@given(shape=shapes, seed=seeds)
def test_rows_and_columns_of_the_jacobian_sum_to_0_and_it_is_symmetric(reference, shape, seed):
    x = np.random.default_rng(seed).standard_normal(shape)
    J = reference.layers.softmax_jacobian(reference.layers.softmax_forward(x)[0])
    np.testing.assert_allclose(J.sum(axis=-1), 0, atol=1e-15)
    np.testing.assert_array_equal(J, np.swapaxes(J, -1, -2))


@pytest.mark.parametrize("largest", [1e2, 1e4, 1e8, 1e300])
def test_softmax_is_right_at_any_score_each_row_for_itself(reference, largest):
    x = np.array([[largest, 0.0, -largest], [-largest, -largest, -largest], [0.0, 1.0, 2.0]])
    p, cache = reference.layers.softmax_forward(x)
    np.testing.assert_allclose(p, scipy_softmax(x, axis=1), rtol=1e-14)
    assert np.isfinite(reference.layers.softmax_backward(np.ones_like(x), cache)).all()
    loss, dx = reference.layers.softmax_loss(x, np.array([2, 0, 1]))
    assert loss == pytest.approx((2 * largest + np.log(3) + np.log(1 + np.e + np.e**2) - 1) / 3, rel=1e-12)
    assert np.isfinite(dx).all()


@hypothesis
@given(
    N=st.integers(1, 5),
    dims=st.lists(st.integers(1, 4), min_size=1, max_size=3),
    M=st.integers(1, 5),
    seed=seeds,
)
def test_affine_agrees_with_autograd(reference, N, dims, M, seed):
    rng = np.random.default_rng(seed)
    x, w, b = rng.standard_normal((N, *dims)), rng.standard_normal((np.prod(dims), M)), rng.standard_normal(M)
    dout = rng.standard_normal((N, M))

    def affine(x, w, b):
        return anp.dot(anp.reshape(x, (N, -1)), w) + b

    out, cache = reference.layers.affine_forward(x, w, b)
    assert distance(out, affine(x, w, b)) <= 1e-12
    found, expected = reference.layers.affine_backward(dout, cache), through_layer(affine, dout, x, w, b)
    for gradient, right, argument in zip(found, expected, (x, w, b), strict=True):
        assert gradient.shape == argument.shape
        assert distance(gradient, right) <= 1e-7


@hypothesis
@given(shape=st.lists(st.integers(1, 4), min_size=1, max_size=3), seed=seeds)
def test_relu_agrees_with_autograd(reference, shape, seed):
    rng = np.random.default_rng(seed)
    x, dout = rng.standard_normal(shape), rng.standard_normal(shape)
    out, cache = reference.layers.relu_forward(x)
    np.testing.assert_array_equal(out, np.where(x > 0, x, 0))
    expected = dout * elementwise_grad(lambda x: anp.maximum(x, 0.0))(x)
    np.testing.assert_array_equal(reference.layers.relu_backward(dout, cache), expected)


def test_the_gradient_of_relu_at_the_kink_is_0(reference):
    _, cache = reference.layers.relu_forward(np.array([-1.0, 0.0, 1.0]))
    assert reference.layers.relu_backward(np.full(3, 2.0), cache).tolist() == [0, 0, 2]


@hypothesis
@given(N=st.integers(1, 7), C=st.integers(1, 6), seed=seeds, scale=scales)
def test_softmax_loss_agrees_with_autograd(reference, N, C, seed, scale):
    rng = np.random.default_rng(seed)
    x, y = scale * rng.standard_normal((N, C)), rng.integers(0, C, N)

    def loss(x):
        return anp.mean(logsumexp(x, axis=1) - x[np.arange(N), y])

    found, dx = reference.layers.softmax_loss(x, y)
    expected, expected_dx = value_and_grad(loss)(x)
    assert isinstance(found, float)
    assert distance(found, expected) <= 1e-7
    assert distance(dx, expected_dx) <= 1e-7


@hypothesis
@given(N=st.integers(1, 7), C=st.integers(1, 6), seed=seeds)
def test_fused_equals_the_two_backward_passes_in_a_row(reference, N, C, seed):
    rng = np.random.default_rng(seed)
    x, y = rng.standard_normal((N, C)), rng.integers(0, C, N)
    p, cache = reference.layers.softmax_forward(x)
    dp = np.zeros_like(p)
    dp[np.arange(N), y] = -1 / p[np.arange(N), y] / N
    dx = reference.layers.softmax_backward(dp, cache)
    np.testing.assert_allclose(reference.layers.softmax_loss(x, y)[1], dx, atol=1e-12)


MUTANTS = {
    "jacobian of the scores instead of the probabilities": ("p[..., None, :]", "(1 - p)[..., None, :]"),
    "jacobian with the diagonal alone": (
        "J = -p[..., :, None] * p[..., None, :]",
        "J = 0 * p[..., :, None] * p[..., None, :]",
    ),
    "jacobian overwritten instead of added to": ("J[..., c, c] += p", "J[..., c, c] = p"),
    "backward without the sum": ("dx = dout - mean[..., None]", "dx = dout - p * dout"),
    "backward summed over the batch": ("dx = dout - mean[..., None]", "dx = dout - np.sum(mean)"),
    "relu gates the output's sign": ("return dout * (x > 0)", "return dout * (dout > 0)"),
    "bias gradient averaged": ("db = dout.sum(axis=0)", "db = dout.mean(axis=0)"),
    "gradient for x not in its shape": ("dx = (dout @ w.T).reshape(x.shape)", "dx = dout @ w.T"),
    "loss not averaged": ("loss = -np.mean(log_p", "loss = -np.sum(log_p"),
    "gradient not averaged": ("    dx /= N\n", ""),
    "affine without the bias": ("reshape(len(x), -1) @ w + b", "reshape(len(x), -1) @ w"),
    "relu of the absolute value": ("np.maximum(x, 0)", "np.abs(x)"),
    "loss without a shift": ("s = x - x.max(axis=1, keepdims=True)", "s = x"),
    "one shift for the whole batch": (
        "p = np.exp(x - x.max(axis=-1, keepdims=True))",
        "p = np.exp(x - x.max())",
    ),
}


@pytest.mark.parametrize("mistake", MUTANTS)
def test_the_oracle_rejects(edited, mistake):
    namespace = edited("layers.py", *MUTANTS[mistake])
    with np.errstate(all="ignore"), pytest.raises(AssertionError):
        everything_agrees(SimpleNamespace(layers=SimpleNamespace(**namespace)))


def everything_agrees(kit):
    """The tests above at one fixed problem each."""
    test_the_jacobian_agrees_with_autograd.hypothesis.inner_test(kit, (3, 4), 0, 1.0)
    test_softmax_backward_agrees_with_autograd_and_with_the_jacobian.hypothesis.inner_test(
        kit, (3, 4), 0, 1.0
    )
    test_affine_agrees_with_autograd.hypothesis.inner_test(kit, 3, [2, 2], 5, 0)
    test_relu_agrees_with_autograd.hypothesis.inner_test(kit, [3, 4], 0)
    test_softmax_loss_agrees_with_autograd.hypothesis.inner_test(kit, 3, 4, 0, 1.0)
    test_softmax_is_right_at_any_score_each_row_for_itself(kit, 1e4)


def test_the_reference_passes_what_its_mutants_fail(reference):
    everything_agrees(reference)


def test_inputs_are_left_alone_and_a_second_call_answers_the_same(reference):
    layers = reference.layers
    rng = np.random.default_rng(0)
    x, w, b, y = (
        rng.standard_normal((4, 3)),
        rng.standard_normal((3, 3)),
        rng.standard_normal(3),
        np.arange(4) % 3,
    )
    dout = rng.standard_normal((4, 3))
    arguments = {"x": x, "w": w, "b": b, "y": y, "dout": dout}
    before = {name: array.copy() for name, array in arguments.items()}

    def everything():
        p, cache = layers.softmax_forward(x)
        yield p.copy()
        yield layers.softmax_jacobian(p)
        yield layers.softmax_backward(dout, cache)
        out, cache = layers.affine_forward(x, w, b)
        yield from (out, *layers.affine_backward(dout, cache))
        out, cache = layers.relu_forward(x)
        yield from (out, layers.relu_backward(dout, cache))
        yield from layers.softmax_loss(x, y)

    for first, second in zip(everything(), everything(), strict=True):
        np.testing.assert_array_equal(first, second)
    for name, array in arguments.items():
        np.testing.assert_array_equal(array, before[name])


@pytest.mark.parametrize("kind", [np.int8, np.uint8, np.int32, np.int64])
def test_whole_numbers_do_not_wrap_around(reference, kind):
    x = np.array([[1, 2, 127], [0, 5, 3]], dtype=kind)
    p, cache = reference.layers.softmax_forward(x)
    np.testing.assert_allclose(p, scipy_softmax(x.astype(np.float64), axis=1), rtol=1e-14)
    assert reference.layers.softmax_backward(x, cache).dtype == np.float64
    loss, _ = reference.layers.softmax_loss(x, np.array([0, 1]))
    expected = -np.log(scipy_softmax(x.astype(np.float64), axis=1)[[0, 1], [0, 1]]).mean()
    assert loss == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize("kind", [np.float32, np.float64])
def test_the_type_of_float_is_kept(reference, kind):
    layers = reference.layers
    x = np.linspace(-1, 1, 12).reshape(4, 3).astype(kind)
    p, cache = layers.softmax_forward(x)
    out, affine = layers.affine_forward(x, x[:3], x[0])
    results = [
        p,
        layers.softmax_jacobian(p),
        layers.softmax_backward(x, cache),
        out,
        layers.softmax_loss(x, np.arange(4) % 3)[1],
    ]
    results += [
        *layers.affine_backward(x, affine),
        layers.relu_forward(x)[0],
        layers.relu_backward(x, layers.relu_forward(x)[1]),
    ]
    assert {result.dtype for result in results} == {np.dtype(kind)}


x, w, b = np.zeros((4, 2, 3)), np.zeros((6, 5)), np.zeros(5)
flat = np.zeros((4, 3))


def not_real(name, got):
    return f"{name} must be an array of real numbers, got {got}; pass np.array({name}, dtype=np.float64)"


def no_scores(name, shapes, got):
    return f"{name} must be {shapes} with at least one entry, got {got}; give one row an example"


REFUSED = {
    "scores as a list": ("softmax_forward", ([1.0, 2.0],), TypeError, not_real("x", "list")),
    "complex scores": ("softmax_forward", (np.ones(2, complex),), TypeError, not_real("x", "complex128")),
    "no scores": (
        "softmax_forward",
        (np.zeros((0, 3)),),
        ValueError,
        no_scores("x", "(C,) or (N, C)", (0, 3)),
    ),
    "three axes": ("softmax_forward", (x,), ValueError, no_scores("x", "(C,) or (N, C)", (4, 2, 3))),
    "probabilities in three axes": (
        "softmax_jacobian",
        (x,),
        ValueError,
        no_scores("p", "(C,) or (N, C)", (4, 2, 3)),
    ),
    "gradient as a number": ("softmax_backward", (1.0, None), TypeError, not_real("dout", "float")),
    "weights transposed": (
        "affine_forward",
        (x, w.T, b),
        ValueError,
        "w must be (D, M) with D = 6 as in x (4, 2, 3), got (5, 6); is it transposed?",
    ),
    "biases as a row": (
        "affine_forward",
        (x, w, b[None]),
        ValueError,
        "b must be (5,), one bias for each column of w (6, 5), got (1, 5); pass b.ravel()",
    ),
    "one example without an axis": (
        "affine_forward",
        (x[0, 0], w, b),
        ValueError,
        "x must be (N, d_1, …, d_k) with at least one example, got (3,); give one row an example",
    ),
    "no weights": ("affine_forward", (x, None, b), TypeError, not_real("w", "NoneType")),
    "affine gradient None": ("affine_backward", (None, None), TypeError, not_real("dout", "NoneType")),
    "relu of booleans": ("relu_forward", (np.array([True]),), TypeError, not_real("x", "bool")),
    "relu gradient a list": ("relu_backward", ([1.0], None), TypeError, not_real("dout", "list")),
    "label too large": (
        "softmax_loss",
        (flat, np.array([0, 1, 2, 3])),
        ValueError,
        "y must hold labels in 0 … 2 because x has 3 columns, got 3; one column a class is needed",
    ),
    "label negative": (
        "softmax_loss",
        (flat, np.array([0, -1, 2, 1])),
        ValueError,
        "y must hold labels of 0 or more, got -1; count the classes from 0",
    ),
    "labels as floats": (
        "softmax_loss",
        (flat, np.zeros(4)),
        TypeError,
        "y must hold integer labels, got float64; pass y.astype(np.int64)",
    ),
    "one row of scores": (
        "softmax_loss",
        (flat[0], np.array([0])),
        ValueError,
        no_scores("x", "(N, C)", (3,)),
    ),
}


@pytest.mark.parametrize("case", REFUSED)
@pytest.mark.parametrize("kit", ["reference", "stubs"])
def test_refuses(request, kit, case):
    name, arguments, error, message = REFUSED[case]
    with pytest.raises(error) as raised:
        getattr(request.getfixturevalue(kit).layers, name)(*arguments)
    assert str(raised.value) == message
