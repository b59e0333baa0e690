"""How `gradient_descent` is asked, on small losses with names, and what the record of a call says.

The `bowl` has a slope for each array that depends on that array alone, so that one step shows the step;
in the `valley` each depends on all of them, so that several steps show the order of things.
"""

from typing import Any

import numpy as np

from ...finding import Fault, Skipped
from ...judging.fit import fit, rounded
from ...judging.returned import ANY, finite, returned
from ...side import Side

TASK = "gradient_descent"
RATE = 0.05
NAMES = ("W1", "b1", "W2")
Random = np.random.RandomState
Params = dict[str, np.ndarray]
Record = dict[str, Any]


def descended(side: Side, params: Params, loss: str, num_iters: int) -> Record:
    """The record of `operations.gradient_descent`, with ``kept`` as arrays of the right shapes."""
    record: Record = side(TASK, params, loss, RATE, num_iters).value
    kept = {
        name: returned(record["kept"].get(name), (f"params[{name!r}]",), [p.shape])[0]
        for name, p in params.items()
    }
    return {**record, "kept": kept}


def start(random: Random) -> Params:
    """Three arrays, no entry of which is 1: there the bowl is flat."""
    shapes = dict(zip(NAMES, [(3, 2), (2,), (2, 4)], strict=True))
    return {name: 3 + random.uniform(-1, 1, size=shape) for name, shape in shapes.items()}


def row(params: Params) -> np.ndarray:
    """All entries in one row of numbers."""
    return np.concatenate([np.ravel(np.asarray(params[name], dtype=np.float64)) for name in NAMES])


def end(record: Record) -> np.ndarray:
    """Where the arrays in the dict ended, whether they are those handed in or not."""
    finite({"params": (ended := row(record["kept"]))})
    return ended


def diverged(record: Record) -> bool:
    """Whether the arrays hold anything but finite numbers afterwards."""
    return not np.isfinite(row(record["kept"])).all()


def led_to(record: Record, params: Params) -> np.ndarray:
    """Where the steps led: in the dict, or in another that the loss was given."""
    led = end(record) if moved(end(record), params) else row(record["params"][-1])
    finite({"params": led})
    return led


def after_one(impl: Side, params: Params, record: Record) -> np.ndarray:
    """Where the first step of the bowl led: in the dict, or in what the loss was given next.

    ``record`` is that of one iteration, which shows no step in arrays that are not in the dict.
    """
    if moved(end(record), params):
        return end(record)
    longer = descended(impl, params, "bowl", 3)
    return row(longer["params"][1]) if len(longer["params"]) > 1 else end(longer)


def moved(seen: np.ndarray, params: Params) -> bool:
    return not np.array_equal(seen, row(params))


def trains(record: Record, params: Params) -> bool:
    """Whether any arrays moved, those in the dict or others that the loss was given."""
    return any(moved(row(seen), params) for seen in (record["kept"], *record["params"]))


def require_trained(record: Record, params: Params) -> None:
    """Leave unjudged where the loss was not asked, or no arrays moved, or anywhere: `step` tells."""
    if not record["losses"] or not trains(record, params) or diverged(record):
        raise Skipped("told_already")


def in_turn(record: Record) -> bool:
    """Whether the loss was asked while some arrays had moved and others had not."""
    changed = [
        [not np.array_equal(after[name], before[name]) for name in after]
        for before, after in zip(record["params"], record["params"][1:], strict=False)
    ]
    return any(any(now) and not all(now) for now in changed)


def uneven(record: Record) -> Fault | None:
    """What varies from step to step: their length, or how much of the step before each of them keeps."""
    if len(record["params"]) != len(record["grads"]) or diverged(record):
        return None
    places = np.array([row(place) for place in (*record["params"], record["kept"])])
    steps, grads = np.diff(places, axis=0), [row(grad) for grad in record["grads"]]
    along = [fit(step, [grad]) for step, grad in zip(steps, grads, strict=True)]
    if all(residual <= 1e-6 for _, residual in along):
        scales = np.array([scale / -RATE for (scale,), _ in along])
        return Fault("step_size_changes", **rounded(scales=scales)) if np.ptp(scales) > 1e-4 else None
    kept = [fit(step, parts) for step, *parts in zip(steps[1:], grads[1:], steps, strict=False)]
    if kept and all(residual <= 1e-6 for _, residual in kept):
        return Fault("step_keeps_speed", **rounded(share=kept[-1][0][1]))
    return None


def losses_of(record: Record) -> np.ndarray:
    """The history as it was returned, an array of any shape but a single number; None is no losses."""
    history = [] if record["history"] is None else record["history"]
    (losses,) = returned(history, ("loss_history",), [ANY])
    if not losses.ndim:
        raise Fault("wrong_return", expected="loss_history, a list of losses", got="a single number")
    return losses
