"""What the checks of layers share: asking a forward or a backward pass, and naming a wrong gradient."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from itertools import permutations
from typing import Any

import numpy as np

from ...assignment import Ask
from ...finding import Fault, Skipped, Stopped, Verdict
from ...judging.fit import agree, agreed, fit, is_close, rounded
from ...judging.returned import NUMBER, TOO_MANY, UNSEEN, TooLarge, finite, leaves, returned, shape_of
from ...side import Side
from ..losses.form import MUCH

Random = np.random.RandomState
Inputs = dict[str, np.ndarray]
Given = Callable[[Random], Inputs]
Back = Callable[[Random], tuple[Inputs, np.ndarray]]
Forms = Mapping[str, Sequence[np.ndarray]]  # what named mistakes give, by their codes


def output(side: Side, task: str, shape: tuple[int, ...], *inputs: Any, name: str = "out") -> np.ndarray:
    """What a forward pass gives beside its cache, refused unless it is finite."""
    out = any_output(side, task, shape, *inputs, name=name)
    finite({name: out})
    return out


def any_output(side: Side, task: str, shape: tuple[int, ...], *inputs: Any, name: str = "out") -> np.ndarray:
    """The same, finite or not."""
    value = side(task, *inputs).value
    if isinstance(value, np.ndarray) and value.shape == shape:
        raise Fault("cache_missing", expected=f"{name} and a cache")
    out, _ = returned(value, (name, "cache"), [shape, NUMBER])
    return out


def gradient(
    value: Any, name: str, shape: tuple[int, ...], names: tuple[str, ...] | None = None
) -> np.ndarray:
    """One of the gradients that came back; the shapes of the others are judged where they are asked for."""
    names = names or (name,)
    shapes = [shape if one == name else UNSEEN for one in names]
    arrays = dict(zip(names, returned(value, names, shapes), strict=True))
    finite({name: arrays[name]})
    return arrays[name]


def in_order(value: Any, shapes: Sequence[tuple[int, ...]]) -> Any:
    """The parts that came back, put right if they have these shapes in another order: that is told once."""
    if not isinstance(value, tuple | list) or len(value) != len(shapes):
        return value
    came = [shape_of(part) for part in value]
    for order in permutations(range(len(shapes))):  # as they came first
        if [came[place] for place in order] == list(shapes):
            return tuple(value[place] for place in order)
    return value


@contextmanager
def needing(impl: Side, forward: str, *inputs: Any) -> Iterator[None]:
    """Where what is done here stops because the forward pass does, say so: that is told there."""
    try:
        yield
    except Stopped as stopped:
        if stopped.code == "exception" and _stops(impl, forward, *inputs):
            raise Fault("needs_first", first=forward) from None
        raise


def _stops(impl: Side, task: str, *inputs: Any) -> bool:
    try:
        impl(task, *inputs)
    except Stopped:
        return True
    return False


def judged(
    name: str,
    found: np.ndarray,
    right: np.ndarray,
    mistakes: Forms | None = None,
    N: int = 0,
    otherwise: str = "backward_wrong",
) -> Verdict | None:
    """Whether a gradient is right, and which mistake it shows.

    Parameters
    ----------
    name : str
        What the docstring calls it.
    found, right : ndarray, of one shape
    mistakes : dict
        What comes out with a mistake, in each of its forms, by the code of that mistake.
    N : int, optional
        The number of examples, by which it might have been divided.
    otherwise : str
        The code where no mistake is recognised.
    """
    if agree(found, right):
        return None
    if not found.any():
        raise Fault("backward_zero", name=name)
    for code, forms in (mistakes or {}).items():
        if any(agree(found, wrong) for wrong in forms):
            raise Fault(code, name=name)
    (scale,), residual = fit(found, [right])
    evidence = {"name": name} | rounded(scale=scale) | _first_wrong(name, found, right)
    if residual > 1e-6:
        return agreed(found, right, Fault(otherwise, **evidence))
    if is_close(scale, -1):
        raise Fault("backward_sign", **evidence)
    if N and is_close(scale, 1 / N):
        raise Fault("backward_averaged", N=N, **evidence)
    return agreed(found, right, Fault("backward_scaled", **evidence))


def forward_effects(task: str, given: Given) -> Ask:
    """A check that a forward pass leaves its inputs alone and gives the same a second time."""
    return partial(_forward_effects, task, given)


def backward_effects(task: str, forward: str, given: Back) -> Ask:
    """The same for a backward pass, which is gone twice with one cache."""
    return partial(_backward_effects, task, forward, given)


def changed(places: tuple[int, ...], names: list[str]) -> None:
    """Refuse that the arguments at these places were changed."""
    if places:
        raise Fault("mutates_input", arguments=", ".join(names[place] for place in places))


def same(first: Any, again: Any) -> None:
    """Refuse that a second call gave something else. What is no number is told where values are judged."""
    one, two = _numbers(first), _numbers(again)
    if one.shape != two.shape or not np.array_equal(one, two, equal_nan=True):
        raise Fault("nondeterministic", **rounded(first=one[:3], second=two[:3]))


def _forward_effects(task: str, given: Given, impl: Side, expected: Side, random: Random) -> Verdict | None:
    inputs = given(random)
    answer = impl(task, *inputs.values())
    changed(answer.changed, list(inputs))
    same(answer.value, impl(task, *inputs.values()).value)
    return Verdict("prints_too_much", characters=answer.printed) if answer.printed > MUCH else None


def _backward_effects(
    task: str, forward: str, given: Back, impl: Side, expected: Side, random: Random
) -> Verdict | None:
    inputs, dout = given(random)
    answer = impl(task, inputs, dout)
    if 1 in answer.changed:
        changed((0,), ["dout"])
    if 0 in answer.changed and not impl(forward, *inputs.values()).changed:
        raise Fault("cache_changed")
    try:
        same(answer.value, impl(task, inputs, dout, 2).value)
    except Fault as fault:
        if fault.code == "nondeterministic":
            raise Fault("cache_changed") from None
        raise
    return Verdict("prints_too_much", characters=answer.printed) if answer.printed > MUCH else None


def _numbers(value: Any) -> np.ndarray:
    """All numbers that came back, in one row."""
    try:
        return np.concatenate([np.zeros(0), *map(_row, leaves(value))])
    except TooLarge:
        raise Fault("wrong_return", expected="what its docstring names", got=TOO_MANY) from None


def _row(value: Any) -> np.ndarray:
    try:
        if value is not None:
            return np.ravel(np.asarray(value, dtype=np.float64))
    except (TypeError, ValueError, OverflowError):
        pass
    raise Skipped("told_already")


def _first_wrong(name: str, found: np.ndarray, right: np.ndarray) -> dict[str, Any]:
    """How many entries are wrong, and the first of them."""
    wrong = np.abs(found - right) > 1e-6 * max(float(np.max(np.abs(right))), 1e-300)
    place = tuple(int(index) for index in np.argwhere(wrong)[0]) if wrong.any() else (0,) * right.ndim
    entry = f"{name}{list(place)}" if place else name
    return {"entry": entry, "wrong": int(wrong.sum()), "entries": int(wrong.size)} | rounded(
        got=found[place], expected=right[place]
    )
