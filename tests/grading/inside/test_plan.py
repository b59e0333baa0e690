"""The plan: both sides of a channel know which call is next."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cs231n_kit.grading.inside.plan import (
    ASKED,
    GIVEN_UP,
    STOPPED,
    VALUE,
    Planned,
    Reply,
    as_lists,
    how_it_ended,
    of_lists,
    places,
    reply_packed,
    reply_unpacked,
    seed_of,
)
from cs231n_kit.grading.inside.wire import BadFrame, packed, unpacked

CALL = ("softmax_loss_naive", [1.0])
PLAN = (Planned("a", (CALL,) * 3), Planned("b", ()), Planned("b", (CALL,) * 2), Planned("a", (CALL,)))


def walked(plan, ends, first=0):
    """The places in their order, where the calls end as `ends` says, and else with a value."""
    order, found = places(plan, first), []
    try:
        place = next(order)
        while True:
            found.append(place)
            place = order.send(ends.get(place, VALUE))
    except StopIteration:
        return found


@pytest.mark.parametrize(
    "first, ends, expected",
    [
        (0, {}, [(0, 0), (0, 1), (0, 2), (2, 0), (2, 1), (3, 0)]),
        (1, {}, [(2, 0), (2, 1), (3, 0)]),
        (0, {(0, 1): STOPPED}, [(0, 0), (0, 1), (2, 0), (2, 1), (3, 0)]),
        (0, {(0, 0): GIVEN_UP}, [(0, 0), (2, 0), (2, 1)]),
        (0, {(2, 1): GIVEN_UP}, [(0, 0), (0, 1), (0, 2), (2, 0), (2, 1), (3, 0)]),
        (0, {(0, 0): GIVEN_UP, (2, 0): GIVEN_UP}, [(0, 0), (2, 0)]),
        (4, {}, []),
    ],
)
def test_what_stopped_ends_its_check_and_what_is_given_up_its_task(first, ends, expected):
    assert walked(PLAN, ends, first) == expected


def test_how_a_call_ended():
    assert [
        how_it_ended(code) for code in (None, "exception", "timeout", "not_implemented", "syntax_error")
    ] == [
        VALUE,
        STOPPED,
        STOPPED,
        GIVEN_UP,
        GIVEN_UP,
    ]


def test_a_plan_comes_back_as_it_was():
    sent = unpacked(packed(as_lists(PLAN), trusted=True), trusted=True)
    assert of_lists(sent) == PLAN


@given(st.integers(0, ASKED), st.integers(0, 2**32 - 1), st.integers(0, 2), st.floats(0, 1e9), st.binary())
def test_a_reply_comes_back_as_it_was(check, call, ended, seconds, body):
    reply = Reply((check, call), ended, seconds, body)
    assert reply_unpacked(reply_packed(reply)) == reply
    assert 0 <= seed_of(reply.place) < 2**32


def test_half_a_reply_is_refused():
    with pytest.raises(BadFrame, match="a reply of 3 bytes"):
        reply_unpacked(b"abc")
