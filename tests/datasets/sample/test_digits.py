"""The kit's own digits: their files, how they are written, how hard they are."""

import ast
import inspect

import numpy as np
import pytest

from cs231n_kit.datasets.idx import array_of
from cs231n_kit.datasets.mnist import TEST_IMAGES, TEST_LABELS, TRAIN_IMAGES, TRAIN_LABELS
from cs231n_kit.datasets.sample import digits, pen
from cs231n_kit.datasets.sample.digits import FORMS, draw_digits, draw_digits_file
from cs231n_kit.datasets.sample.drawing import UNIT, Dice
from cs231n_kit.datasets.sources import source


@pytest.fixture(scope="module")
def drawn():
    """X, y, X_test, y_test of the sample: images (n, 28, 28) of uint8 and labels."""
    names = {TRAIN_IMAGES: 3, TRAIN_LABELS: 1, TEST_IMAGES: 3, TEST_LABELS: 1}
    return [array_of(draw_digits_file(name), dimensions) for name, dimensions in names.items()]


# The files


def test_the_files_are_those_that_are_recorded():
    digits_source = source("digits")
    assert sorted(digits.FILES) == sorted(digits_source.members)
    assert sorted(digits.FILES) == sorted([TRAIN_IMAGES, TRAIN_LABELS, TEST_IMAGES, TEST_LABELS])
    assert digits.FILES[-1] == TRAIN_LABELS
    assert digits_source.folder == source("mnist").folder == "mnist"
    assert digits_source.archives == ()


def test_sizes_and_balance(drawn):
    X, y, X_test, y_test = drawn
    assert (X.shape, X_test.shape) == ((6000, 28, 28), (1000, 28, 28))
    assert np.bincount(y).tolist() == [600] * 10
    assert np.bincount(y_test).tolist() == [100] * 10
    assert np.bincount(y[:5500]).min() > 500  # the usual training images
    assert 400 < np.sum(np.diff(y.astype(int)) == 0) < 800  # 1 in 10 is followed by its own kind
    assert y[:1000].tolist() != y_test.tolist()


def test_they_take_little_room(drawn):
    assert sum(array.nbytes for array in drawn) < 6_000_000


def test_no_image_comes_twice(drawn):
    assert len({image.tobytes() for image in np.concatenate([drawn[0], drawn[2]])}) == 7000


def test_light_and_margin_are_like_those_of_mnist(drawn):
    """MNIST has 0.131 ± 0.308, and nearly all in the inner 20 × 20 pixels."""
    X = drawn[0] / 255
    assert abs(X.mean() - 0.131) < 0.02 and abs(X.std() - 0.308) < 0.03
    assert not X[:, [0, -1]].any() and not X[:, :, [0, -1]].any()
    assert X[:, 4:24, 4:24].sum() > 0.95 * X.sum()
    assert X.max(axis=(1, 2)).min() > 0.6  # the thinnest pen is seen well


# How they are written


def test_images_follow_their_labels_and_seed():
    labels = np.array([3, 0, 3, 9, 3])
    images = draw_digits(labels, 7)
    np.testing.assert_array_equal(images[labels == 3], draw_digits(np.full(3, 3), 7), strict=True)
    assert (images != draw_digits(labels, 8)).any(axis=(1, 2)).all()


@pytest.mark.parametrize("count", [0, 1, 2])
def test_few_are_drawn_as_well(count):
    images = draw_digits(np.full(count, 8), 1)
    assert images.shape == (count, 28, 28) and images.dtype == np.uint8


def test_every_digit_has_forms_and_all_of_them_are_written():
    assert sorted(FORMS) == list(range(10))
    assert min(map(len, FORMS.values())) >= 2
    for label, forms in FORMS.items():
        thrown = Dice(600, digits.SEED, 2, label).between(0, len(forms) - 1)
        assert np.bincount(thrown.ravel()).min() > 150


def line(*knots):
    """A form of one stroke, and its knots for one figure, ten times as large."""
    return (tuple(knots),), 10 * np.array([knots], dtype=np.int32)


def test_dots_start_at_the_first_knot_and_go_close_to_the_last():
    strokes, knots = line((0, 0), (100, 0))
    dots = pen.dots_of(strokes, knots)[0]
    assert dots[0].tolist() == [0, 0]
    assert dots[:, 1].tolist() == [0] * len(dots)
    steps = np.diff(dots[:, 0])
    assert steps.min() >= 35 and steps.max() <= 36 and dots[-1, 0] >= 960


@pytest.mark.parametrize("shift", [-500, 0, 333])
def test_dots_are_those_of_the_b_spline(shift):
    """Against SciPy's, whose end knots are the same phantoms."""
    interpolate = pytest.importorskip("scipy.interpolate")
    strokes, knots = line((0, 0), (30, 50), (80, 40), (90, -60))
    knots = knots + np.int32(shift)
    dots = pen.dots_of(strokes, knots)[0]
    given = knots[0].astype(float)
    control = np.vstack([2 * given[0] - given[1], given, 2 * given[-1] - given[-2]])
    curve = interpolate.BSpline(np.arange(len(control) + 4) - 3, control, 3)
    spans = [len(pen.dots_of(*line(*pair))[0]) for pair in zip(strokes[0], strokes[0][1:], strict=False)]
    at = np.concatenate([k + np.arange(n) / n for k, n in enumerate(spans)])
    assert (dots <= curve(at) + 1e-6).all() and (dots > curve(at) - 1 - 1e-6).all()  # rounded down


def test_a_knot_that_comes_three_times_is_a_corner():
    strokes, knots = line((0, 0), (0, 90), (0, 90), (0, 90), (90, 90))
    dots = pen.dots_of(strokes, knots)[0]
    assert (dots == [0, 900]).all(axis=1).any()
    assert ((dots[:, 0] == 0) | (dots[:, 1] == 900)).all()


def test_no_sum_overflows():
    """The largest number on the way is 6 steps³ times a knot, three times as large for a phantom."""
    for strokes in (strokes for forms in FORMS.values() for strokes in forms):
        knots = digits.slanted(digits.steered(strokes, Dice(2000, 1)), *[np.full((2000, 1, 1), 50)] * 2)
        longest = max(
            len(pen.dots_of((pair,), np.array([pair], dtype=np.int32))[0])
            for stroke in strokes
            for pair in zip(stroke, stroke[1:], strict=False)
        )
        assert 6 * longest**3 * 3 * int(np.abs(knots).max()) < 2**31


def test_ink_is_a_disc_around_each_dot():
    dots = np.array([[[14 * UNIT, 14 * UNIT]]], dtype=np.int32)
    for radius in (1.0, 1.5, 2.0):
        ink = pen.write(dots, np.array([[int(radius * UNIT)]], dtype=np.int32))[0]
        assert ink.shape == (28, 28) and ink.min() >= 0 and ink.max() <= UNIT
        assert abs(ink.sum() / UNIT - np.pi * radius**2) < 0.5
        np.testing.assert_array_equal(ink, ink.T)
        np.testing.assert_array_equal(ink, ink[::-1, ::-1])


def test_ink_does_not_add_up_where_the_pen_passes_twice():
    dots = np.array([[[900, 900]], [[900, 900]]], dtype=np.int32)
    radius = np.array([[80], [80]], dtype=np.int32)
    once = pen.write(dots, radius)
    twice = pen.write(np.concatenate([dots, dots], axis=1), np.concatenate([radius, radius], axis=1))
    np.testing.assert_array_equal(once, twice)


def test_what_lies_outside_the_picture_is_harmless():
    dots = np.array([[[-9000, 900], [9000, 900], [900, -9000], [1792, 1792]]], dtype=np.int32)
    ink = pen.write(dots, np.full((1, 4), 120, dtype=np.int32))
    assert ink.shape == (1, 28, 28) and ink.max() <= UNIT


def test_figures_fit_their_box():
    dots = Dice(50, 3).between(-500, np.int32(700)) + Dice(50, 4).bytes(30, 2)
    box = pen.fitted(
        dots, np.full((50, 1, 1), 1000, dtype=np.int32), np.full((50, 1, 2), 896, dtype=np.int32)
    )
    low, high = box.min(axis=1), box.max(axis=1)
    assert np.abs((high - low).max(axis=1) - 1000).max() <= 1
    assert np.abs((high + low) / 2 - 896).max() <= 1


def test_a_slant_leans_to_the_right_and_a_turn_is_clockwise():
    top = np.array([[[0, -1000]]], dtype=np.int32)
    none, half, quarter = (np.full((1, 1, 1), value, dtype=np.int32) for value in (0, 50, 90))
    assert pen.slanted(top, none, none).tolist() == [[[0, -1000]]]
    assert pen.slanted(top, half, none).tolist() == [[[500, -1000]]]
    assert np.abs(pen.slanted(top, none, quarter) - [1000, 0]).max() <= 2


@pytest.mark.parametrize("module", [pen, digits])
def test_only_integers_are_used(module):
    """What rounds may round otherwise elsewhere: no true division, no float, no function of a library."""
    tree = ast.parse(inspect.getsource(module))
    assert not [node for node in ast.walk(tree) if isinstance(node, ast.Div)]
    assert not [
        node for node in ast.walk(tree) if isinstance(node, ast.Constant) and type(node.value) is float
    ]
    used = {
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "np"
    }
    assert used <= {
        *("arange", "array", "clip", "concatenate", "empty", "flatnonzero", "int32", "maximum", "ndarray"),
        *("stack", "uint8", "zeros"),
    }


# How hard they are


def rows(X, y, X_test, y_test):
    X, X_test = (images.reshape(-1, 784).astype(np.float32) / 255 for images in (X, X_test))
    return X[:5500], y[:5500], X_test, y_test


def ridge(X, y, X_test, y_test):
    """Least squares on pixels: scores linear in them."""
    centre = X.mean(axis=0)
    X, X_test = X - centre, X_test - centre
    W = np.linalg.solve(X.T @ X + 10 * np.eye(784), X.T @ (np.eye(10)[y] - 0.1))
    return np.mean((X_test @ W).argmax(axis=1) == y_test)


def network(X, y, X_test, y_test, hidden=100, steps=1500, batch_size=100):
    """A layer of ReLU between two of weights, gradient descent with momentum and a step that goes to 0."""
    generator = np.random.default_rng(0)
    params = [
        (generator.standard_normal((a, b)) * np.sqrt(2 / a)).astype(np.float32)
        for a, b in ((785, hidden), (hidden + 1, 10))
    ]
    speed = [np.zeros_like(W) for W in params]
    X, X_test = (np.hstack([Z, np.ones((len(Z), 1), np.float32)]) for Z in (X, X_test))

    def forward(X):
        H = np.maximum(X @ params[0], 0)
        H = np.hstack([H, np.ones((len(H), 1), np.float32)])
        return H, H @ params[1]

    for step in range(steps):
        chosen = generator.integers(0, len(X), batch_size)
        H, scores = forward(X[chosen])
        P = np.exp(scores - scores.max(axis=1, keepdims=True))
        P /= P.sum(axis=1, keepdims=True)
        P[np.arange(batch_size), y[chosen]] -= 1
        back = (P @ params[1].T * (H > 0))[:, :-1]
        for W, v, gradient in zip(params, speed, (X[chosen].T @ back, H.T @ P), strict=True):
            v *= 0.9
            v -= np.float32(0.1 * (1 - step / steps) / batch_size) * gradient
            W += v
    return np.mean(forward(X_test)[1].argmax(axis=1) == y_test)


def test_a_linear_classifier_gets_most_and_a_network_nearly_all(drawn):
    assert 0.80 <= ridge(*rows(*drawn)) <= 0.93
    assert 0.95 <= network(*rows(*drawn)) <= 0.99
