"""Spiral arms: the formula, shapes, that the seed decides, and what is refused."""

import numpy as np
import pytest

from cs231n_kit import data_utils
from cs231n_kit.datasets.spiral import spiral_data
from cs231n_kit.errors import KitError

SIZES = [(100, 3), (2, 1), (5, 4), (300, 2)]


@pytest.mark.parametrize("n, classes", SIZES)
def test_points_are_those_of_the_formula(n, classes):
    """One point after the other."""
    noise = np.random.default_rng(7).standard_normal(n * classes)
    X, y = spiral_data(n, classes, seed=7)
    for k in range(n * classes):
        c, t = divmod(k, n)
        radius = t / (n - 1)
        angle = 4 * (c + radius) + 0.2 * noise[k]
        assert y[k] == c
        np.testing.assert_allclose(X[k], [radius * np.sin(angle), radius * np.cos(angle)], atol=1e-14)


@pytest.mark.parametrize("n, classes", SIZES)
def test_shapes_and_dtypes(n, classes):
    X, y = spiral_data(n, classes)
    assert X.shape == (n * classes, 2) and X.dtype == np.float64
    assert y.shape == (n * classes,) and y.dtype == np.int64
    assert np.bincount(y).tolist() == [n] * classes


def test_by_default_it_is_three_arms_of_100_points():
    for ours, named in zip(spiral_data(), spiral_data(100, 3, 231), strict=True):
        np.testing.assert_array_equal(ours, named, strict=True)


def test_an_arm_goes_from_the_centre_to_the_rim_and_turns_by_4_radians():
    X, _ = spiral_data(2000, 3, seed=1)
    for arm in X.reshape(3, 2000, 2):
        radius = np.hypot(*arm.T)
        np.testing.assert_allclose(radius, np.linspace(0, 1, 2000), atol=1e-12)
        angle = np.unwrap(np.arctan2(arm[200:, 0], arm[200:, 1]))
        assert abs(np.polyfit(radius[200:], angle, 1)[0] - 4) < 0.1
        assert abs(np.std(angle - np.polyval(np.polyfit(radius[200:], angle, 1), radius[200:])) - 0.2) < 0.02


def test_the_seed_decides():
    first, same, other = (spiral_data(seed=seed)[0] for seed in (1, 1, 2))
    np.testing.assert_array_equal(first, same)
    assert (first != other).any()


def test_the_global_generator_is_left_alone():
    np.random.seed(0)
    before = np.random.get_state()[1].tolist()
    spiral_data()
    assert np.random.get_state()[1].tolist() == before


@pytest.mark.parametrize("n, classes", [(1, 3), (0, 3), (-5, 3), (100, 0), (100, -1)])
def test_what_is_no_spiral_is_refused(n, classes):
    with pytest.raises(KitError) as refused:
        spiral_data(n, classes)
    assert str(refused.value) == (
        "spiral_data needs num_per_class of 2 or more and num_classes of 1 or more,"
        f" got {n} and {classes}; correct them"
    )


def test_it_is_among_the_data_utils():
    assert data_utils.spiral_data is spiral_data
