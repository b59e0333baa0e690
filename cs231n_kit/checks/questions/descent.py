"""Checks of `gradient_descent`, on small losses with names: read off what each was asked, and where it ended.

The `bowl` has a slope for each array that depends on that array alone, so that one step shows the step;
in the `valley` each depends on all of them, so that several steps show the order of things.
"""

from typing import Any

import numpy as np

from ..assignment import Check, shared_out
from ..finding import Fault, Verdict
from ..judging.fit import agree, fit, is_close, rounded
from ..judging.returned import ANY, finite, returned
from ..side import Side

TASK = "gradient_descent"
RATE = 0.05
Random = np.random.RandomState
Params = dict[str, np.ndarray]


def descended(side: Side, params: Params, loss: str, num_iters: int) -> dict[str, Any]:
    """The record of `operations.gradient_descent`."""
    record: dict[str, Any] = side(TASK, params, loss, RATE, num_iters).value
    for name, p in params.items():
        returned(record["kept"].get(name), (f"params[{name!r}]",), [p.shape])
    finite(record["kept"])
    return record


def start(random: Random) -> Params:
    """Three arrays, no entry of which is 1: there the bowl is flat."""
    shapes = {"W1": (3, 2), "b1": (2,), "W2": (2, 4)}
    return {name: 3 + random.uniform(-1, 1, size=shape) for name, shape in shapes.items()}


def step(impl: Side, expected: Side, random: Random) -> Verdict | None:
    """One step is `step_size` times the gradient, downhill, for each array."""
    params = start(random)
    twice = _end(descended(expected, params, "bowl", 2))
    record = descended(impl, params, "bowl", 1)
    if not record["grads"]:
        if descended(impl, params, "bowl", 3)["grads"]:
            return None  # a step too few, and told elsewhere
        raise Fault("loss_fn_not_asked")
    end, asked = _end(record), {name: -RATE * record["grads"][0][name] for name in params}
    if not _moved(end, params):
        end = _seen_second(descended(impl, params, "bowl", 3))
    if agree(_row(end), _row(twice)):
        return None  # one step too many, and told elsewhere
    steps = {name: end[name] - params[name] for name in params}
    if agree(_row(steps), _row(asked)):
        return None
    if not _moved(end, params):
        raise Fault("arrays_unchanged")
    still = [name for name in params if not steps[name].any()]
    if still:
        raise Fault("arrays_left_out", names=", ".join(still))
    (scale,), residual = fit(_row(steps), [_row(asked)])
    if residual > 1e-6:
        raise Fault("descent_wrong", **rounded(got=_row(end)[0], expected=_row(params)[0] + _row(asked)[0]))
    if is_close(scale, -1):
        raise Fault("step_uphill", **rounded(step_scale=scale))
    if is_close(scale, 1 / RATE):
        raise Fault("step_size_ignored", **rounded(step_scale=scale))
    raise Fault("step_size_scaled", **rounded(step_scale=scale))


def path(impl: Side, expected: Side, random: Random) -> Verdict | None:
    """So many steps, each along the gradient at the place where it starts."""
    params, n = start(random), 5
    alike = {name: random.uniform(1, 2, size=3) for name in params}
    shared = _end(descended(expected, alike, "saddle", n))
    one = _end(descended(expected, params, "bowl", 1))
    ends = {count: _end(descended(expected, params, "valley", count)) for count in (n, n - 1, n + 1)}
    record = descended(impl, params, "valley", n)
    end, calls = _end(record), len(record["grads"])
    if agree(_row(end), _row(ends[n])):
        if calls > n:
            return Verdict("ok_asked_more", calls=calls, iterations=n)
        together = agree(_row(_end(descended(impl, alike, "saddle", n))), _row(shared))
        return None if together else Verdict("ok_one_by_one")
    _require_trained(record, params)
    for count in (n - 1, n + 1):
        if agree(_row(end), _row(ends[count])):
            raise Fault("steps_miscounted", got=count, expected=n)
    if not agree(_row(_end(descended(impl, params, "bowl", 1))), _row(one)):
        return None  # the first step is wrong already, and told elsewhere
    if calls and agree(_row(end), _row(params) - n * RATE * _row(record["grads"][0])):
        raise Fault("gradient_stale", calls=calls, iterations=n)
    if _in_turn(record["params"]):
        raise Fault("not_simultaneous", calls=calls, iterations=n)
    raise Fault("descent_wrong", **rounded(got=_row(end)[0], expected=_row(ends[n])[0]))


def in_place(impl: Side, expected: Side, random: Random) -> Verdict | None:
    """The arrays that were handed in are those that are trained."""
    params = start(random)
    record = descended(impl, params, "bowl", 3)
    _require_trained(record, params)
    if not agree(_row(record["held"]), _row(_where(record, params))):
        raise Fault("not_in_place")
    return None


def history(impl: Side, expected: Side, random: Random) -> Verdict | None:
    """The loss before each step."""
    params, n = start(random), 5
    right = np.array(descended(expected, params, "bowl", n)["history"])
    record = descended(impl, params, "bowl", n)
    losses = np.array(record["losses"] if len(record["losses"]) == n else right)
    found = _losses(record)
    if not found.size:
        raise Fault("history_empty")
    if found.shape != (n,):
        if found.shape == np.shape(record["losses"]):
            return None  # another number of steps, and told already
        raise Fault("history_length", got=list(found.shape), expected=n)
    if not record["losses"]:
        raise Fault("loss_fn_not_asked")
    if agree(found, losses) or len(record["losses"]) == 1:
        return None  # right, or asked once for all steps: that is told by `path`
    if agree(found[:-1], losses[1:]):
        raise Fault("history_late", **rounded(got=found[0], expected=losses[0]))
    raise Fault("losses_wrong", **rounded(got=found, expected=losses))


def no_iterations(impl: Side, expected: Side, random: Random) -> Verdict | None:
    """With no iterations nothing happens."""
    params = start(random)
    twice = _end(descended(expected, params, "bowl", 2))
    record = descended(impl, params, "bowl", 0)
    if agree(_row(_end(descended(impl, params, "bowl", 1))), _row(twice)):
        return None  # one step too many, and told already
    if _moved(_end(record), params) or record["history"] is None or _losses(record).size:
        raise Fault("edge_case", case="num_iters = 0, where nothing should happen and no loss be returned")
    return None


def descent_checks(points: float) -> tuple[Check, ...]:
    """The checks of `gradient_descent`, worth so many points in all."""
    asks = {step: 5, path: 3, in_place: 2, history: 3, no_iterations: 1}
    return shared_out(TASK, points, asks)


def _row(params: Params) -> np.ndarray:
    return np.concatenate([np.ravel(params[name]) for name in ("W1", "b1", "W2")])


def _losses(record: dict[str, Any]) -> np.ndarray:
    """The history as it was returned; nothing at all is no losses."""
    history = record["history"]
    return returned([] if history is None else history, ("loss_history",), [ANY])[0]


def _end(record: dict[str, Any]) -> Params:
    """Where the arrays in the dict ended, whether they are those handed in or not."""
    end: Params = record["kept"]
    return end


def _moved(end: Params, params: Params) -> bool:
    return not np.array_equal(_row(end), _row(params))


def _require_trained(record: dict[str, Any], params: Params) -> None:
    """Refuse where no arrays moved, neither those in the dict nor others that the loss was given."""
    if not record["losses"]:
        raise Fault("loss_fn_not_asked")
    if not any(_moved(seen, params) for seen in (record["kept"], *record["params"])):
        raise Fault("arrays_unchanged")


def _seen_second(record: dict[str, Any]) -> Params:
    """What the loss was given after the first step; where it was asked once only, where it ended."""
    return record["params"][1] if len(record["params"]) > 1 else _end(record)


def _where(record: dict[str, Any], params: Params) -> Params:
    """Where the steps led: in the dict, or in another that the loss was given."""
    return _end(record) if _moved(record["kept"], params) else record["params"][-1]


def _in_turn(seen: list[Params]) -> bool:
    """Whether the loss was asked while some arrays had moved and others had not."""
    changed = [
        [not np.array_equal(after[name], before[name]) for name in after]
        for before, after in zip(seen, seen[1:], strict=False)
    ]
    return any(any(row) and not all(row) for row in changed)
