"""Drawing many small pictures at once with integers only, so that every machine draws the same bytes.

Glossary
--------
n        how many pictures are drawn at once; every function works on all of them
unit     the measure of length; 64 units are the side of a pixel
degree   the measure of angle, clockwise because y points down
throw    (n, 1, 1) int32: one number a picture, from its `Dice`
palette  (k, 3) int16: colours to choose from
colour   (n, 3, 1, 1) int16: one colour a picture, each channel 0 … 255
canvas   (n, 3, 32, 32) int16: the pictures, channels first like a row of CIFAR-10
u, v     (n, 32, 32) int32: how many units each pixel lies to the right of the thing drawn, and below it
shape    (n, 32, 32) int32: how many units inside a thing's outline each pixel lies, negative outside;
         so np.minimum of two shapes is "and", np.maximum is "or", a minus sign is "not"
"""

import numpy as np

SIDE = 32
UNIT = 64
MIDDLE = UNIT * SIDE // 2
X = UNIT * np.arange(SIDE, dtype=np.int32).reshape(1, 1, SIDE) + UNIT // 2  # of the pixels' centres
Y = UNIT * np.arange(SIDE, dtype=np.int32).reshape(1, SIDE, 1) + UNIT // 2

# Bhaskara's sine of d degrees, 4 p / (40500 - p) where p = d (180 - d), in 1024ths: off by 2 at most.
_P = np.arange(180, dtype=np.int32) * np.arange(180, 0, -1, dtype=np.int32)
_HALF_TURN = 4096 * _P // (40500 - _P)
SINE = np.concatenate([_HALF_TURN, -_HALF_TURN])

Ints = np.ndarray  # of uint8, int16 or int32; the glossary gives the shapes


class Dice:
    """Throws for `n` pictures, from a bit generator's raw stream: NumPy promises never to change its bits."""

    def __init__(self, n: int, *seed: int) -> None:
        self.n = n
        self._bits = np.random.PCG64(seed)

    def between(self, low: int | Ints, high: int | Ints) -> Ints:
        """A throw; `low` and `high` are included."""
        throw = (self._bits.random_raw(self.n) >> np.uint64(33)).astype(np.int32).reshape(-1, 1, 1)
        return low + throw % np.asarray(high - low + 1, dtype=np.int32)

    def pixels(self, low: int, high: int) -> Ints:
        """A throw that is a length of `low` … `high` pixels, in units."""
        return self.between(low * UNIT, high * UNIT)

    def chance(self, percent: int) -> Ints:
        """A throw that is True for about `percent` of the pictures."""
        return self.between(0, 99) < percent

    def sign(self) -> Ints:
        """A throw of -1 or 1: which way a thing faces."""
        return 2 * self.between(0, 1) - 1

    def colour(self, *palettes: Ints) -> Ints:
        """A colour of one of the palettes, a little lighter or darker, a little off."""
        palette = np.concatenate(palettes)
        chosen = palette[self.between(0, len(palette) - 1).ravel()]
        off = np.hstack([self.between(-10, 10)[:, 0] for _ in range(3)]) + self.between(-20, 20)[:, 0]
        return np.clip(chosen + off, 0, 255).astype(np.int16)[:, :, None, None]

    def bytes(self, *shape: int) -> Ints:
        """Random bytes, (n, *shape) int32, 0 … 255."""
        count = self.n * int(np.prod(shape))
        words = self._bits.random_raw(-(-count // 8)).astype("<u8")  # little-endian everywhere
        return words.view(np.uint8)[:count].reshape(self.n, *shape).astype(np.int32)


def shuffled(count: int, classes: int, *seed: int) -> Ints:
    """So many labels (count,), of each class as many, in any order."""
    labels = np.arange(count, dtype=np.int32) % classes
    return labels[np.argsort(np.random.PCG64(seed).random_raw(count), kind="stable")]


def sine(degrees: int | Ints) -> Ints:
    """The sine in 1024ths."""
    return SINE[np.asarray(degrees, dtype=np.int32) % 360]


def seen_from(x: int | Ints, y: int | Ints, degrees: int | Ints = 0) -> tuple[Ints, Ints]:
    """The pixels' u, v as seen from the point x, y, along axes turned clockwise by `degrees`."""
    return turned(X - x, Y - y, degrees)


def turned(u: Ints, v: Ints, degrees: int | Ints) -> tuple[Ints, Ints]:
    """u, v along axes turned clockwise by `degrees`."""
    s, c = sine(degrees), sine(degrees + 90)
    return (u * c + v * s) >> 10, (v * c - u * s) >> 10


def disc(u: Ints, v: Ints, radius: int | Ints) -> Ints:
    """A disc around 0, 0; with 2 * v in place of v an ellipse half as high."""
    return (radius * radius - u * u - v * v) // (2 * radius)


def box(u: Ints, v: Ints, width: int | Ints, height: int | Ints) -> Ints:
    """A box around 0, 0 that reaches `width` to both sides, `height` up and down."""
    return np.minimum(width - np.abs(u), height - np.abs(v))


def gable(u: Ints, v: Ints, width: int | Ints, height: int | Ints) -> Ints:
    """A triangle that stands on v = 0, reaches `width` to both sides there and has its top `height` up."""
    slant = np.maximum(width, height) + 3 * np.minimum(width, height) // 8  # about √(width² + height²)
    return np.minimum(((height + v) * width - np.abs(u) * height) // slant, -v)


def bands(u: Ints, period: int | Ints) -> Ints:
    """Upright bands, each half a period wide, one of them around u = 0."""
    half = period // 2
    return half // 2 - np.abs((u + half) % period - half)


def union(*shapes: Ints) -> Ints:
    """What any of the shapes covers."""
    return np.max(np.stack(shapes), axis=0)


def plain(colour: Ints) -> Ints:
    """A canvas of one colour."""
    return np.tile(colour, (1, 1, SIDE, SIDE))


def fade(top: Ints, bottom: Ints, v: Ints, height: int | Ints) -> Ints:
    """A canvas that goes from the colour `top` at v = 0 to the colour `bottom` at v = `height`."""
    share = np.clip(UNIT * v // height, 0, UNIT).astype(np.int16)[:, None]
    return plain(top) + (((bottom - top) * share) >> 6)


def mix(one: Ints, other: Ints, percent: int | Ints) -> Ints:
    """The colour that lies `percent` of the way from one colour to the other."""
    way = (other - one) * np.asarray(percent, dtype=np.int32).reshape(-1, 1, 1, 1)
    return (one + way // 100).astype(np.int16)


def paint(canvas: Ints, shape: Ints, colour: Ints) -> None:
    """Paint a shape over the canvas; a pixel on the outline takes as much as the shape covers of it."""
    cover = np.clip(shape + UNIT // 2, 0, UNIT).astype(np.int16)[:, None]
    canvas += ((colour - canvas) * cover) >> 6


def shade(canvas: Ints, shape: Ints) -> None:
    """Let a shadow of that shape fall on the canvas: it takes a quarter of the light."""
    paint(canvas, shape, canvas * 3 >> 2)
