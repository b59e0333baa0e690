import base64
import io
import struct

import numpy as np
import pytest
from PIL import Image

from cs231n_kit.vis_utils import Described, DescribedAnimation, visualize_grid


@pytest.mark.parametrize("N, height, width", [(1, 4, 5), (2, 9, 5), (3, 9, 11), (4, 9, 11), (10, 19, 17)])
def test_grid_is_as_square_as_it_can_be(N, height, width):
    assert visualize_grid(np.zeros((N, 4, 5, 3))).shape == (height, width, 3)


def test_each_image_is_stretched_to_its_own_range():
    Xs = np.stack([np.linspace(-1, 1, 12).reshape(2, 2, 3), np.linspace(5, 6, 12).reshape(2, 2, 3)])
    grid = visualize_grid(Xs, ubound=100.0, padding=1)
    for top in (0, 3):
        assert grid[top : top + 2].min() == 0
        assert grid[top : top + 2].max() == 100
    assert (grid[2] == 0).all()


def test_images_stand_in_reading_order_and_are_not_changed():
    Xs = np.zeros((4, 1, 2, 1))
    Xs[2, 0, 1] = 1.0
    before = Xs.copy()
    grid = visualize_grid(Xs, ubound=1.0, padding=0)
    np.testing.assert_array_equal(grid[:, :, 0], [[0, 0, 0, 0], [0, 1, 0, 0]])
    np.testing.assert_array_equal(Xs, before)


def test_a_flat_image_is_black_rather_than_nan():
    assert (visualize_grid(np.full((1, 2, 2, 3), 7.0)) == 0).all()


def test_a_described_figure_is_a_picture_with_its_description_as_alternative_text():
    from matplotlib import pyplot as plt

    shown = []
    for _ in range(2):
        figure, axes = plt.subplots()
        axes.plot([1, 2])
        described = Described(figure, alt='A line from 1 to 2, where x < 3 & "rising".')
        assert repr(described) == 'A line from 1 to 2, where x < 3 & "rising".'
        assert not plt.fignum_exists(figure.number)
        shown.append(described._repr_html_())
    assert shown[0] == shown[1]
    opening = (
        '<img alt="A line from 1 to 2, where x &lt; 3 &amp; &quot;rising&quot;." src="data:image/png;base64,'
    )
    assert shown[0].startswith(opening)
    assert base64.b64decode(shown[0][len(opening) : -2]).startswith(b"\x89PNG")


def lines(number, width=2):
    """Figures of one size with a line that turns."""
    from matplotlib import pyplot as plt

    for n in range(number):
        figure, axes = plt.subplots(figsize=(width, 2), dpi=50)
        axes.plot([0, 1], [0, n])
        axes.set_ylim(0, 9)
        yield figure


def chunks(png):
    """Type and content of each chunk of a PNG."""
    start = 8
    while start < len(png):
        (length,) = struct.unpack(">I", png[start : start + 4])
        yield png[start + 4 : start + 8], png[start + 8 : start + 8 + length]
        start += 12 + length


def test_an_animation_plays_once_and_rests_on_its_last_figure():
    from matplotlib import pyplot as plt

    shown = DescribedAnimation(lines(5), alt='A line turns, "faster" than 1 < 2.', seconds_per_frame=0.5)
    assert not plt.get_fignums()
    parts = list(chunks(shown.png))
    ((frames, plays),) = [struct.unpack(">II", content) for kind, content in parts if kind == b"acTL"]
    assert (frames, plays) == (5, 1)
    delays = [struct.unpack(">HH", content[20:24]) for kind, content in parts if kind == b"fcTL"]
    assert [numerator / denominator for numerator, denominator in delays] == [0.5] * 5
    with Image.open(io.BytesIO(shown.png)) as animation:
        seen = []
        for n in range(animation.n_frames):
            animation.seek(n)
            seen.append(np.asarray(animation.convert("RGB")))
    still, *moving = seen
    assert [frame.shape for frame in moving] == [(100, 100, 3)] * 5
    np.testing.assert_array_equal(still, moving[-1])
    assert all((moving[n] != moving[n + 1]).any() for n in range(4))


def test_an_animation_is_shown_like_a_described_figure_with_the_same_bytes_each_time():
    one, two = (DescribedAnimation(lines(3), alt="1 < 2", seconds_per_frame=0.1) for _ in range(2))
    assert repr(one) == "1 < 2"
    html = one._repr_html_()
    assert html == two._repr_html_()
    opening = '<img alt="1 &lt; 2" src="data:image/png;base64,'
    assert html.startswith(opening)
    assert base64.b64decode(html[len(opening) : -2]) == one.png


@pytest.mark.parametrize(
    "figures, seconds, message",
    [
        (lambda: [], 0.5, "figures must be one or more of the same size, got none"),
        (
            lambda: [*lines(1, width=2), *lines(1, width=3)],
            0.5,
            "figures must be one or more of the same size, got 100 x 100 and 150 x 100",
        ),
        (
            lambda: lines(10),
            0.5,
            "an animation must play for more than 0 and less than 5 seconds, got 10"
            " figures of 0.5 seconds each; change their number or the seconds",
        ),
        (
            lambda: lines(2),
            0.0,
            "an animation must play for more than 0 and less than 5 seconds, got 2"
            " figures of 0.0 seconds each; change their number or the seconds",
        ),
    ],
)
def test_what_cannot_be_played_is_refused(figures, seconds, message):
    with pytest.raises(ValueError) as raised:
        DescribedAnimation(figures(), alt="", seconds_per_frame=seconds)
    assert str(raised.value) == message


@pytest.mark.parametrize("Xs", [np.zeros((0, 2, 2, 3)), np.zeros((2, 2, 3)), np.full((1, 2, 2, 3), np.nan)])
def test_what_cannot_be_shown_is_refused(Xs):
    with pytest.raises(ValueError, match=r"Xs must be \(N, H, W, channels\), N >= 1, all finite, got shape"):
        visualize_grid(Xs)
