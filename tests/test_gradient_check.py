import numpy as np
import pytest
from autograd import numpy as anp
from autograd import value_and_grad
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp


@pytest.fixture
def gc(reference):
    return reference.gradient_check


NAN, INF = float("nan"), float("inf")


@pytest.mark.parametrize(
    "x, y, error",
    [
        (1.0, 1.0, 0.0),
        (0.0, 0.0, 0.0),
        (3.0, 1.0, 0.5),
        (1.0, -1.0, 1.0),
        (0.0, 1e-300, 1.0),
        ([1.0, 2.0], [1.0, 2.0], 0.0),
        ([0.0, 3.0], [0.0, 1.0], 0.5),
        ([[1.0, 0.0]], [[1.0, 0.0]], 0.0),
        ([], [], 0.0),
        (np.uint8([1]), np.uint8([3]), 0.5),  # 1 - 3 must not wrap around to 254
        ([1, 2], [1, 2], 0.0),
        ([1.0, NAN], [1.0, NAN], NAN),
        ([NAN, 1.0], [0.0, 1.0], NAN),
        ([INF], [1.0], NAN),
        ([INF], [INF], NAN),
        (1.5e308, 0.5e308, 0.5),  # their sum is no float64 any more
        (5e-324, 0.0, 1.0),
    ],
)
def test_relative_error(gc, x, y, error):
    result = gc.relative_error(x, y)
    assert type(result) is float
    assert result == pytest.approx(error, rel=1e-15, nan_ok=True)


finite = st.floats(-1e100, 1e100)


@given(st.data())
def test_relative_error_is_symmetric_bounded_and_blind_to_units(reference, data):
    shape = data.draw(hnp.array_shapes(min_dims=0, max_dims=3, max_side=4))
    x = data.draw(hnp.arrays(np.float64, shape, elements=finite))
    y = data.draw(hnp.arrays(np.float64, shape, elements=finite))
    relative_error = reference.gradient_check.relative_error
    error = relative_error(x, y)
    assert 0 <= error <= 1
    assert relative_error(y, x) == error
    assert relative_error(x * 1024, y * 1024) == pytest.approx(error)


@settings(deadline=None, max_examples=40)
@given(
    x=hnp.arrays(np.float64, hnp.array_shapes(min_dims=0, max_dims=3, max_side=3), elements=st.floats(-2, 2)),
    order=st.sampled_from("CF"),
)
def test_numerical_gradient_agrees_with_autograd(reference, x, order):
    def f(x):
        return anp.sum(anp.sin(x) * anp.exp(0.3 * x)) + anp.sum(x**2)

    x = np.asarray(x, order=order)
    before = x.copy()
    grad = reference.gradient_check.eval_numerical_gradient(f, x, verbose=False)
    _, expected = value_and_grad(f)(x)
    assert grad.shape == x.shape
    np.testing.assert_allclose(grad, expected, rtol=1e-6, atol=1e-8)
    np.testing.assert_array_equal(x, before)


def test_numerical_gradient_of_a_view_and_of_a_function_that_reads_the_array_itself(gc):
    base = np.arange(12.0).reshape(3, 4)
    x = base[:, ::2]
    grad = gc.eval_numerical_gradient(lambda _: np.sum(base**2), x, verbose=False)
    np.testing.assert_allclose(grad, 2 * x, rtol=1e-8)


def test_verbose_prints_each_entry(gc, capsys):
    gc.eval_numerical_gradient(lambda x: float(np.sum(2 * x)), np.zeros((1, 2)), verbose=True)
    lines = capsys.readouterr().out.splitlines()
    assert [line.split(" ", 2)[:2] for line in lines] == [["(0,", "0)"], ["(0,", "1)"]]
    assert [round(float(line.split()[-1]), 6) for line in lines] == [2.0, 2.0]


def test_x_is_put_back_when_f_raises(gc):
    x = np.array([0.1, 0.2])
    with pytest.raises(ZeroDivisionError):
        gc.eval_numerical_gradient(lambda x: 1 / 0, x, verbose=False)
    np.testing.assert_array_equal(x, [0.1, 0.2])


def test_gradient_of_an_array_valued_function(gc):
    rng = np.random.default_rng(0)
    A, x, df = rng.standard_normal((3, 4)), rng.standard_normal(4), rng.standard_normal(3)
    out = np.empty(3)  # f returns the array that it works in
    grad = gc.eval_numerical_gradient_array(lambda x: np.dot(A, x, out=out), x, df)
    np.testing.assert_allclose(grad, A.T @ df, rtol=1e-8)


def test_sparse_check_returns_the_largest_error_and_prints_each_entry(gc, capsys):
    x = np.arange(1.0, 7.0).reshape(2, 3)
    wrong = 2 * x
    wrong[1, 2] = 0
    np.random.seed(0)
    assert gc.grad_check_sparse(lambda x: np.sum(x**2), x, 2 * x) < 1e-8
    assert gc.grad_check_sparse(lambda x: np.sum(x**2), x, wrong, num_checks=60) == 1.0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 70
    assert (
        lines[0].startswith("numerical: ") and " analytic: " in lines[0] and ", relative error: " in lines[0]
    )
    np.testing.assert_array_equal(x, np.arange(1.0, 7.0).reshape(2, 3))


def test_sparse_check_draws_from_the_global_generator(gc, capsys):
    x = np.arange(100.0)
    printed = []
    for _ in range(2):
        np.random.seed(7)
        gc.grad_check_sparse(lambda x: np.sum(x**2), x, 2 * x)
        printed.append(capsys.readouterr().out)
    assert printed[0] == printed[1]
    assert len(set(printed[0].splitlines())) > 5


def test_sparse_check_lets_nan_through(gc):
    x = np.ones(3)
    np.random.seed(0)
    assert np.isnan(gc.grad_check_sparse(lambda x: np.sum(x), x, np.array([NAN, 1.0, 1.0]), num_checks=20))


READ_ONLY = np.zeros(2)
READ_ONLY.flags.writeable = False
REFUSED = [
    (
        np.zeros(2, dtype=np.float32),
        TypeError,
        "x must be float64 so that x ± h is exact enough, got float32; pass x.astype(np.float64)",
    ),
    (
        np.zeros(2, dtype=int),
        TypeError,
        "x must be float64 so that x ± h is exact enough, got int64; pass x.astype(np.float64)",
    ),
    ([0.0, 1.0], TypeError, "x must be a float64 array, got list; pass np.array(x, dtype=np.float64)"),
    (1.0, TypeError, "x must be a float64 array, got float; pass np.array(x, dtype=np.float64)"),
    (
        READ_ONLY,
        ValueError,
        "x must be writeable (its entries are moved in turn), got a read-only array; pass x.copy()",
    ),
]


@pytest.mark.parametrize("x, error, message", REFUSED, ids=lambda value: getattr(value, "__name__", None))
@pytest.mark.parametrize("kit", ["reference", "stubs"])
def test_what_a_small_step_cannot_be_added_to_is_refused(request, kit, x, error, message):
    gc = request.getfixturevalue(kit).gradient_check
    calls = (
        lambda: gc.eval_numerical_gradient(np.sum, x, verbose=False),
        lambda: gc.eval_numerical_gradient_array(np.sin, x, np.ones(2)),
        lambda: gc.grad_check_sparse(np.sum, x, np.ones(2)),
    )
    for call in calls:
        with pytest.raises(error) as raised:
            call()
        assert str(raised.value) == message


def test_no_check_is_no_pass(gc):
    for x, num_checks in [(np.ones(2), 0), (np.ones((0, 3)), 10)]:
        with pytest.raises(ValueError) as raised:
            gc.grad_check_sparse(np.sum, x, np.ones(x.shape), num_checks=num_checks)
        assert str(raised.value) == (
            f"at least one entry must be checked, got num_checks = {num_checks}, x of shape {x.shape}"
        )


def test_complex_numbers_are_refused(gc):
    with pytest.raises(TypeError) as raised:
        gc.relative_error([1 + 5j], [1 + 0j])
    assert str(raised.value) == (
        "x and y must be real numbers, got complex ones; compare real and imaginary parts"
    )


@pytest.mark.parametrize("shape", [(3, 1), (1,), (2,), ()])
def test_an_upstream_gradient_of_another_shape_is_refused(gc, shape):
    with pytest.raises(ValueError) as raised:
        gc.eval_numerical_gradient_array(np.sin, np.ones(3), np.ones(shape))
    assert str(raised.value) == f"x and y must have the same shape, got (3,) and {shape}"


def test_shapes_that_would_broadcast_are_refused(gc):
    with pytest.raises(ValueError) as raised:
        gc.relative_error(np.ones(1), np.ones(5))
    assert str(raised.value) == "x and y must have the same shape, got (1,) and (5,)"
    with pytest.raises(ValueError):
        gc.grad_check_sparse(np.sum, np.ones(5), np.ones(1))
