"""Pictures: a grid of images, and figures that can also be read aloud."""

import base64
import html
import io
from math import ceil, sqrt

import numpy as np


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
        from matplotlib import pyplot as plt  # here, because it is slow to import

        png = io.BytesIO()
        # Without the version of matplotlib the same figure gives the same bytes.
        figure.savefig(png, format="png", bbox_inches="tight", metadata={"Software": None})
        plt.close(figure)
        self.png = png.getvalue()
        self.alt = alt

    def __repr__(self):
        return self.alt

    def _repr_html_(self):
        source = f"data:image/png;base64,{base64.b64encode(self.png).decode('ascii')}"
        return f'<img alt="{html.escape(self.alt)}" src="{source}">'
