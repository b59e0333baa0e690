"""Writing many small figures at once with a pen, in integers only: the same bytes on every machine.

Glossary
--------
n        how many figures are written at once, of one form; every function works on all of them
unit     the measure of length, as in `drawing`: 64 units are the side of a pixel
knot     a point that the pen is steered by; the forms give them in a box 100 wide and high, y points down
stroke   the knots between putting the pen down and lifting it
knots    (n, k, 2) int32: those of a form's strokes in turn, for each figure, ten times as large as the form's
dots     (n, m, 2) int32: the pen's places on its way, so close that the discs there look like a line
ink      (n, 28, 28) int32: how much of each pixel the pen has covered, 0 … 64
"""

import numpy as np

from .drawing import UNIT, Ints, sine

SIDE = 28
REACH = 3  # a dot's disc covers pixels up to so far from its own
EVERY = 35  # thousandths of the box's height between dots

Stroke = tuple[tuple[int, int], ...]


def dots_of(strokes: tuple[Stroke, ...], knots: Ints) -> Ints:
    """The pen's way along the strokes.

    A stroke is a uniform cubic B-spline of its knots, drawn out to the first and the last: a curve that cuts
    every bend a little short, and so looks written. A knot that comes twice bends it hard, one that comes
    three times makes a corner. The form says how many dots there are: as many in each figure.
    """
    ways, start = [], 0
    for stroke in strokes:
        mine = knots[:, start : start + len(stroke)]
        start += len(stroke)
        # A phantom knot mirrors the neighbour of each end, by which the curve starts and ends in the knot.
        first, last = 2 * mine[:, :1] - mine[:, 1:2], 2 * mine[:, -1:] - mine[:, -2:-1]
        mine = np.concatenate([first, mine, last], axis=1)
        for k, (a, b) in enumerate(zip(stroke, stroke[1:], strict=False)):
            short, long = sorted((abs(a[0] - b[0]), abs(a[1] - b[1])))
            length = long + short // 2  # about √(long² + short²)
            ways.append(_span(mine[:, k : k + 4], max(1, 10 * length // EVERY)))
    return np.concatenate(ways, axis=1)


def _span(knots: Ints, steps: int) -> Ints:
    """The dots of the spline from near the second of four knots to near the third: (n, steps, 2).

    At ``t / steps`` of the way it is the sum of the knots, weighted by the four cubic pieces of a B-spline.
    """
    t = np.arange(steps, dtype=np.int32)
    s = steps - t
    weights = [
        s**3,
        3 * t**3 - 6 * t**2 * steps + 4 * steps**3,
        3 * s**3 - 6 * s**2 * steps + 4 * steps**3,
        t**3,
    ]
    dots = sum(w[:, None] * knots[:, k : k + 1] for k, w in enumerate(weights))
    return dots // (6 * steps**3)


def write(dots: Ints, radius: Ints) -> Ints:
    """The ink of a pen that covers a disc of `radius` (n, m) units around each dot."""
    n, m, _ = dots.shape
    around = np.arange(-REACH, REACH + 1, dtype=np.int32)
    room = SIDE + 2 * REACH + 2  # the ink may run over the edge
    ink = np.zeros((n, room, room), dtype=np.int32)
    figure = np.arange(n).reshape(n, 1, 1)
    for k in range(m):
        x, y = (np.clip(dots[:, k, axis], 0, UNIT * SIDE).reshape(n, 1, 1) for axis in (0, 1))
        r = radius[:, k].reshape(n, 1, 1)
        column, row = (x >> 6) + around, (y >> 6) + around[:, None]
        u, v = column * UNIT + UNIT // 2 - x, row * UNIT + UNIT // 2 - y
        cover = np.clip((r * r - u * u - v * v) // (2 * r) + UNIT // 2, 0, UNIT)
        place = (figure, row + REACH, column + REACH)
        ink[place] = np.maximum(ink[place], cover)
    return ink[:, REACH : REACH + SIDE, REACH : REACH + SIDE]


def fitted(dots: Ints, size: Ints, middle: Ints) -> Ints:
    """The dots in a box around `middle` (n, 1, 2) whose longer side is `size` (n, 1, 1) units."""
    low, high = dots.min(axis=1, keepdims=True), dots.max(axis=1, keepdims=True)
    side = (high - low).max(axis=2, keepdims=True)
    return (2 * dots - low - high) * size // (2 * side) + middle


def slanted(points: Ints, slant: Ints, degrees: Ints) -> Ints:
    """Points (n, k, 2) sheared to the right by `slant` hundredths of their height, then turned clockwise."""
    x, y = points[..., 0], points[..., 1]
    x = x - y * slant[:, :, 0] // 100
    s, c = sine(degrees)[:, :, 0], sine(degrees + 90)[:, :, 0]
    return np.stack([(x * c - y * s) >> 10, (x * s + y * c) >> 10], axis=-1)
