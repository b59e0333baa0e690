"""Pictures: a grid of images, and figures that can also be read aloud."""

import base64
import html
import io
from math import ceil, sqrt

import numpy as np

LONGEST = 5  # seconds that an animation may play


def visualize_grid(Xs, ubound=255.0, padding=1):
    """Lay images out in a square grid, each stretched to its own full range.

    Parameters
    ----------
    Xs : ndarray, shape (N, H, W, channels)
        Images or templates in any units.
    ubound : float
        The brightest output value.
    padding : int
        Pixels between the images.

    Returns
    -------
    grid : ndarray of float64, shape (height, width, channels)
        Values in 0 … `ubound`; cells without an image are 0.

    Raises
    ------
    ValueError
        If there is no image, or a pixel is not a finite number: it would look like a black one.
    """
    if Xs.ndim != 4 or len(Xs) == 0 or not np.isfinite(Xs).all():
        raise ValueError(f"Xs must be (N, H, W, channels), N >= 1, all finite, got shape {Xs.shape}")
    N, H, W, channels = Xs.shape
    rows = ceil(sqrt(N))
    columns = ceil(N / rows)
    grid = np.zeros((rows * (H + padding) - padding, columns * (W + padding) - padding, channels))
    for n, image in enumerate(Xs):
        row, column = divmod(n, columns)
        low, high = np.min(image), np.max(image)
        stretched = ubound * (image - low) / (high - low) if high > low else np.zeros_like(image)
        top, left = row * (H + padding), column * (W + padding)
        grid[top : top + H, left : left + W] = stretched
    return grid


class Described:
    """A finished figure together with its description in words.

    Make it the last expression of a cell: the picture is shown, the description becomes its
    alternative text and the text output that a replay compares. Jupyter gives a bare PNG no
    alternative text, so the picture is wrapped in HTML.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        It is drawn and closed, so that the notebook does not show it twice.
    alt : str
        What there is to see, with the numbers that matter, for somebody who cannot see it.
    """

    def __init__(self, figure, alt):
        # Without the version of matplotlib the same figure gives the same bytes.
        self.png = _png(figure, bbox_inches="tight", metadata={"Software": None})
        self.alt = alt

    def __repr__(self):
        return self.alt

    def _repr_html_(self):
        source = f"data:image/png;base64,{base64.b64encode(self.png).decode('ascii')}"
        return f'<img alt="{html.escape(self.alt)}" src="{source}">'


class DescribedAnimation(Described):
    """Figures shown one after the other, together with one description of them all.

    The result is an animated PNG. It plays once and rests on its last figure, and it takes less than
    five seconds: what moves for longer would need a button to stop it (WCAG 2.2, 2.2.2). A program that
    shows no animation, or a printer, shows the last figure.

    Parameters
    ----------
    figures : iterable of matplotlib.figure.Figure
        All of one size. Each is drawn and closed before the next is asked for, so a generator will do.
    alt : str
        What there is to see, from the first figure to the last.
    seconds_per_frame : float

    Raises
    ------
    ValueError
        If there is no figure, their sizes differ, or it would play for five seconds or longer.
    """

    def __init__(self, figures, alt, seconds_per_frame):
        frames = [_frame(figure) for figure in figures]
        sizes = sorted({frame.size for frame in frames})
        if len(sizes) != 1:
            found = " and ".join(f"{width} x {height}" for width, height in sizes) or "none"
            raise ValueError(f"figures must be one or more of the same size, got {found}")
        if not 0 < len(frames) * seconds_per_frame < LONGEST:
            raise ValueError(
                f"an animation must play for more than 0 and less than {LONGEST} seconds, got {len(frames)}"
                f" figures of {seconds_per_frame} seconds each; change their number or the seconds"
            )
        png = io.BytesIO()
        frames[-1].save(  # the last one stands in front as the picture that does not move
            png,
            format="png",
            save_all=True,
            default_image=True,
            append_images=frames,
            duration=round(1000 * seconds_per_frame),
            loop=1,
            optimize=True,
        )
        self.png = png.getvalue()
        self.alt = alt


def _png(figure, **options):
    """The bytes of a figure, which is closed."""
    from matplotlib import pyplot as plt  # here, because it is slow to import

    png = io.BytesIO()
    figure.savefig(png, format="png", **options)
    plt.close(figure)
    return png.getvalue()


def _frame(figure):
    """A figure as an image of its full size, without transparency: frames are laid over each other."""
    from PIL import Image  # comes with matplotlib

    return Image.open(io.BytesIO(_png(figure))).convert("RGB")
