import numpy as np
import pytest

from cs231n_kit.checks.finding import Fault
from cs231n_kit.checks.judging.fit import agree, agreed, apart, fit, is_close, rounded

RIGHT = np.array([[3.0, 0.0], [0.0, 4.0]])


@pytest.mark.parametrize(
    "found, right, distance",
    [
        (RIGHT, RIGHT, 0.0),
        (RIGHT * 1.01, RIGHT, 0.01),
        (RIGHT + [[0.5, 0], [0, 0]], RIGHT, 0.1),
        (np.full(3, 2.0), np.zeros(3), 2 * np.sqrt(3)),  # nothing to be relative to
        (np.zeros(3), np.zeros(3), 0.0),
    ],
)
def test_apart_is_relative_to_the_norm(found, right, distance):
    assert apart(found, right) == pytest.approx(distance)


def test_the_size_of_an_array_does_not_widen_the_tolerance():
    right = np.ones(10_000)
    found = right.copy()
    found[0] += 1e-3
    assert not agree(found, right)


def test_fit_finds_the_parts_that_a_sum_is_made_of():
    random = np.random.RandomState(0)
    a, b = random.standard_normal((2, 4, 3))
    (x, y), residual = fit(7 * a - 0.5 * b, [a, b])
    assert (x, y) == (pytest.approx(7), pytest.approx(-0.5))
    assert residual < 1e-12


def test_what_is_no_sum_of_the_parts_leaves_a_residual():
    random = np.random.RandomState(0)
    a, b, other = random.standard_normal((3, 4, 3))
    assert fit(a + other, [a, b])[1] > 0.1


def test_fit_copes_with_zeros_and_with_parts_of_very_different_size():
    a, b = np.array([1.0, 0.0]), np.array([0.0, 1e-9])
    (x, y), residual = fit(2 * a + 3 * b, [a, b])
    assert (x, y, residual) == (pytest.approx(2), pytest.approx(3), pytest.approx(0, abs=1e-12))
    assert fit(np.zeros(2), [a, b]) == (pytest.approx([0, 0]), 0.0)
    assert fit(a, [np.zeros(2), a])[0] == pytest.approx([0, 1])


@pytest.mark.parametrize(
    "value, right, close", [(2.00001, 2, True), (2.001, 2, False), (1e-5, 0, True), (-1, 1, False)]
)
def test_is_close(value, right, close):
    assert is_close(value, right) is close


def test_a_float32_difference_is_advice_and_a_larger_one_is_not():
    fault = Fault("loss_wrong")
    assert agreed(RIGHT * (1 + 1e-5), RIGHT, fault).code == "ok_float32"
    with pytest.raises(Fault) as raised:
        agreed(RIGHT * 1.01, RIGHT, fault)
    assert raised.value is fault


@pytest.mark.parametrize(
    "value, plain",
    [
        (np.float64(1 / 3), 0.333333),
        (np.float32(7), 7),
        (np.array([[1.0, 0.25]]), [[1, 0.25]]),
        (1e12, 1e12),
    ],
)
def test_evidence_holds_plain_numbers_of_six_digits(value, plain):
    found = rounded(x=value)["x"]
    assert found == plain and type(found) is type(plain)


def test_evidence_of_what_is_not_finite():
    assert rounded(x=np.inf)["x"] == np.inf
    assert np.isnan(rounded(x=np.nan)["x"])


@pytest.mark.parametrize(
    "value, cut",
    [
        (np.arange(64.0).reshape(8, 8), {"x": np.arange(64).reshape(8, 8).tolist()}),
        (np.arange(65.0), {"x": list(range(64)), "x_shape": [65]}),
        (np.ones((40, 2), np.uint8), {"x": [1] * 64, "x_shape": [40, 2]}),
        (np.zeros((2, 0)), {"x": [[], []]}),
        (np.zeros((10**9, 0)), {"x": [], "x_shape": [10**9, 0]}),
    ],
)
def test_evidence_holds_the_first_entries_of_a_large_array(value, cut):
    assert rounded(x=value) == cut
