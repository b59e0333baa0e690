"""Points on spiral arms: two features, and no straight line separates the classes."""

import numpy as np

from ..errors import KitError

ARM = 4.0  # radians that an arm turns through
NOISE = 0.2  # standard deviation of the angle, radians


def spiral_data(
    num_per_class: int = 100, num_classes: int = 3, seed: int = 231
) -> tuple[np.ndarray, np.ndarray]:
    """Points on spiral arms, one arm a class.

    Point ``t = 0 … num_per_class - 1`` of arm c lies at radius ``r`` and angle ``θ``::

        r = t / (num_per_class - 1)
        θ = 4 (c + r) + 0.2 ε,    ε ~ N(0, 1)
        x = (r sin θ, r cos θ)

    Parameters
    ----------
    num_per_class : int
        Points on each arm, 2 or more.
    num_classes : int
        Arms.
    seed : int
        Of the noise; the same seed gives the same points.

    Returns
    -------
    X : ndarray of float64, shape (num_per_class * num_classes, 2)
        The points, arm after arm, from the centre outwards.
    y : ndarray of int64, shape (num_per_class * num_classes,)
        The arm of each point.

    Raises
    ------
    KitError
        If there is no class or less than two points on an arm.

    References
    ----------
    CS231n notes, "Putting it together: minimal neural network case study",
    https://cs231n.github.io/neural-networks-case-study/
    """
    if num_per_class < 2 or num_classes < 1:
        raise KitError(
            "spiral_data needs num_per_class of 2 or more and num_classes of 1 or more,"
            f" got {num_per_class} and {num_classes}; correct them"
        )
    y = np.repeat(np.arange(num_classes), num_per_class)
    r = np.tile(np.linspace(0, 1, num_per_class), num_classes)
    theta = ARM * (y + r) + NOISE * np.random.default_rng(seed).standard_normal(len(y))
    return np.column_stack([r * np.sin(theta), r * np.cos(theta)]), y
