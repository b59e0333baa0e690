import base64

import numpy as np
import pytest

from cs231n_kit.vis_utils import Described, visualize_grid


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


@pytest.mark.parametrize("Xs", [np.zeros((0, 2, 2, 3)), np.zeros((2, 2, 3)), np.full((1, 2, 2, 3), np.nan)])
def test_what_cannot_be_shown_is_refused(Xs):
    with pytest.raises(ValueError, match=r"Xs must be \(N, H, W, channels\), N >= 1, all finite, got shape"):
        visualize_grid(Xs)
