"""The tools that pictures are drawn with, and the ten pictures."""

import ast
import inspect

import numpy as np
import pytest

from cs231n_kit.datasets.sample import drawing, pictures, scenery
from cs231n_kit.datasets.sample.draw import draw_images
from cs231n_kit.datasets.sample.drawing import UNIT, Dice

N = 40


@pytest.fixture
def centred():
    """u, v of a picture seen from its middle."""
    return drawing.seen_from(drawing.MIDDLE, drawing.MIDDLE)


def covered(shape):
    """How many pixels a shape covers: what it adds to the light of a black canvas, in whites."""
    canvas = np.zeros((1, 3, 32, 32), np.int16)
    drawing.paint(canvas, shape, np.full((1, 3, 1, 1), 255, np.int16))
    return canvas[0, 0].sum() / 255


def colour(*channels):
    return np.array(channels, np.int16).reshape(1, 3, 1, 1)


# Dice


def test_throws_reach_both_ends_about_equally_often():
    throw = Dice(70_000, 1).between(-3, 3)
    assert throw.shape == (70_000, 1, 1) and throw.dtype == np.int32
    values, counts = np.unique(throw, return_counts=True)
    assert values.tolist() == [-3, -2, -1, 0, 1, 2, 3]
    assert abs(counts - 10_000).max() < 500  # five standard deviations


def test_bounds_may_differ_between_pictures():
    high = np.arange(1000, dtype=np.int32).reshape(-1, 1, 1)
    throw = Dice(1000, 1).between(high - 1, high)
    assert set((high - throw).ravel().tolist()) == {0, 1}


def test_chance_is_a_percentage():
    assert abs(Dice(10_000, 2).chance(35).sum() - 3500) < 250
    assert not Dice(1000, 2).chance(0).any()
    assert Dice(1000, 2).chance(100).all()


def test_same_seed_same_throws_other_seed_others():
    def throws(*seed):
        return Dice(100, *seed).bytes(7).tolist()

    assert throws(1, 2) == throws(1, 2)
    assert throws(1, 2) != throws(2, 1)


def test_throws_are_these_on_every_machine():
    dice = Dice(3, 231)
    assert dice.between(0, 9999).ravel().tolist() == [2777, 2436, 4855]
    assert dice.bytes(3).ravel().tolist() == [206, 34, 2, 33, 146, 183, 151, 104, 43]


def test_colours_stay_close_to_the_palette():
    colours = Dice(1000, 3).colour(scenery.palette("000000", "8040ff"))
    assert colours.shape == (1000, 3, 1, 1) and colours.dtype == np.int16
    assert colours.min() >= 0 and colours.max() <= 255
    far = np.abs(colours[:, None, :, 0, 0] - np.array([[0, 0, 0], [128, 64, 255]])).max(axis=2)
    assert (far.min(axis=1) <= 30).all()
    assert set(far.argmin(axis=1)) == {0, 1}


# Geometry


def test_sine_is_off_by_2_1024ths_at_most():
    degrees = np.arange(-720, 720)
    exact = 1024 * np.sin(np.radians(degrees))
    assert np.abs(drawing.sine(degrees) - np.round(exact)).max() <= 2
    assert (drawing.sine(degrees) == -drawing.sine(-degrees)).all()


def test_axes_turn_clockwise():
    u, v = drawing.seen_from(drawing.MIDDLE, drawing.MIDDLE, 90)
    x, y = drawing.seen_from(drawing.MIDDLE, drawing.MIDDLE)
    np.testing.assert_array_equal(u, np.broadcast_to(y, u.shape))  # what lay below now lies ahead
    np.testing.assert_array_equal(v, np.broadcast_to(-x, v.shape))


@pytest.mark.parametrize("radius", [2, 5, 12])
def test_disc_covers_its_area(centred, radius):
    assert covered(drawing.disc(*centred, radius * UNIT)) == pytest.approx(np.pi * radius**2, rel=0.03)


def test_stretched_disc_is_an_ellipse(centred):
    u, v = centred
    assert covered(drawing.disc(u, 2 * v, 12 * UNIT)) == pytest.approx(np.pi * 12 * 6, rel=0.03)


@pytest.mark.parametrize(("width", "height"), [(4, 4), (10, 2), (3, 13)])
def test_box_covers_its_area(centred, width, height):
    assert covered(drawing.box(*centred, width * UNIT, height * UNIT)) == pytest.approx(4 * width * height)


@pytest.mark.parametrize(("width", "height"), [(4, 8), (10, 10), (12, 5)])
def test_gable_covers_its_area_above_its_base(centred, width, height):
    shape = drawing.gable(*centred, width * UNIT, height * UNIT)
    assert covered(shape) == pytest.approx(width * height, rel=0.05)
    assert (shape[:, 16:] < 0).all()


@pytest.mark.parametrize("period", [4, 8, 16])
def test_bands_cover_half_and_one_lies_in_the_middle(centred, period):
    shape = drawing.bands(centred[0], period * UNIT) + np.zeros((1, 32, 1), np.int32)
    assert covered(shape) == pytest.approx(512)
    assert (shape[0, :, 15:17] > 0).all()


def test_union_is_whatever_any_covers(centred):
    u, v = centred
    left, right = drawing.box(u + 512, v, 128, 128), drawing.box(u - 512, v, 128, 128)
    assert covered(drawing.union(left, right)) == covered(left) + covered(right)


# Colour


def test_fade_and_mix_run_from_one_colour_to_the_other():
    black, grey = colour(0, 10, 20), colour(200, 210, 220)
    assert drawing.mix(black, grey, 0).ravel().tolist() == [0, 10, 20]
    assert drawing.mix(black, grey, 25).ravel().tolist() == [50, 60, 70]
    assert drawing.mix(black, grey, 100).ravel().tolist() == [200, 210, 220]
    canvas = drawing.fade(black, grey, drawing.Y - 32, 31 * UNIT)
    assert canvas.shape == (1, 3, 32, 32) and canvas.dtype == np.int16
    assert canvas[0, :, 0, 5].tolist() == [0, 10, 20]
    assert canvas[0, :, 31, 5].tolist() == [200, 210, 220]
    assert (np.diff(canvas[0, 0, :, 0]) >= 0).all()


def test_paint_mixes_on_the_outline_by_what_is_covered():
    canvas = drawing.plain(colour(0, 100, 255))
    paint = colour(255, 100, 0)
    shape = np.full((1, 32, 32), -UNIT, np.int32)
    shape[0, 0, :3] = UNIT, 0, -UNIT // 4
    drawing.paint(canvas, shape, paint)
    assert canvas[0, :, 0, 0].tolist() == [255, 100, 0]
    assert canvas[0, :, 0, 1].tolist() == [127, 100, 127]
    assert canvas[0, :, 0, 2].tolist() == [63, 100, 191]
    assert canvas[0, :, 0, 3].tolist() == [0, 100, 255]


@pytest.mark.parametrize(("grey", "low", "high"), [(0, 5, 60), (128, 105, 140), (255, 195, 250)])
def test_photograph_keeps_dark_dark_and_bright_bright(grey, low, high):
    """So nothing wraps around at 0 or 255."""
    photos = scenery.photograph(np.full((N, 3, 32, 32), grey, np.int16), Dice(N, 4))
    assert photos.dtype == np.uint8 and photos.shape == (N, 3, 32, 32)
    assert low < photos.mean() < high


def test_no_two_photographs_are_alike():
    photos = scenery.photograph(np.full((N, 3, 32, 32), 128, np.int16), Dice(N, 4))
    assert len(np.unique(photos.reshape(N, -1), axis=0)) == N


# Pictures


@pytest.mark.parametrize("picture", pictures.PICTURES, ids=lambda picture: picture.__name__)
def test_picture_is_a_canvas_and_the_same_again(picture):
    canvas = picture(Dice(N, 5))
    assert canvas.shape == (N, 3, 32, 32) and canvas.dtype == np.int16
    assert canvas.min() >= 0 and canvas.max() <= 255
    np.testing.assert_array_equal(canvas, picture(Dice(N, 5)))
    assert len(np.unique(canvas.reshape(N, -1), axis=0)) == N
    assert (np.ptp(canvas, axis=(2, 3)).max(axis=1) > 25).all()  # something is to be seen on each


@pytest.mark.parametrize("picture", pictures.PICTURES, ids=lambda picture: picture.__name__)
def test_picture_of_none_is_none(picture):
    assert picture(Dice(0, 5)).shape == (0, 3, 32, 32)


@pytest.mark.parametrize("module", [drawing, scenery, pictures], ids=lambda module: module.__name__)
def test_source_has_no_float_and_no_true_division(module):
    nodes = list(ast.walk(ast.parse(inspect.getsource(module))))
    assert not [node.lineno for node in nodes if isinstance(node, ast.Div | ast.Pow)]
    assert not [n.lineno for n in nodes if isinstance(n, ast.Constant) and isinstance(n.value, float)]
    names = {node.attr for node in nodes if isinstance(node, ast.Attribute)}
    assert not names & {"sin", "cos", "sqrt", "hypot", "mean", "float32", "float64", "linspace", "Generator"}


def test_no_array_on_the_way_is_float_or_of_the_platforms_own_int(monkeypatch):
    """What each function takes and gives is watched while all ten classes are drawn."""
    seen = set()

    def watch(value):
        if isinstance(value, np.ndarray | np.generic):
            seen.add(value.dtype.name)
        elif isinstance(value, tuple | list):
            for part in value:
                watch(part)

    def watched(function):
        def call(*arguments):
            watch(arguments)
            result = function(*arguments)
            watch(result)
            return result

        return call

    for module in (drawing, scenery, pictures):
        for name, function in inspect.getmembers(module, inspect.isfunction):
            monkeypatch.setattr(module, name, watched(function))
    for name in ("between", "pixels", "chance", "sign", "colour", "bytes"):
        monkeypatch.setattr(Dice, name, watched(getattr(Dice, name)))
    for picture in pictures.PICTURES:
        dice = Dice(8, 6)
        canvas = getattr(pictures, picture.__name__)(dice)
        watch(scenery.photograph(canvas, dice))
    assert seen == {"bool", "uint8", "int16", "int32"}


def test_images_follow_their_labels():
    labels = np.array([3, 0, 3, 9, 0, 3])
    images = draw_images(labels, 7)
    assert images.shape == (6, 3072) and images.dtype == np.uint8
    np.testing.assert_array_equal(images[labels == 3], draw_images(np.full(3, 3), 7))
