"""The ten classes of the sample: one function a class, ``picture(dice) -> canvas``.

The words are those of `drawing`. Each function throws the dice for place, size, posture and colours,
then paints from back to front. Everything varies, but not blindly: a sun is high up, a boat floats, the
moon is lit from the right. What the pictures of a class have in common is what its template will show.
"""

from collections.abc import Callable

import numpy as np

from . import scenery
from .drawing import (
    MIDDLE,
    UNIT,
    Dice,
    Ints,
    X,
    Y,
    bands,
    box,
    disc,
    fade,
    gable,
    mix,
    paint,
    plain,
    seen_from,
    shade,
    sine,
    turned,
    union,
)


def sun(dice: Dice) -> Ints:
    """A bright disc with twelve rays."""
    canvas = scenery.landscape(dice, scenery.SUNNY, scenery.SHORE, dice.pixels(20, 30))
    light, radius = dice.colour(scenery.SUNLIGHT), dice.between(160, 400)
    u, v = seen_from(dice.pixels(6, 26), dice.pixels(6, 16), dice.between(0, 29))
    spokes = [radius // 8 - np.abs(turned(u, v, angle)[0]) for angle in range(0, 180, 30)]
    ring = np.minimum(disc(u, v, 2 * radius), -disc(u, v, radius * 4 // 3))
    paint(canvas, np.minimum(union(*spokes), ring), light)
    paint(canvas, disc(u, v, radius), light)
    return canvas


def moon(dice: Dice) -> Ints:
    """A crescent among stars."""
    land = np.concatenate([scenery.NIGHT, scenery.SHORE])
    canvas = scenery.landscape(dice, scenery.STARRY, land, dice.pixels(20, 34))
    for _ in range(9):
        u, v = seen_from(dice.pixels(0, 32), dice.pixels(0, 22))
        paint(canvas, disc(u, v, dice.between(24, 56)), dice.colour(scenery.MOONLIGHT))
    radius = dice.pixels(4, 8)
    u, v = seen_from(dice.pixels(8, 24), dice.pixels(9, 18), dice.between(-60, 40))
    shadow = disc(u + radius * dice.between(40, 70) // 100, v, radius)
    paint(canvas, np.minimum(disc(u, v, radius), -shadow), dice.colour(scenery.MOONLIGHT))
    return canvas


def mountain(dice: Dice) -> Ints:
    """Two peaks with snow on top, a sunny and a shady side."""
    horizon = dice.pixels(19, 28)
    canvas = scenery.landscape(dice, scenery.SKY, scenery.SHORE, horizon)
    rock, snow = dice.colour(scenery.ROCK), dice.colour(scenery.WHITE)
    side, shady = dice.sign(), dice.sign()
    far = MIDDLE + side * dice.pixels(5, 12), dice.pixels(6, 11)
    near = MIDDLE - side * dice.pixels(0, 10), dice.pixels(10, 18)
    for x, height in (far, near):
        u, v = seen_from(x, horizon + 2 * UNIT)
        peak = gable(u, v, height * dice.between(60, 110) // 100, height)
        jags = bands(u + dice.between(0, 320), 320)
        paint(canvas, peak, rock)
        paint(canvas, np.minimum(peak, jags - v - height * dice.between(55, 80) // 100), snow)
        shade(canvas, np.minimum(peak, u * shady + jags // 2))
    return canvas


def boat(dice: Dice) -> Ints:
    """A boat under two sails, on waves."""
    horizon = dice.pixels(10, 24)
    canvas = scenery.landscape(dice, scenery.SKY, np.concatenate([scenery.WATER, scenery.SKY]), horizon)
    waves = bands(Y + (sine(X // 4 + dice.between(0, 359)) >> 4), dice.pixels(3, 5))
    shade(canvas, np.minimum(waves - 24, Y - horizon))
    size = dice.pixels(6, 12)
    u, v = seen_from(dice.pixels(10, 22), horizon + dice.pixels(0, 5), dice.between(-10, 10))
    u = u * dice.sign()
    hull = np.minimum(np.minimum(v, size // 3 - v), size * 9 // 10 - np.abs(u) - v)
    mainsail = np.minimum(gable(u, v + size // 8, size * 3 // 4, size * 3 // 2), u - 32)
    foresail = np.minimum(gable(u, v + size // 8, size * 5 // 8, size * 5 // 4), -u - 32)
    cloth = dice.colour(scenery.VIVID, scenery.PALE)
    paint(canvas, box(u, v + size * 3 // 4, 24, size * 3 // 4), dice.colour(scenery.WOOD))
    paint(canvas, mainsail, cloth)
    paint(canvas, foresail, mix(cloth, dice.colour(scenery.VIVID), dice.between(0, 60)))
    paint(canvas, hull, dice.colour(scenery.ROOF))
    return canvas


def tree(dice: Dice) -> Ints:
    """A round tree or a fir, and its shadow."""
    horizon = dice.pixels(18, 28)
    canvas = scenery.landscape(dice, scenery.SKY, scenery.LAND, horizon)
    size = dice.between(300, 540)
    u, v = seen_from(dice.pixels(8, 24), horizon + dice.pixels(0, 4))
    shade(canvas, disc(u, 4 * v, size))
    paint(canvas, box(u, v + size * 2 // 3, size // 6 - v // 24, size * 2 // 3), dice.colour(scenery.WOOD))
    v = v + size * 2
    puffs = [disc(u, v, size)]
    for _ in range(5):
        angle = dice.between(0, 359)
        a, b = u - (size * sine(angle) >> 11), v - (size * sine(angle + 90) >> 11)
        puffs.append(disc(a, b, size * 2 // 3))
    tiers = [
        gable(u, v + size * up // 4, size * wide // 8, size * 5 // 4)
        for up, wide in ((-5, 8), (-2, 6), (1, 4))
    ]
    crown = np.where(dice.chance(35), union(*tiers), union(*puffs))
    lit = disc(u + dice.sign() * size // 3, v + size // 2, size * 5 // 4)
    paint(canvas, crown, dice.colour(scenery.GREEN, scenery.AUTUMN))
    shade(canvas, np.minimum(crown, -lit))
    return canvas


def house(dice: Dice) -> Ints:
    """Walls under a roof, with a door, a window and a chimney."""
    horizon = dice.pixels(16, 26)
    canvas = scenery.landscape(dice, scenery.SKY, scenery.LAND, horizon)
    wide = dice.between(300, 620)
    high = wide * dice.between(45, 90) // 100
    u, v = seen_from(dice.pixels(10, 22), horizon + dice.pixels(0, 4))
    u = u * dice.sign()
    wall, roof = dice.colour(scenery.WALL), dice.colour(scenery.ROOF)
    lit_or_dark = dice.colour(scenery.SUNLIGHT, scenery.NIGHT)
    paint(canvas, box(u - wide // 2, v + 2 * high + wide // 2, wide // 7, wide // 2), mix(wall, roof, 50))
    paint(canvas, box(u, v + high, wide, high), wall)
    paint(canvas, gable(u, v + 2 * high, wide * 5 // 4, wide * dice.between(60, 110) // 100), roof)
    paint(canvas, box(u + wide // 3, v + wide // 3, wide // 5, wide // 3), dice.colour(scenery.WOOD))
    paint(canvas, box(u - wide // 2, v + high, wide // 4, wide // 5), lit_or_dark)
    return canvas


def flower(dice: Dice) -> Ints:
    """Five to eight petals around a heart, on a stem with two leaves."""
    canvas = scenery.landscape(dice, scenery.SKY, scenery.LAND, dice.pixels(6, 28))
    size, green = dice.between(256, 500), dice.colour(scenery.GREEN)
    u, v = seen_from(dice.pixels(9, 23), dice.pixels(9, 20), dice.between(-20, 20))
    paint(canvas, np.minimum(size // 8 - np.abs(u), v), green)
    for side in (-1, 1):
        a, b = turned(u, v - size * 2, side * 35)
        paint(canvas, disc(a - side * size * 2 // 3, 2 * b, size * 2 // 3), green)
    count, first = dice.between(5, 8), dice.between(0, 71)
    petals = [disc(u, v, size // 2)]
    for k in range(8):
        a, b = turned(u, v, first + np.minimum(k, count - 1) * 360 // count)
        petals.append(disc(a - size * 2 // 3, b, size * 2 // 5))
    paint(canvas, union(*petals), dice.colour(scenery.VIVID))
    paint(canvas, disc(u, v, size * 2 // 5), dice.colour(scenery.SUNLIGHT, scenery.WOOD))
    return canvas


def fish(dice: Dice) -> Ints:
    """A fish with tail, fin and eye, plain or ringed, facing left or right."""
    canvas = scenery.sea_bed(dice)
    size = dice.between(360, 720)
    u, v = seen_from(dice.pixels(9, 23), dice.pixels(10, 22), dice.between(-20, 20))
    u = u * dice.sign()
    skin, fins, belly = dice.colour(scenery.VIVID), dice.colour(scenery.VIVID), dice.colour(scenery.WHITE)
    paint(canvas, gable(v, -u - size * 3 // 2, size * 5 // 8, size), fins)
    paint(canvas, gable(u + size // 8, v + size // 3, size // 2, size // 2), fins)
    body = disc(u, v * 9 // 5, size)
    rings = np.where(dice.chance(50), bands(u + dice.between(0, size), size), -size)
    paint(canvas, body, fade(skin, mix(skin, belly, 50), v + size // 3, size))
    paint(canvas, np.minimum(body, rings), fins)
    u, v = u - size * 5 // 8, v + size // 8
    paint(canvas, disc(u, v, size // 6), belly)
    paint(canvas, disc(u, v, size // 10), dice.colour(scenery.BLACK))
    return canvas


def stripes(dice: Dice) -> Ints:
    """Slanting stripes."""
    ground, figure = cloth_colours(dice)
    canvas, period = plain(ground), dice.pixels(8, 14)
    u, _ = seen_from(MIDDLE, MIDDLE, dice.between(20, 70))
    paint(canvas, bands(u + period * dice.between(-29, 29) // 100, period), figure)
    return canvas


def checks(dice: Dice) -> Ints:
    """A chequered cloth."""
    ground, figure = cloth_colours(dice)
    canvas, period = plain(ground), dice.pixels(10, 18)
    u, v = seen_from(MIDDLE, MIDDLE, dice.between(-15, 15))
    warp = bands(u + period * dice.between(-24, 24) // 100, period)
    weft = bands(v + period * dice.between(-24, 24) // 100, period)
    paint(canvas, np.maximum(np.minimum(warp, weft), np.minimum(-warp, -weft)), figure)
    return canvas


def cloth_colours(dice: Dice) -> tuple[Ints, Ints]:
    """A deep ground and a pale figure, or now and then the other way round."""
    deep, pale, swapped = dice.colour(scenery.DEEP), dice.colour(scenery.PALE), dice.chance(20)[..., None]
    return np.where(swapped, pale, deep), np.where(swapped, deep, pale)


PICTURES: tuple[Callable[[Dice], Ints], ...] = (
    sun,
    moon,
    mountain,
    boat,
    tree,
    house,
    flower,
    fish,
    stripes,
    checks,
)
