from dataclasses import replace
from datetime import datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cs231n_kit.grading.platforms.final import UNTOLD, Final, days_late, final, number, rounded
from cs231n_kit.grading.platforms.policy import Late, Override, Policy

from .made import result

ZONE = timezone(timedelta(hours=2))
DEADLINE = datetime(2026, 10, 14, 23, 59, tzinfo=ZONE)
LATE = Late(DEADLINE, Decimal(10), Decimal(15), Decimal(50))


def after(**time):
    return DEADLINE + timedelta(**time)


@pytest.mark.parametrize(
    "time, extension, days",
    [
        (after(days=-3), None, 0),
        (after(), None, 0),
        (after(minutes=15), None, 0),
        (after(minutes=15, seconds=1), None, 1),
        (after(days=1, minutes=15), None, 1),
        (after(days=1, minutes=15, microseconds=1), None, 2),
        (after(days=2), after(days=2), 0),
        (after(days=2, minutes=16), after(days=2), 1),
        (after(days=2), after(days=-1), 2),  # an extension never makes a deadline earlier
        (datetime(2026, 10, 15, 0, 14), None, 0),  # in the deadline's zone
        (datetime(2026, 10, 15, 0, 15), None, 1),
        (datetime(2026, 10, 14, 22, 14, tzinfo=timezone.utc), None, 0),  # noqa: UP017
    ],
)
def test_days_late(time, extension, days):
    assert days_late(LATE, time, extension) == days


@pytest.mark.parametrize(
    "policy, one, points, reasons",
    [
        (Policy(), result(score=17.5), "17.5", ()),
        (Policy(), result(score=0), "0", ()),
        (Policy(decimals=0), result(score=16.5), "17", ()),
        (Policy(decimals=0), result(score=17.5, max_score="17.5"), "17.5", ()),  # never above the maximum
        (Policy(decimals=1), result(score=0.25), "0.3", ()),
        (Policy(late=LATE), result(submitted=after(days=1)), "15.5", ("1 day late: 10 % less",)),
        (Policy(late=LATE), result(submitted=after(days=2)), "13.5", ("2 days late: 20 % less",)),
        (Policy(late=LATE), result(submitted=after(days=9)), "7.5", ("9 days late: 50 % less",)),
        (Policy(late=LATE), result(score=3, submitted=after(days=9)), "0", ("9 days late: 50 % less",)),
        (Policy(late=LATE), result(submitted=after()), "17.5", ()),
        (
            Policy(late=LATE, out_of=Decimal(100)),
            result(submitted=after(days=1)),
            "77.5",
            ("1 day late: 10 % less",),
        ),
        (
            Policy(late=LATE, overrides=(Override("ada", Decimal(21), "a bonus"),)),
            result(submitted=after(days=9)),
            "21",
            ("set to 21 by hand: a bonus",),
        ),
        (
            Policy(overrides=(Override("ada", Decimal("12.25"), "on paper"),), decimals=0),
            result(score=None, status="unreadable"),
            "12.25",
            ("set to 12.25 by hand: on paper",),
        ),
        (Policy(overrides=(Override("bob", Decimal(1), "no"),)), result(), "17.5", ()),
    ],
)
def test_points_and_reasons(policy, one, points, reasons):
    found = final(policy, one)
    assert (None if found.points is None else number(found.points), found.reasons) == (points, reasons)
    assert found.unknown == ""


@pytest.mark.parametrize("status", ["unreadable", "error"])
def test_no_score_is_never_0(status):
    assert final(Policy(late=LATE, decimals=0), result(score=None, status=status)).points is None
    assert final(Policy(), result(score=None, max_score=0, status=status)).points is None


@pytest.mark.parametrize("late, unknown", [(None, UNTOLD), (True, UNTOLD), (False, "")])
def test_without_a_time_nothing_is_taken_and_that_is_said(late, unknown):
    assert final(Policy(late=LATE), result(late=late)) == Final(
        Decimal("17.500000"), Decimal(20), unknown=unknown
    )


def test_the_time_in_the_policy_counts_before_the_platforms():
    late = replace(LATE, submitted={"ada": after(days=1)}, extensions={"bob": after(days=1)})
    one = result(submitted=after(days=3))
    assert final(Policy(late=late), one).points == Decimal("15.5")
    assert final(Policy(late=late), one, "bob").points == Decimal("17.5")  # of the same group


def test_scaling_is_said_apart():
    assert final(Policy(out_of=Decimal(100)), result()).scaled == "scaled from 20 to 100 points"
    assert final(Policy(out_of=Decimal(20)), result()).scaled == ""


@pytest.mark.parametrize(
    "value, decimals, text",
    [("2.5", 0, "3"), ("3.5", 0, "4"), ("0.05", 1, "0.1"), ("10", 2, "10"), ("0", 2, "0"), ("100", 0, "100")],
)
def test_halves_go_up_and_no_exponent_is_written(value, decimals, text):
    assert number(rounded(Decimal(value), decimals)) == text


POINTS = st.integers(0, 20_000_000).map(lambda value: Decimal(value) / 1_000_000)
PERCENT = st.decimals(0, 100, places=2)
TIMES = st.integers(-100_000, 1_000_000).map(lambda seconds: DEADLINE + timedelta(seconds=seconds))
LATES = st.builds(Late, st.just(DEADLINE), PERCENT, st.decimals(0, 3000, places=1), PERCENT)
POLICIES = st.builds(
    Policy,
    decimals=st.none() | st.integers(0, 6),
    out_of=st.none() | st.decimals("0.01", 1000, places=2),
    late=st.none() | LATES,
)


@given(POLICIES, POINTS, POINTS, TIMES)
def test_more_points_never_become_fewer(policy, some, more, time):
    low, high = (
        final(policy, result(score=str(value), submitted=time)).points for value in sorted((some, more))
    )
    assert low <= high


@given(POLICIES, POINTS, TIMES)
def test_points_stay_between_0_and_the_maximum(policy, score, time):
    found = final(policy, result(score=str(score), submitted=time))
    assert 0 <= found.points <= found.max_points == (20 if policy.out_of is None else policy.out_of)


@given(POLICIES, POINTS, TIMES, TIMES)
def test_later_is_never_better(policy, score, one, other):
    early, late = (
        final(policy, result(score=str(score), submitted=time)).points for time in sorted((one, other))
    )
    assert early >= late


@given(LATES, POINTS, TIMES, TIMES)
def test_an_extension_never_lowers_a_score(late, score, time, extension):
    one = result(score=str(score), submitted=time)
    without = final(Policy(late=late), one).points
    assert final(Policy(late=replace(late, extensions={"ada": extension})), one).points >= without


@given(POINTS, TIMES)
def test_a_policy_that_says_nothing_changes_nothing(score, time):
    assert final(Policy(), result(score=str(score), submitted=time)).points == score
