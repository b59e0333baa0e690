"""A problem for the large-margin layer, with the right values of psi to hand in, and what came back."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from ...finding import Fault
from ...judging.fit import AGREE_FLOAT32, agree
from ...judging.problems import Problem
from ...judging.returned import NUMBER, UNSEEN, finite, returned, shape_of
from ...side import Answer, Side

TASK = "large_margin_layer"
NAMES = ("loss", "dx", "dW")
Parts = dict[str, np.ndarray]


@dataclass(frozen=True)
class Case:
    """A problem with a margin, and psi at its angles as the expected side knows it."""

    at: Problem
    margin: int
    lam: float
    table: dict[str, Any]
    right: Parts

    def answer(self, impl: Side) -> Answer:
        """What the student's layer gives for it, the right psi handed in."""
        return impl(TASK, self.at.X, self.at.W, self.at.y, self.margin, self.lam, self.table)

    def any(self, impl: Side, names: Sequence[str] = NAMES) -> Parts:
        """Its parts, finite or not."""
        return _any(self.answer(impl).value, self.at, names)

    def found(self, impl: Side, names: Sequence[str] = NAMES) -> Parts:
        """Its parts, refused unless they are finite."""
        return _parts(self.answer(impl).value, self.at, names)

    def gradient(self, impl: Side, name: str) -> np.ndarray:
        """dx or dW, refused if it is transposed: it is put right everywhere else."""
        value, shape = self.answer(impl).value, self.right[name].shape
        if isinstance(value, tuple | list) and len(value) == len(NAMES):
            turned = shape[::-1]
            if shape_of(value[NAMES.index(name)]) == turned != shape:
                raise Fault("backward_transposed", name=name, got=list(turned), expected=list(shape))
        return _parts(value, self.at, (name,))[name]

    def is_right(self, impl: Side) -> bool:
        """Whether all parts are."""
        found = self.found(impl)
        return all(agree(found[name], self.right[name], AGREE_FLOAT32) for name in NAMES)


def case(expected: Side, at: Problem, margin: int, lam: float = 0.0) -> Case:
    """A problem with the answers of the expected side, which are asked for now."""
    cos_theta = np.asarray(expected("cosines of large_margin_layer", at.X, at.W, at.y).value)
    psi, dpsi = (np.asarray(part) for part in expected("margin_psi", cos_theta, margin).value)
    table = {"margin": margin, "cos_theta": cos_theta, "psi": psi, "dpsi": dpsi}
    return Case(at, margin, lam, table, right_of(expected, at, margin, lam))


def right_of(expected: Side, at: Problem, margin: int, lam: float = 0.0) -> Parts:
    """What the expected side gives for a problem."""
    return _parts(expected(TASK, at.X, at.W, at.y, margin, lam).value, at, NAMES)


def _any(value: Any, at: Problem, names: Sequence[str] = NAMES) -> Parts:
    known: dict[str, Any] = {"loss": NUMBER, "dx": at.X.shape, "dW": at.W.shape}
    if isinstance(value, tuple | list) and len(value) == len(NAMES):
        value = [_turned(part, known[name]) for name, part in zip(NAMES, value, strict=True)]
    shapes = [known[name] if name in names else UNSEEN for name in NAMES]
    parts = dict(zip(NAMES, returned(value, NAMES, shapes), strict=True))
    return {name: parts[name] for name in names}


def _turned(part: Any, shape: tuple[int, ...]) -> Any:
    """A gradient put right that is transposed: that is told once."""
    return part.T if isinstance(part, np.ndarray) and part.shape == shape[::-1] != shape else part


def _parts(value: Any, at: Problem, names: Sequence[str]) -> Parts:
    parts = _any(value, at, names)
    finite(parts)
    return parts
