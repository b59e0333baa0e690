"""Checks of what `grad_check_sparse` does beside its result: which entries it draws, and what it prints."""

import numpy as np

from ...finding import Fault, Skipped, Verdict
from ...judging.fit import rounded
from ...side import Side
from .differences import place
from .sparse_record import USUAL, Random, drawn, recorded, require_compared, restored

CALLS = 40  # of five draws from six entries: that one of them never comes by chance has odds of 1e-15


def draws(impl: Side, expected: Side, random: Random) -> Verdict | None:
    """As many entries as were asked for, and every entry has its chance."""
    x, analytic = _flat(random)
    require_compared(impl, x, analytic)
    records = [recorded(impl, x, analytic, seed) for seed in range(CALLS)]
    if not restored(records[0], x):
        raise Skipped("told_already")  # which entries were drawn cannot be told, and `restores` tells why
    entries = [drawn(record) for record in records]
    fewer = drawn(recorded(impl, x, analytic, 0, num_checks=USUAL - 2))
    for some, expected_draws in [*((some, USUAL) for some in entries), (fewer, USUAL - 2)]:
        if len(some) != expected_draws:
            raise Fault("draws_miscounted", got=len(some), expected=expected_draws)
    if all(some == entries[0] for some in entries):
        raise Fault("draws_fixed", entries=USUAL)
    if missed := sorted(set(range(x.size)).difference(*entries)):
        index = [[int(i) for i in np.unravel_index(entry, x.shape)] for entry in missed]
        raise Fault("entries_missed", draws=CALLS * USUAL, missed=index, shape=list(x.shape))
    return None


def generator(impl: Side, expected: Side, random: Random) -> Verdict | None:
    """The draws come from NumPy's global generator: seeding it repeats them."""
    x, analytic = _flat(random)
    require_compared(impl, x, analytic)
    first, again = ([drawn(recorded(impl, x, analytic, seed)) for seed in range(10)] for _ in range(2))
    if first != again:
        raise Fault("draws_not_repeatable")
    if all(some == first[0] for some in first):
        raise Skipped("told_already")  # no draws at all, which `draws` tells
    return None


def report(impl: Side, expected: Side, random: Random) -> Verdict | None:
    """One line an entry."""
    x, analytic = _flat(random)
    lines = recorded(impl, x, analytic, 0)["lines"]
    if lines < USUAL:
        raise Fault("report_too_short", got=lines, expected=USUAL)
    return None


def restores(impl: Side, expected: Side, random: Random) -> Verdict | None:
    """`x` is as it was afterwards."""
    x, analytic = _flat(random)
    record = recorded(impl, x, analytic, 0)
    if not restored(record, x):
        raise Fault("x_not_restored", **rounded(before=x.ravel(), after=record["x"].ravel()))
    return None


def _flat(random: Random) -> tuple[np.ndarray, np.ndarray]:
    """A small matrix, and a gradient that is right for none of its entries."""
    return place(random, 2, 3), np.ones((2, 3))
