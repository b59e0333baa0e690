"""Mistakes in psi, the margin in place of cos θ, and in its slope; and the cosines that it is asked for."""

from typing import Any

import numpy as np


def values(cos_theta: Any, margin: int) -> dict[str, list[np.ndarray]]:
    """What each mistake makes of psi."""
    whole, k = _piece(cos_theta, margin)
    return {"psi_without_pieces": [whole], "psi_sign_missing": [whole - 2 * k]}


def slopes(cos_theta: Any, margin: int) -> dict[str, list[np.ndarray]]:
    """What each mistake makes of the slope of psi in cos θ."""
    _, k = _piece(cos_theta, margin)
    in_angle = (-1) ** k * margin * np.sin(margin * np.arccos(cos_theta))
    return {"slope_in_angle": [in_angle, -in_angle]}


def cosines(X: Any, W: Any, y: Any) -> np.ndarray:
    """The cosine of the angle between each example and the column of its class; 0 where there is none."""
    of_class = W.T[y]
    lengths = np.linalg.norm(X, axis=1) * np.linalg.norm(of_class, axis=1)
    cos_theta = np.sum(X * of_class, axis=1) / np.where(lengths == 0, 1, lengths)
    return np.asarray(np.clip(cos_theta, -1, 1))


def _piece(cos_theta: Any, margin: int) -> tuple[np.ndarray, np.ndarray]:
    """cos(m θ), and the number of the piece, counted from 0, for cosines inside the pieces."""
    angle = margin * np.arccos(cos_theta)
    return np.cos(angle), np.floor(angle / np.pi)
