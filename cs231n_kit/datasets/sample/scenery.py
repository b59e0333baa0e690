"""What the pictures of the sample share: their colours, the land they stand on, the light they are seen in.

The words are those of `drawing`.
"""

import numpy as np

from .drawing import MIDDLE, SIDE, UNIT, Dice, Ints, Y, disc, fade, mix, paint, seen_from


def palette(*colours: str) -> Ints:
    """A palette of colours written as on the web, e.g. ``"f8d040"``."""
    return np.array([list(bytes.fromhex(colour)) for colour in colours], dtype=np.int16)


DAY = palette("5a9bd8", "78b4e6", "9cc8e8", "4682c8", "a8b8c4", "6fb8c8")
DUSK = palette("a85a48", "b85a6c", "a8708a", "8a5a90", "c08088", "6a609c")
NIGHT = palette("1a2448", "2c2a5a", "223a5e", "3a3050", "16344a", "40456a")
SKY = np.concatenate([DAY, DAY, DUSK[::2], NIGHT])
SUNNY = np.concatenate([DAY, DAY, DUSK])
STARRY = np.concatenate([NIGHT, DUSK])
GLOW = palette("f8e8d0", "f0c8a8", "e8d8e0", "d8e8f0", "e0a890")  # clouds and the lower sky
SUNLIGHT = palette("f8d040", "f8e060", "fff0b0", "f8b030", "fffbe8", "f8e8a0")
MOONLIGHT = palette("f0e8c0", "f8f4e0", "f8d878", "e8e8f4")
LAND = palette("4a8a3c", "6a9a48", "8a8a44", "3c6a3c", "9a7a4c", "c2a868", "d8dce4", "7a5a48")
WATER = palette("2c6a9a", "3a8ab0", "2a5078", "4aa0a8", "58788c", "3c6a60")
SHORE = np.concatenate([LAND, WATER])
ROCK = palette("6a6a78", "7a6a60", "54607a", "8a8a8a", "5a5064", "a08068")
GREEN = palette("3c8a3c", "5aa040", "2c6a44", "7aa83c", "447a2c")
AUTUMN = palette("c87828", "c84a30", "d8a838", "e8a0b8")  # and one tree in blossom
WOOD = palette("6a4a30", "54402c", "7a5a40", "8a8078")
WALL = palette("e8dcc4", "d8a878", "b85a48", "e8c860", "a8b8c8", "8a6a5a", "d8908a", "f0f0ec", "7a9a8a")
ROOF = palette("a84030", "7a3a34", "4a4a58", "8a5a3a", "c86a3c", "3a5a6a")
VIVID = palette("e84838", "f8a030", "f0d848", "e878b0", "9a58c8", "f4f0e8", "5878d8", "d83878")
PALE = palette("f0e4c8", "f8c8b0", "c8e0f0", "f0d848", "e8b8d0", "b8d8a0", "f4f4f0", "d8c8e8")
DEEP = palette("a84030", "2c5a8a", "2c6a44", "6a3a7a", "8a5a3a", "343a50", "b06a20", "a03060")
WHITE = palette("f8f8f4")
BLACK = palette("20242c")


def landscape(dice: Dice, sky: Ints, land: Ints, horizon: Ints) -> Ints:
    """A canvas with a sky, three clouds and a hill over land that is a little tilted."""
    above, below = dice.colour(sky), dice.colour(land)
    canvas = fade(above, mix(above, dice.colour(GLOW), dice.between(0, 55)), Y, horizon)
    for _ in range(3):
        u, v = seen_from(dice.pixels(0, 32), dice.pixels(0, 18), dice.between(-10, 10))
        size, puff = dice.between(100, 360), dice.pixels(-4, 4)
        cloud = np.maximum(disc(u, 2 * v, size), disc(u - puff, 2 * v + 80, size // 2 + 60))
        paint(canvas, cloud, mix(above, dice.colour(GLOW), dice.between(0, 80)))
    u, v = seen_from(dice.pixels(0, 32), horizon)
    paint(canvas, disc(u, 4 * v, dice.pixels(4, 18)), mix(below, above, dice.between(40, 80)))
    _, v = seen_from(MIDDLE, horizon, dice.between(-8, 8))
    paint(canvas, v, fade(mix(below, above, 60), mix(below, above, dice.between(0, 50)), v, 10 * UNIT))
    return canvas


def sea_bed(dice: Dice) -> Ints:
    """A canvas under water: lighter above, bubbles, sand."""
    water = dice.colour(WATER, WATER, DAY, NIGHT, DUSK)
    light, dark = mix(water, dice.colour(WHITE), 20), mix(water, dice.colour(BLACK), dice.between(0, 40))
    canvas = fade(light, dark, Y, 2 * MIDDLE)
    u, v = seen_from(dice.pixels(0, 32), dice.pixels(22, 40))
    dunes = v - np.abs(u % (20 * UNIT) - 10 * UNIT) // 5
    paint(canvas, dunes, mix(dice.colour(LAND), water, 40))
    for _ in range(4):
        u, v = seen_from(dice.pixels(0, 32), dice.pixels(0, 32))
        paint(canvas, disc(u, v, dice.between(40, 90)), mix(water, dice.colour(WHITE), 50))
    return canvas


def photograph(canvas: Ints, dice: Dice) -> Ints:
    """The canvas in some light, from a side, tinted, through leaves, on grainy film: (n, 3, 32, 32) uint8."""
    contrast, exposure, grain = dice.between(58, 115), dice.between(-55, 37), dice.between(2, 16)
    _, v = seen_from(MIDDLE, MIDDLE, dice.between(0, 359))
    light = exposure + v * dice.between(0, 40) // MIDDLE
    light = light[:, None] + (patches(dice, 1, 8) >> 3) + (patches(dice, 3, 32) * 3 >> 3)
    picture = 128 + (canvas - 128) * contrast[:, None] // 100 + light
    picture += (dice.bytes(3, SIDE, SIDE) - 128) * grain[:, None] >> 7
    return np.clip(picture, 0, 255).astype(np.uint8)


def patches(dice: Dice, channels: int, cell: int) -> Ints:
    """Soft patches about `cell` pixels wide, (n, channels, 32, 32) int32, -128 … 127."""
    knots = SIDE // cell + 1
    heights = dice.bytes(channels, knots, knots) - 128
    at, share = np.divmod(np.arange(SIDE, dtype=np.int32), np.int32(cell))
    rows = heights[..., at] * (cell - share) + heights[..., at + 1] * share
    share = share[:, None]
    return (rows[..., at, :] * (cell - share) + rows[..., at + 1, :] * share) // (cell * cell)
