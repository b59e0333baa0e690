import numpy as np
import pytest

from cs231n_kit.checks.finding import Fault
from cs231n_kit.checks.judging.returned import (
    ANY,
    LARGEST,
    NUMBER,
    UNSEEN,
    TooLarge,
    finite,
    leaves,
    returned,
    shape_of,
)

NAMES, SHAPES = ("loss", "dW"), (NUMBER, (2, 3))
dW = np.zeros((2, 3))
TOO_MANY = "more than 1,000,000 numbers"


def nested(depth):
    """Ten to the power of `depth` lists without a number, of which there are `depth` in memory."""
    value = []
    for _ in range(depth):
        value = [value] * 10
    return value


@pytest.mark.parametrize(
    "value",
    [
        (1.5, dW),
        [1.5, dW],
        (1, dW),
        (np.float32(1.5), dW.astype(np.float32)),
        (np.array(1.5), np.asfortranarray(dW)),
        (np.array([1.5]), np.matrix(dW)),
        (np.array([[1.5]]), dW.tolist()),
        (np.nan, dW),  # whether numbers are finite is another question
    ],
)
def test_what_is_as_right_as_a_float_and_an_array(value):
    loss, gradient = returned(value, NAMES, SHAPES)
    assert (loss.shape, gradient.shape) == ((), (2, 3))
    assert loss.dtype == gradient.dtype == np.float64
    assert type(gradient) is np.ndarray


@pytest.mark.parametrize(
    "value, code, evidence",
    [
        (None, "wrong_return", {"expected": "loss, dW", "got": "None"}),
        (1.5, "wrong_return", {"expected": "loss, dW", "got": "float"}),
        (dW, "wrong_return", {"expected": "loss, dW", "got": "ndarray"}),
        ((1.5, dW, dW), "wrong_return", {"expected": "loss, dW", "got": "3 values"}),
        ((None, dW), "wrong_return", {"expected": "loss", "got": "None"}),
        ((1.5, None), "wrong_return", {"expected": "dW", "got": "None"}),
        (("1.5", dW), "wrong_return", {"expected": "real numbers for loss", "got": "an array of <U3"}),
        ((1.5, [[1], [2, 3]]), "wrong_return", {"expected": "real numbers for dW", "got": "list"}),
        ((1.5j, dW), "wrong_return", {"expected": "real numbers for loss", "got": "an array of complex128"}),
        ((np.ones(2), dW), "wrong_shape", {"name": "loss", "expected": [], "got": [2]}),
        ((1.5, dW.T), "wrong_shape", {"name": "dW", "expected": [2, 3], "got": [3, 2]}),
        ((1.5, np.zeros(6)), "wrong_shape", {"name": "dW", "expected": [2, 3], "got": [6]}),
        (
            (1.5, np.broadcast_to(0.0, (10**6, 10**6))),
            "wrong_shape",
            {"name": "dW", "expected": [2, 3], "got": [10**6, 10**6]},
        ),
        ((1.5, [np.zeros(10**5)] * 150), "wrong_return", {"expected": "dW", "got": TOO_MANY}),
        ((1.5, [[0.0] * 1001] * 1000), "wrong_return", {"expected": "dW", "got": TOO_MANY}),
        ((1.5, nested(30)), "wrong_return", {"expected": "dW", "got": TOO_MANY}),
        (
            (1.5, ["x" * 4096] + [""] * 10**6),
            "wrong_return",
            {"expected": "real numbers for dW", "got": "list"},
        ),
        (
            (1.5, type("x" * 1000, (), {})()),
            "wrong_return",
            {"expected": "real numbers for dW", "got": "x" * 60},
        ),
    ],
)
def test_what_is_not(value, code, evidence):
    with pytest.raises(Fault) as raised:
        returned(value, NAMES, SHAPES)
    assert (raised.value.code, raised.value.evidence) == (code, evidence)


def test_a_single_value_is_not_a_tuple():
    (y,) = returned(np.array([1, 2]), ("y_pred",), [(2,)])
    assert y.tolist() == [1, 2]


def test_what_is_not_judged():
    loss, gradient = returned((1.5, None), NAMES, (NUMBER, UNSEEN))
    assert (float(loss), gradient.size) == (1.5, 0)
    assert returned((1.5, dW.T), NAMES, (NUMBER, ANY))[1].shape == (3, 2)
    with pytest.raises(Fault):
        returned((1.5,), NAMES, (NUMBER, UNSEEN))


@pytest.mark.parametrize("value, what", [(np.nan, "nan"), (np.inf, "inf"), (-np.inf, "inf")])
def test_refuses_what_is_not_finite(value, what):
    parts = {"loss": np.array(1.0), "dW": np.array([1.0, value, 1.0, 1.0])}
    with pytest.raises(Fault) as raised:
        finite(parts)
    assert raised.value.code == "not_finite"
    assert raised.value.evidence == {"name": "dW", "what": what, "share": 0.25}


def test_finite_numbers_pass():
    finite({"loss": np.array(0.0), "dW": np.ones((2, 2))})


def test_an_array_of_any_shape_has_a_largest_size():
    assert returned(np.zeros(LARGEST, np.uint8), ("x",), [ANY])[0].shape == (LARGEST,)
    assert returned([0.5] * 1000, ("x",), [ANY])[0].shape == (1000,)
    for value in (np.zeros(LARGEST + 1, np.uint8), [0.5] * (LARGEST + 1)):
        with pytest.raises(Fault) as raised:
            returned(value, ("x",), [ANY])
        assert (raised.value.code, raised.value.evidence) == (
            "wrong_return",
            {"expected": "x", "got": TOO_MANY},
        )


@pytest.mark.parametrize(
    "value, shape",
    [
        (dW, (2, 3)),
        (1.5, ()),
        ([[1, 2, 3]], (1, 3)),
        ([dW, dW], (2, 2, 3)),
        (None, ()),
        (np.broadcast_to(0.0, (10**6, 10**6)), (10**6, 10**6)),
        ([1, [2, 3]], None),
        (["1", "2"], None),
        ([np.zeros(10**5)] * 150, None),
        (nested(30), None),
    ],
)
def test_the_shape_of_what_came_back(value, shape):
    assert shape_of(value) == shape


def test_what_lists_and_dicts_hold_in_order():
    assert list(leaves((1, {"a": [2, 3], "b": ()}, [[4], "5"]))) == [1, 2, 3, 4, "5"]
    with pytest.raises(TooLarge):
        list(leaves({"a": [np.zeros(10**5)] * 11}))
