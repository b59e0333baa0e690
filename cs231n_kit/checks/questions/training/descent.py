"""Checks of `gradient_descent`, on small losses with names: one step, several, and what is returned."""

import numpy as np

from ...assignment import Check, shared_out
from ...finding import Fault, Skipped, Verdict
from ...judging.fit import agree, fit, is_close, rounded
from ...judging.returned import finite
from ...side import Side
from .descent_record import (
    NAMES,
    RATE,
    TASK,
    Params,
    Random,
    after_one,
    descended,
    diverged,
    end,
    in_turn,
    led_to,
    losses_of,
    moved,
    require_trained,
    row,
    start,
    trains,
    uneven,
)


def step(impl: Side, expected: Side, random: Random) -> Verdict | None:
    """One step is `step_size` times the gradient, downhill, for each array."""
    params = start(random)
    once, twice = (end(descended(expected, params, "bowl", count)) for count in (1, 2))
    record = descended(impl, params, "bowl", 1)
    if not record["grads"]:
        if descended(impl, params, "bowl", 3)["grads"]:
            raise Skipped("told_already")  # a step too few, told by `path`
        raise Fault("loss_fn_not_asked")
    found = after_one(impl, params, record)
    finite({"params": found})
    if agree(found, twice):
        raise Skipped("told_already")  # a step too many, told by `path`
    if not moved(found, params):
        raise Fault("arrays_unchanged")
    steps, right = found - row(params), once - row(params)
    if agree(steps, right):
        return None
    sizes = [params[name].size for name in NAMES]
    parts = zip(NAMES, np.split(steps, np.cumsum(sizes)[:-1]), strict=True)
    if still := [name for name, part in parts if not part.any()]:
        raise Fault("arrays_left_out", names=", ".join(still))
    (scale,), residual = fit(steps, [right])
    if not residual <= 1e-6:
        raise Fault("descent_wrong", **rounded(got=found[0], expected=once[0]))
    if is_close(scale, -1):
        raise Fault("step_uphill", **rounded(step_scale=scale))
    if is_close(scale, 1 / RATE):
        raise Fault("step_size_ignored", **rounded(step_scale=scale))
    of_steps = uneven(descended(impl, params, "bowl", 3))
    raise of_steps or Fault("step_size_scaled", **rounded(step_scale=scale))


def path(impl: Side, expected: Side, random: Random) -> Verdict | None:
    """So many steps, each along the gradient at the place where it starts."""
    params, n = start(random), 5
    once, twice = (end(descended(expected, params, "bowl", count)) for count in (1, 2))
    ends = {count: end(descended(expected, params, "valley", count)) for count in range(1, 2 * n + 1)}
    alike = {name: random.uniform(1, 2, size=3) for name in params}
    together = end(descended(expected, alike, "saddle", n))
    risen = end(descended(expected, params, "steep", n))
    by_one = expected("gradient_descent one by one", alike, "saddle", RATE, n).value
    first, record = descended(impl, params, "bowl", 1), descended(impl, params, "valley", n)
    if first["grads"] and (diverged(first) or not any(agree(end(first), one) for one in (once, twice))):
        raise Skipped("told_already")  # the first step is wrong already, or not in these arrays
    require_trained(record, params)
    found, calls = end(record), len(record["grads"])
    if agree(found, ends[n]):
        beside = end(descended(impl, alike, "saddle", n))
        if any(agree(beside, row(seen)) for seen in by_one):
            return Verdict("ok_one_by_one")
        if not agree(beside, together):
            raise Fault("descent_wrong", **rounded(got=beside[0], expected=together[0]))
        _require_all_steps(impl, params, n, risen)
        return Verdict("ok_asked_more", calls=calls, iterations=n) if calls > n else None
    for count, other in ends.items():
        if agree(found, other):
            raise Fault("steps_miscounted", got=count, expected=n)
    if not first["grads"] or agree(end(first), twice):
        raise Fault("steps_miscounted", got=calls, expected=n)
    if calls and agree(found - row(params), n * (ends[1] - row(params))):
        raise Fault("gradient_stale", calls=calls, iterations=n)
    if in_turn(record):
        raise Fault("not_simultaneous", calls=calls, iterations=n)
    raise uneven(record) or Fault("descent_wrong", **rounded(got=found[0], expected=ends[n][0]))


def in_place(impl: Side, expected: Side, random: Random) -> Verdict | None:
    """The arrays that were handed in are those that are trained."""
    params = start(random)
    record = descended(impl, params, "bowl", 3)
    require_trained(record, params)
    if not agree(row(record["held"]), led_to(record, params)):
        raise Fault("not_in_place")
    return None


def history(impl: Side, expected: Side, random: Random) -> Verdict | None:
    """The loss before each step."""
    params, n = start(random), 5
    wanted = descended(expected, params, "bowl", n)
    right = np.array(wanted["history"])
    record = descended(impl, params, "bowl", n)
    own = np.array(record["losses"])  # in the order in which they were asked for
    found = losses_of(record)
    if not own.size:
        raise Skipped("told_already")  # no loss is known, which `step` tells
    if not found.size:
        raise Fault("history_empty")
    if not trains(record, params) or diverged(record) or not np.isfinite(own).all():
        # The loss before a step and after it are one, or the steps lead nowhere.
        raise Skipped("told_already")
    finite({"loss_history": found})
    if found.shape != (n,):
        if found.shape == own.shape and not agree(led_to(record, params), end(wanted)):
            raise Skipped("told_already")  # another number of steps, told by `path`
        raise Fault("history_length", got=list(found.shape), expected=n)
    losses = own if own.shape == (n,) else right
    if agree(found, losses):
        return None
    if own.size == 1:
        raise Skipped("told_already")  # asked once for all steps, told by `path`
    if agree(found[:-1], losses[1:]):
        raise Fault("history_late", **rounded(got=found[0], expected=losses[0]))
    raise Fault("losses_wrong", **rounded(got=found, expected=losses))


def no_iterations(impl: Side, expected: Side, random: Random) -> Verdict | None:
    """With no iterations nothing happens."""
    params = start(random)
    twice = end(descended(expected, params, "bowl", 2))
    once, record = (descended(impl, params, "bowl", count) for count in (1, 0))
    if diverged(once) or agree(end(once), twice) or not trains(descended(impl, params, "bowl", 3), params):
        raise Skipped("told_already")  # a step too many, or nothing happens with any number of iterations
    if moved(end(record), params) or record["history"] is None or losses_of(record).size:
        raise Fault("edge_case", case="num_iters = 0, where nothing should happen and no loss be returned")
    return None


def _require_all_steps(impl: Side, params: Params, n: int, risen: np.ndarray) -> None:
    """Refuse what stops, or steps otherwise, where the loss rises or hardly changes."""
    flat = {name: 1 + 1e-7 * p for name, p in params.items()}
    rising = descended(impl, params, "steep", n)
    for case, record in {"rises": rising, "hardly changes": descended(impl, flat, "bowl", n)}.items():
        if len(record["grads"]) < n:
            raise Fault("stopped_early", case=case, got=len(record["grads"]), expected=n)
    if not agree(end(rising), risen):
        raise uneven(rising) or Fault("descent_wrong", **rounded(got=end(rising)[0], expected=risen[0]))


def descent_checks(points: float) -> tuple[Check, ...]:
    """The checks of `gradient_descent`, worth so many points in all."""
    asks = {step: 5, path: 3, in_place: 2, history: 3, no_iterations: 1}
    return shared_out(TASK, points, asks)
