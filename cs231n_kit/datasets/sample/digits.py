"""The kit's own digits: what MNIST's lessons run on where MNIST is not on disk, in the files of MNIST.

Each digit is one of two or three forms, every figure in a hand of its own: knots off their places, another
width, slant, turn, place and pen.
"""

import numpy as np

from ..idx import idx_bytes
from .drawing import UNIT, Dice, Ints, shuffled
from .pen import SIDE, Stroke, dots_of, fitted, slanted, write

SEED = 231
NUM_TRAIN, NUM_TEST = 6000, 1000
FILES = (
    "train-images-idx3-ubyte",
    "t10k-images-idx3-ubyte",
    "t10k-labels-idx1-ubyte",
    "train-labels-idx1-ubyte",  # last, because a data set is known by it
)

# The knots of each form's strokes, x and y in hundredths of a box. A knot that comes three times is a corner.
FORMS: dict[int, tuple[tuple[Stroke, ...], ...]] = {
    0: (
        (((52, 0), (20, 8), (8, 50), (22, 95), (55, 102), (85, 85), (92, 45), (75, 5), (48, 0), (38, 8)),),
        (((62, 6), (30, 0), (10, 40), (15, 88), (45, 104), (80, 80), (88, 35), (68, 0), (42, 2)),),
    ),
    1: (
        (((50, 0), (50, 33), (50, 67), (50, 100)),),
        (((30, 22), (52, 0), (52, 0), (52, 0), (52, 50), (52, 100)),),
        (((34, 18), (52, 0), (52, 0), (52, 0), (52, 50), (52, 100)), ((28, 100), (52, 99), (78, 100))),
    ),
    2: (
        (
            (
                *((12, 22), (25, 2), (60, -5), (84, 16), (74, 45), (40, 75)),
                *((10, 100), (10, 100), (10, 100), (50, 98), (92, 98)),
            ),
        ),
        (
            (
                *((14, 20), (35, -4), (75, 0), (84, 28), (58, 66), (24, 100)),
                *((4, 90), (22, 72), (55, 92), (96, 98)),
            ),
        ),
    ),
    3: (
        (
            (
                *((14, 12), (40, -6), (84, 4), (80, 38), (40, 48)),
                *((40, 48), (88, 54), (92, 92), (45, 110), (8, 90)),
            ),
        ),
        (
            (
                *((12, 4), (45, 2), (80, 2), (80, 2), (80, 2), (44, 42)),
                *((44, 42), (86, 48), (92, 90), (50, 110), (10, 92)),
            ),
        ),
    ),
    4: (
        (
            ((20, 0), (16, 25), (12, 52), (12, 52), (12, 52), (50, 54), (88, 50)),
            ((74, 5), (70, 50), (66, 102)),
        ),
        (((62, 0), (35, 32), (8, 64), (8, 64), (8, 64), (50, 63), (92, 62)), ((62, 0), (62, 50), (62, 102))),
        (((16, 4), (12, 42), (42, 58), (76, 40), (80, 4), (80, 4), (76, 50), (68, 104)),),
    ),
    5: (
        (
            ((26, 2), (22, 42), (22, 42), (52, 32), (90, 52), (86, 92), (45, 108), (8, 94)),
            ((26, 2), (55, 2), (86, 0)),
        ),
        (
            (
                *((88, 0), (58, 2), (28, 3), (28, 3), (28, 3), (22, 44)),
                *((22, 44), (56, 34), (92, 58), (78, 98), (35, 108), (8, 92)),
            ),
        ),
    ),
    6: (
        (((72, 0), (35, 14), (10, 55), (16, 97), (55, 110), (88, 86), (74, 54), (38, 54), (16, 80)),),
        (((58, -2), (28, 38), (12, 75), (28, 108), (72, 104), (82, 70), (50, 54), (18, 80)),),
    ),
    7: (
        (((8, 4), (48, 4), (88, 2), (88, 2), (88, 2), (62, 45), (42, 102)),),
        (
            ((8, 4), (48, 4), (88, 2), (88, 2), (88, 2), (62, 45), (44, 102)),
            ((30, 52), (55, 50), (80, 48)),
        ),
        (((8, 20), (12, 0), (12, 0), (50, 7), (88, 0), (88, 0), (66, 40), (50, 102)),),
    ),
    8: (
        (
            (
                *((80, 14), (45, -8), (12, 14), (35, 42), (80, 66), (84, 100)),
                *((45, 112), (8, 94), (20, 62), (64, 40), (88, 12), (66, -4)),
            ),
        ),
        (
            ((50, -4), (18, 4), (18, 42), (50, 52), (82, 42), (82, 4), (50, -4), (38, 0)),
            ((50, 48), (12, 58), (8, 100), (50, 110), (92, 100), (88, 56), (50, 48), (38, 52)),
        ),
    ),
    9: (
        (((82, 18), (50, -8), (12, 8), (12, 48), (48, 58), (82, 30), (86, 6), (84, 55), (74, 104)),),
        (
            (
                *((82, 16), (50, -8), (14, 10), (16, 50), (52, 56), (82, 22)),
                *((86, 10), (86, 62), (62, 108), (18, 96)),
            ),
        ),
    ),
}


def draw_digits_file(name: str) -> bytes:
    """One of the `FILES`."""
    test = name.startswith("t10k")
    labels = shuffled(NUM_TEST if test else NUM_TRAIN, len(FORMS), SEED, 2 + test)
    array = labels if "labels" in name else draw_digits(labels, SEED, 2 + test)
    return idx_bytes(array.astype(np.uint8))


def draw_digits(labels: np.ndarray, *seed: int) -> Ints:
    """A figure for each label.

    Parameters
    ----------
    labels : ndarray of int, shape (N,)
    seed : int
        One or more; the same seed and labels give the same figures.

    Returns
    -------
    ndarray of uint8, shape (N, 28, 28)
        0 is black, 255 is white, in which the digits are written.
    """
    images = np.empty((len(labels), SIDE, SIDE), dtype=np.uint8)
    for label, forms in FORMS.items():
        chosen = np.flatnonzero(labels == label)
        form = Dice(len(chosen), *seed, label).between(0, len(forms) - 1).ravel()
        for number, strokes in enumerate(forms):
            places = chosen[form == number]
            images[places] = by_hand(strokes, Dice(len(places), *seed, label, number))
    return images


def by_hand(strokes: tuple[Stroke, ...], dice: Dice) -> Ints:
    """The form as so many hands write it: (n, 28, 28) uint8."""
    knots = slanted(steered(strokes, dice), dice.between(-15, 50), dice.between(-14, 14))
    middle = SIDE * UNIT // 2 + xy(dice, 96)
    dots = fitted(dots_of(strokes, knots), dice.pixels(15, 19), middle)
    m = dots.shape[1]
    radius = dice.between(54, 120) + dice.between(-24, 24) * np.arange(-m, m, 2, dtype=np.int32) // m
    return (write(dots, radius[:, 0]) * dice.between(215, 255) >> 6).astype(np.uint8)


def steered(strokes: tuple[Stroke, ...], dice: Dice) -> Ints:
    """The knots around 0, 0, some way off their places, in a box as wide as the hand writes: (n, k, 2)."""
    form = np.array([knot for stroke in strokes for knot in stroke], dtype=np.int32)
    haste = dice.between(30, 130)
    off = np.zeros((dice.n, len(form), 2), dtype=np.int32)
    for k in range(len(form)):
        if k and (form[k] == form[k - 1]).all():
            off[:, k] = off[:, k - 1]  # a corner stays one
        else:
            off[:, k] = (xy(dice, 7) + xy(dice, 7))[:, 0]
    knots = 10 * (form - 50) + off * haste // 10  # in thousandths
    knots[..., 0] = knots[..., 0] * dice.between(55, 115)[:, 0] // 100
    return knots


def xy(dice: Dice, most: int) -> Ints:
    """Two throws of -most … most: (n, 1, 2)."""
    return np.concatenate([dice.between(-most, most), dice.between(-most, most)], axis=2)
