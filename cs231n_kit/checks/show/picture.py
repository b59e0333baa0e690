"""Where in an array something is wrong: evidence made ready to be drawn, and said in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite
from typing import Any

import numpy as np

LARGEST = 12  # rows and columns of an array that is still drawn
RIGHT = 1e-6  # of the largest difference: below that an entry is right
AXES = {
    "examples_wrong": "example",
    "features_wrong": "feature",
    "units_wrong": "unit",
    "classes_wrong": "class",
}
PLURALS = {"class": "classes"}


@dataclass(frozen=True)
class Picture:
    """The difference from the right array, entry by entry.

    ``rows`` and ``columns`` name the axes in the singular; ``text`` says in words which are wrong.
    """

    rows: str
    columns: str
    difference: np.ndarray
    wrong: np.ndarray
    text: str

    def entry(self, row: int, column: int) -> str:
        """An entry in two digits with its sign; nothing where it is right."""
        value = self.difference[row, column]
        if not self.wrong[row, column]:
            return ""
        return f"{value:+.2g}".replace("-", "−") if isfinite(value) else str(value)

    def size(self, row: int, column: int) -> float:
        """How large the difference is, from -1 to 1; 0 where it is right."""
        value = self.difference[row, column]
        if not self.wrong[row, column]:
            return 0.0
        finite = np.abs(self.difference[np.isfinite(self.difference)])
        return float(value / finite.max()) if isfinite(value) else 1.0


def picture(evidence: Mapping[str, Any]) -> Picture | None:
    """The picture of ``evidence["difference"]``; None if there is none, or it is too large to be read."""
    try:
        difference = np.asarray(evidence.get("difference"), dtype=np.float64)
    except (TypeError, ValueError):
        return None
    if difference.ndim == 1:
        difference = difference[None, :]
    if difference.ndim != 2 or max(difference.shape) > LARGEST or difference.size == 0:
        return None
    size = np.abs(difference)
    largest = size[np.isfinite(size)].max(initial=0.0)
    wrong = ~(size <= RIGHT * largest)
    if not wrong.any():
        return None
    names = [name for key, name in AXES.items() if key in evidence]
    rows, columns = names if len(names) == 2 else ("row", names[0] if names else "column")
    return Picture(rows, columns, difference, wrong, _in_words(rows, columns, wrong))


def _in_words(rows: str, columns: str, wrong: np.ndarray) -> str:
    if wrong.all():
        return "Every entry is wrong."
    in_rows = _list(rows, np.any(wrong, axis=1))
    in_columns = _list(columns, np.any(wrong, axis=0))
    return f"Wrong: {in_rows}; {in_columns}."


def _list(name: str, wrong: np.ndarray) -> str:
    plural = PLURALS.get(name, f"{name}s")
    if wrong.all():
        return f"all {plural}"
    places = np.flatnonzero(wrong).tolist()
    return f"{name if len(places) == 1 else plural} {', '.join(map(str, places))}"
