"""Frames: what is sent comes back as it was, and what nobody sends is refused with one kind of error."""

import json
import struct
from contextlib import suppress

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from cs231n_kit.checks.sides.call import same
from cs231n_kit.grading.inside.frames import Frames, framed
from cs231n_kit.grading.inside.wire import ITEMS, JSON, LARGEST, TEXT, BadFrame, packed, unpacked

NUMBERS = st.one_of(
    arrays.boolean_dtypes(),
    arrays.integer_dtypes(endianness="<"),
    arrays.unsigned_integer_dtypes(endianness="<"),
    arrays.floating_dtypes(endianness="<"),
    arrays.complex_number_dtypes(endianness="<", sizes=(64, 128)),
)
ARRAYS = arrays.arrays(NUMBERS, arrays.array_shapes(min_dims=0, max_dims=4, min_side=0, max_side=4))
PLAIN = (
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**63)
    | st.floats(allow_nan=False)
    | st.text(max_size=50)
)
VALUES = st.recursive(
    PLAIN | ARRAYS,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.lists(inner, max_size=4).map(tuple)
        | st.dictionaries(st.text(max_size=9), inner, max_size=4)
    ),
    max_leaves=12,
)


def body(tree, rest=b""):
    """The body of a frame with this JSON, whatever it says."""
    text = tree if isinstance(tree, bytes) else json.dumps(tree).encode()
    return struct.pack("<I", len(text)) + text + rest


@settings(max_examples=300, deadline=None)
@given(VALUES, st.booleans())
def test_what_is_packed_comes_back_bit_by_bit(value, trusted):
    assert same(unpacked(packed(value, trusted), trusted), value)


def test_the_order_of_an_array_is_kept():
    across = np.asfortranarray(np.arange(6.0).reshape(2, 3))
    back = unpacked(packed([across, across.copy("C")]))
    assert back[0].flags.f_contiguous and back[1].flags.c_contiguous


def test_numbers_of_numpy_stay_numbers_of_numpy():
    for number in (np.float32(1.5), np.int64(3), np.bool_(True), np.complex128(1j)):
        back = unpacked(packed(number))
        assert back == number and type(back) is type(number)


def test_what_the_grader_repeats_is_sent_once():
    X = np.arange(1000.0)
    many = packed([[X, X.copy()]] * 50, trusted=True)
    assert len(many) < 2 * X.nbytes
    assert all(same(pair, [X, X]) for pair in unpacked(many, trusted=True))


@pytest.mark.parametrize(
    "value, name",
    [
        (lambda: 1, "function"),
        (2**65, "int"),
        ({1, 2}, "set"),
        (np.array([object()]), "array of object"),
        (np.array(["text"]), "array of <U4"),
        (np.zeros(1, [("a", float)]), "array of [('a', '<f8')]"),
        (np.zeros(1, "M8[s]")[0], "array of datetime64[s]"),
        (np.lib.stride_tricks.as_strided(np.zeros(1), (LARGEST,), (0,)), f"array of {8 * LARGEST} bytes"),
        (range(3), "range"),
    ],
)
def test_what_is_no_number_is_sent_as_the_name_of_its_type(value, name):
    shown = "".join(sign if sign.isprintable() else "_" for sign in name)
    assert type(unpacked(packed(value))).__name__ == shown


def test_texts_of_a_submission_are_cut_and_those_of_the_grader_are_not():
    text = "x" * (2 * TEXT)
    assert unpacked(packed({text: text})) == {text[:TEXT]: text[:TEXT]}
    assert unpacked(packed({text: text}, trusted=True), trusted=True) == {text: text}


@pytest.mark.parametrize(
    "value, message",
    [
        ([np.zeros(LARGEST // 8), np.zeros(1)], f"at most {LARGEST} are taken"),
        ([["x" * TEXT] * (JSON // TEXT + 1)], f"at most {JSON} are taken"),
    ],
)
def test_more_than_is_taken_is_not_packed(value, message):
    with pytest.raises(BadFrame, match=message):
        packed(value)


REFUSED = {
    "nothing": b"",
    "half a length": b"\1\0",
    "a text beyond the end": struct.pack("<I", 9) + b"1",
    "no JSON": body(b"{]"),
    "not UTF-8": body(b'"\xff"'),
    "brackets": body(b"[" * 100_000),
    "objects": body(b'{"l":[' * 5_000 + b"]}" * 5_000),
    "a number with a million digits": body(b"9" * 1_000_000),
    "a list outside": body([1]),
    "two kinds": body({"l": [], "t": []}),
    "no kind": body({}),
    "an unknown kind": body({"x": 1}),
    "more items than are taken": body({"l": [0] * (ITEMS + 1)}),
    "deeper than is taken": body(
        {"l": [{"l": [{"l": [{"l": [{"l": [{"l": [{"l": [{"l": [{"l": [{"l": [1]}]}]}]}]}]}]}]}]}]}
    ),
    "an array of objects": body({"a": ["|O", [1], "C"]}, b"\0" * 8),
    "an array of text": body({"a": ["<U4", [1], "C"]}, b"\0" * 16),
    "an array of records": body({"a": ["f8,f8", [1], "C"]}, b"\0" * 16),
    "an array that did not come": body({"a": ["<f8", [10**9], "C"]}, b"\0" * 8),
    "an array with a negative side": body({"a": ["<f8", [-1], "C"]}, b"\0" * 8),
    "an array with half a side": body({"a": ["<f8", [0.5], "C"]}, b"\0" * 8),
    "an array with many sides": body({"a": ["<f8", [1] * 40, "C"]}, b"\0" * 8),
    "an array that overflows": body({"a": ["<f8", [2**62, 4], "C"]}, b"\0" * 8),
    "an array without a shape": body({"a": ["<f8"]}),
    "another array that is not there": body({"s": 3}),
    "itself": body({"s": "a"}),
    "a number with sides": body({"g": {"a": ["<f8", [1], "C"]}}, b"\0" * 8),
    "a number that is a list": body({"g": {"l": [1]}}),
    "a dict of numbers": body({"d": [1, 2]}),
    "a dict with a list for a key": body({"d": [[["a"]]]}),
    "a text that is too long": struct.pack("<I", JSON + 1) + b" " * (JSON + 1),
}


@pytest.mark.parametrize("content", REFUSED.values(), ids=list(REFUSED))
def test_what_is_no_frame_is_refused(content):
    with pytest.raises(BadFrame):
        unpacked(content)


@settings(max_examples=500, deadline=None)
@given(VALUES, st.data())
def test_a_damaged_frame_gives_a_value_or_is_refused(value, data):
    content = bytearray(packed(value))
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    with suppress(BadFrame):
        unpacked(bytes(content[: data.draw(st.integers(0, len(content)))]))


def test_frames_come_whole_however_they_are_cut():
    bodies = [packed(value) for value in (1, "two", np.arange(3.0))]
    stream = b"".join(map(framed, bodies))
    for step in (1, 2, 7, len(stream)):
        rest, frames = bytearray(stream), Frames()

        def read(size, rest=rest, step=step):
            part = bytes(rest[: min(size, step)])
            del rest[: len(part)]
            return part

        assert [frames.next(read) for _ in bodies] == bodies
        with pytest.raises(EOFError):
            frames.next(read)


def test_a_frame_that_says_it_is_larger_than_is_taken_is_not_waited_for():
    with pytest.raises(BadFrame, match="at most"):
        Frames().next(lambda size: struct.pack("<I", LARGEST + 1))
