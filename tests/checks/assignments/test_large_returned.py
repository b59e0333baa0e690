"""However much a task returns, the evidence stays small: it is kept for each submission."""

import json
from textwrap import dedent

import pytest

from cs231n_kit.checks.assignments import NAMES, assignment

from ..mutated import Student, findings, function_of, with_function

TASKS = [(name, task) for name in NAMES for task in assignment(name).tasks]
LARGEST = 20_000  # characters of the evidence of a finding, as JSON
# What stands in the place of each number, array and list of numbers that the reference returns.
LARGE = {
    "numbers at random": "np.frombuffer(os.urandom(2**18), np.uint8)",
    "more than is looked at": "np.zeros(1_000_001, np.uint8)",
    "a long list": "np.random.random_sample(20_000).tolist()",
    "an array in it many times": "[np.zeros(100_000)] * 150",
    "a long text in it": "['x' * 4096] + [''] * 20_000",
    "no numbers in many rows": "np.zeros((10**9, 0))",
    "many names": "{'x' * 1000 + str(i): i for i in range(1000)}",
    "a type with a long name": "type('x' * 100_000, (), {})()",
}
ALWAYS, OTHERWISE, WITH_PENALTY = (
    "True",
    "len(_calls) % 2 == 0",
    "0.1 in [a for a in args if type(a) is float]",
)
WRAPPED = """
_right, _calls = {name}, []
def {name}(*args, _right=_right, _calls=_calls, **settings):
    import os
    def large(value):
        if isinstance(value, dict):
            return {{key: large(part) for key, part in value.items()}}
        if isinstance(value, tuple):
            return tuple(map(large, value))
        return {large}
    value = _right(*args, **settings)
    _calls.append(None)
    return large(value) if {when} else value
"""
CASES = [
    (name, task, what, when)
    for name, task in TASKS
    if not task.endswith("__init__")
    for what in LARGE
    for when in (ALWAYS, OTHERWISE, WITH_PENALTY)
    if when != WITH_PENALTY or "loss" in task
]


def wrapped(task, large, when):
    """The reference, returning something large in the place of all that it returns on some of its calls."""
    text = dedent(function_of(task)) + WRAPPED.format(name=task.split(".")[-1], large=large, when=when)
    return Student(with_function(task, text))


@pytest.mark.parametrize("name, task, what, when", CASES)
def test_the_evidence_stays_small(name, task, what, when):
    found = findings(name, wrapped(task, LARGE[what], when), [task])
    assert len(found) == len(assignment(name).of(task))
    assert not {"syntax_error", "check_failed"} & {one.code for one in found.values()}
    assert when != ALWAYS or any(one.status == "failed" for one in found.values())
    for key, one in found.items():
        assert len(json.dumps(one.as_dict())) < LARGEST, key


@pytest.mark.parametrize(
    "value", ["np.zeros((7, 7_000))", "np.zeros((10**9, 0))", "[np.zeros(100_000)] * 150", "{'x' * 1000: 0}"]
)
def test_the_evidence_stays_small_for_first_weights(value):
    task = "TwoLayerNet.__init__"
    signature = dedent(function_of(task)).split(":\n", 1)[0]
    for names in ("'W1', 'b1', 'W2', 'b2'", "'b1', 'W2', 'b2'"):
        body = f"self.params = dict.fromkeys(({names}, *map(str, range(10**4))), {value}); self.reg = reg"
        impl = Student(with_function(task, f"{signature}:\n    {body}\n"))
        found = findings("softmax_layer", impl, [task])
        assert any(one.status == "failed" for one in found.values())
        assert ("names_missing" in {one.code for one in found.values()}) == ("W1" not in names)
        for key, one in found.items():
            assert len(json.dumps(one.as_dict())) < LARGEST, key


@pytest.mark.parametrize("task", ["softmax_loss_naive", "softmax_loss_vectorized"])
def test_numbers_at_random_are_told_with_the_first_of_them(task):
    impl = wrapped(task, LARGE["numbers at random"], WITH_PENALTY)
    said = findings("softmax", impl, [task])[f"{task}/side_effects"]
    assert said.code == "nondeterministic"
    assert (len(said.evidence["first"]), said.evidence["first_shape"]) == (64, [2**18])
