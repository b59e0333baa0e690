"""A network with one hidden layer to ask about, and the student's own layers put together to the same."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import partial
from heapq import nsmallest
from typing import Any

import numpy as np

from ...assignment import Ask
from ...finding import Fault, Stopped, Verdict
from ...judging.returned import NUMBER, UNSEEN, finite, kind_of, returned, shape_of
from ...side import Answer, Side
from ..layers.layer import Random, gradient, in_order, output

LOSS = "TwoLayerNet.loss"
NAMES = ("W1", "b1", "W2", "b2")
N, D, H, C = 6, 5, 7, 4
LISTED, SPELT = 8, 40  # names in a sentence, and characters of each
Params = dict[str, np.ndarray]


@dataclass(frozen=True)
class Net:
    """A network with its parameters, and a batch."""

    params: Params
    X: np.ndarray
    y: np.ndarray

    def answer(self, side: Side, reg: float = 0.0, labels: bool = True) -> Answer:
        return side(LOSS, self.params, reg, self.X, *([self.y] if labels else []))

    def scores(self, side: Side) -> np.ndarray:
        (S,) = returned(self.answer(side, labels=False).value, ("scores",), [(len(self.X), C)])
        finite({"scores": S})
        return S

    def loss(self, side: Side, reg: float = 0.0) -> float:
        value = self.answer(side, reg).value
        loss, _ = returned(value, ("loss", "grads"), [NUMBER, UNSEEN])
        finite({"loss": loss})
        return float(loss)

    def gradients(self, side: Side, reg: float = 0.0) -> Params:
        value = self.answer(side, reg).value
        returned(value, ("loss", "grads"), [UNSEEN, UNSEEN])
        grads = value[1]
        if not isinstance(grads, dict):
            raise Fault("wrong_return", expected="a dict of gradients", got=kind_of(grads))
        if missing := [name for name in NAMES if name not in grads]:
            raise Fault("names_missing", what="grads", missing=", ".join(missing), got=listed(grads))
        arrays = returned(
            [_as_row(side, grads[name], self.params[name].shape) for name in NAMES],
            [f"grads['{name}']" for name in NAMES],
            [self.params[name].shape for name in NAMES],
        )
        found = dict(zip(NAMES, arrays, strict=True))
        finite(found)
        return found


def net(random: Random) -> Net:
    """A network of ordinary size; about half of its hidden units are on."""
    shapes = {"W1": (D, H), "b1": (H,), "W2": (H, C), "b2": (C,)}
    params = {name: 0.5 * random.standard_normal(shape) for name, shape in shapes.items()}
    return Net(params, random.standard_normal((N, D)), random.permutation(np.arange(N) % C).astype(np.int64))


@dataclass(frozen=True)
class Composed:
    """What the student's own layers, put together, give for a network."""

    scores: np.ndarray
    loss: float
    grads: Params


def composed(
    impl: Side, at: Net, relu: bool = True, gate: bool = True, scores: np.ndarray | None = None
) -> Composed | None:
    """The layers in order, there and back; None where one of them does not come back with an answer.

    Without `relu` there is none on the way there, without `gate` none on the way back. Other `scores`, where
    they are given, are what the way back begins with.
    """
    W1, b1, W2, b2 = (at.params[name] for name in NAMES)
    try:
        a = output(impl, "affine_forward", (N, H), at.X, W1, b1)
        hidden = output(impl, "relu_forward", (N, H), a) if relu else a
        S = scores if scores is not None else output(impl, "affine_forward", (N, C), hidden, W2, b2)
        loss, dS = returned(impl("softmax_loss", S, at.y).value, ("loss", "dx"), [NUMBER, (N, C)])
        dhidden, dW2, db2 = _affine_back(impl, hidden, W2, b2, dS)
        da = gradient(impl("relu_backward", {"x": a}, dhidden).value, "dx", (N, H)) if gate else dhidden
        _, dW1, db1 = _affine_back(impl, at.X, W1, b1, da)
    except (Fault, Stopped):
        return None
    return Composed(S, float(loss), dict(zip(NAMES, (dW1, db1, dW2, db2), strict=True)))


def carrying(ask: Ask) -> Ask:
    """A check of the network that names the layer by whose fault the network stops or gives other shapes."""
    return partial(_carrying, ask)


def _carrying(ask: Ask, impl: Side, expected: Side, random: Random) -> Verdict | None:
    try:
        return ask(impl, expected, random)
    except (Fault, Stopped) as verdict:
        layer = _broken_layer(impl) if verdict.code in ("exception", "wrong_shape", "wrong_return") else ""
        if layer:
            raise Fault("needs_first", first=layer) from None
        raise


def _broken_layer(impl: Side) -> str:
    """The first layer that does not come back with arrays of the right shapes, if there is one."""
    at = net(np.random.RandomState(0))
    x, w, b = at.X, at.params["W1"], at.params["b1"]
    out, scores = np.ones((N, H)), np.ones((N, C))
    layers: dict[str, Callable[[], Any]] = {
        "affine_forward": lambda: output(impl, "affine_forward", (N, H), x, w, b),
        "relu_forward": lambda: output(impl, "relu_forward", (N, H), out),
        "softmax_loss": lambda: returned(
            impl("softmax_loss", scores, at.y).value, ("loss", "dx"), [NUMBER, (N, C)]
        ),
        "affine_backward": lambda: _affine_back(impl, x, w, b, out),
        "relu_backward": lambda: gradient(impl("relu_backward", {"x": out}, out).value, "dx", (N, H)),
    }
    for layer, ask in layers.items():
        try:
            ask()
        except (Fault, Stopped):
            return layer
    return ""


def _affine_back(
    impl: Side, x: np.ndarray, w: np.ndarray, b: np.ndarray, dout: np.ndarray
) -> list[np.ndarray]:
    """What `affine_backward` gives; that it has another order, or db another axis, is told there."""
    value, shapes = impl("affine_backward", {"x": x, "w": w, "b": b}, dout).value, [x.shape, w.shape, b.shape]
    if isinstance(value, tuple | list):
        value = [np.ravel(part) if shape_of(part) == (1, *b.shape) else part for part in value]
    return returned(in_order(value, shapes), ("dx", "dw", "db"), shapes)


def _as_row(impl: Side, part: Any, shape: tuple[int, ...]) -> Any:
    """The gradient of a bias without an axis too many, where it is `affine_backward` that gives it that."""
    if len(shape) != 1 or shape_of(part) != (1, *shape):
        return part
    inputs = {"x": np.ones((N, D)), "w": np.ones((D, H)), "b": np.ones(H)}
    try:
        value = impl("affine_backward", inputs, np.ones((N, H))).value
    except Stopped:
        return part
    too_many = isinstance(value, tuple | list) and any(shape_of(one) == (1, H) for one in value)
    return np.ravel(part) if too_many else part


def listed(names: Collection[Any]) -> str:
    """Names in a sentence, the first of them where there are many."""
    first = [name[:SPELT] for name in nsmallest(LISTED, map(str, names))]
    more = [f"and {len(names) - LISTED} more"] if len(names) > LISTED else []
    return ", ".join(first + more) or "none"
