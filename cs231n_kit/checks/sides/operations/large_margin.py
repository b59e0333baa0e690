"""The large-margin layer, also with right values of psi handed in."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np

from .student import Student


def layer(
    student: Student,
    x: Any,
    W: Any,
    y: Any,
    margin: int,
    lam: float = 0.0,
    table: dict[str, Any] | None = None,
) -> Any:
    """What the layer returns; with a `table`, of psi and its slope, where it asks `margin_psi` for them.

    So a mistake in `margin_psi` does not count for the layer.
    """
    large_margin_layer = student["large_margin_layer"]
    with _psi_from(table, large_margin_layer.__globals__):
        return large_margin_layer(x, W, y, margin, lam)


@contextmanager
def _psi_from(table: dict[str, Any] | None, names: dict[str, Any]) -> Iterator[None]:
    own = names.get("margin_psi")
    if table is None or own is None:
        yield
        return

    def margin_psi(cos_theta: Any, margin: int) -> Any:
        if margin != table["margin"]:
            return own(cos_theta, margin)
        distances = np.abs(np.asarray(cos_theta)[..., None] - table["cos_theta"])
        if distances.min(axis=-1).max() > 1e-5:
            return own(cos_theta, margin)  # other cosines than those of the examples
        nearest = distances.argmin(axis=-1)
        return table["psi"][nearest], table["dpsi"][nearest]

    names["margin_psi"] = margin_psi
    try:
        yield
    finally:
        names["margin_psi"] = own
