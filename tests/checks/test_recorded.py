"""The recorded answers: they are those of the reference, whatever a student does, and need no solution."""

import json
import shutil
import subprocess
import sys

import numpy as np
import pytest

from cs231n_kit.authoring.recording import same, text_of
from cs231n_kit.checks.assignments import NAMES, assignment
from cs231n_kit.checks.finding import Fault, Stopped
from cs231n_kit.checks.run import random_of
from cs231n_kit.checks.side import Answer
from cs231n_kit.checks.sides import recorded
from cs231n_kit.checks.sides.recorded import SEED, Recorded, Recording, decoded, encoded
from cs231n_kit.mistakes.side import WithMistakes

from .mutated import Student

CHECKS = [(name, check) for name in NAMES for check in assignment(name).checks]


class Raises:
    """A student whose every function fails at once."""

    def __call__(self, operation, *arguments):
        raise Stopped("exception", error="", file="", line=0, text="")

    def source(self, task):
        raise Stopped("exception", error="", file="", line=0, text="")


class Noting(Recording):
    """Keeps what was asked, too."""

    def __init__(self, side):
        super().__init__(side)
        self.asked = []

    def __call__(self, operation, *arguments):
        self.asked.append(json.dumps([operation, *map(encoded, arguments)]))
        return super().__call__(operation, *arguments)


@pytest.fixture(scope="module")
def student():
    return Student()


@pytest.mark.parametrize("name, check", CHECKS, ids=[f"{check.task}/{check.name}" for _, check in CHECKS])
def test_what_is_expected_is_asked_first_whatever_the_student_does(name, check, student):
    with_reference, with_nothing = Noting(WithMistakes(student)), Noting(WithMistakes(student))
    check.ask(student, with_reference, random_of(check, SEED))
    with pytest.raises((Stopped, Fault)):
        check.ask(Raises(), with_nothing, random_of(check, SEED))
    assert with_nothing.asked == with_reference.asked


@pytest.mark.parametrize("name", NAMES)
def test_the_answers_are_those_of_the_reference(name, student):
    kept = recorded.read(name)
    assert list(kept) == [f"{check.task}/{check.name}" for check in assignment(name).checks]
    for check in assignment(name).checks:
        recording = Recording(WithMistakes(student))
        check.ask(student, recording, random_of(check, SEED))
        assert same(json.loads(json.dumps(recording.answers)), kept[f"{check.task}/{check.name}"])
    assert recorded.path_of(name).read_text("utf-8") == text_of(kept)


def test_one_check_a_line():
    lines = recorded.path_of("softmax").read_text("utf-8").splitlines()
    assert len(lines) == len(assignment("softmax").checks) + 2
    assert max(map(len, lines)) < 20_000


@pytest.mark.parametrize(
    "value",
    [
        1.5,
        True,
        None,
        "text",
        np.arange(6.0).reshape(2, 3),
        np.array([1, 2]),
        np.zeros((0, 3)),
        [1.5, np.ones(2)],
        {"W1": np.ones((2, 1)), "history": [0.1, 0.2]},
        np.array([np.nan, np.inf, -np.inf]),
        0.1 + 0.2,
    ],
)
def test_a_value_comes_back_from_json(value):
    found = decoded(json.loads(json.dumps(encoded(value))))
    np.testing.assert_equal(found, value)


def test_a_tuple_comes_back_as_a_list():
    assert decoded(encoded((1, (2.5, "a")))) == [1, [2.5, "a"]]


def test_answers_are_given_in_order_and_another_question_is_refused():
    side = Recorded([["f", 1.0], ["g", {"shape": [2], "values": [1.0, 2.0]}]])
    assert side("f").value == 1.0
    with pytest.raises(LookupError, match="no recorded answer of f is next, but g; record them again"):
        side("f")
    with pytest.raises(LookupError):
        Recorded([])("f")


def test_a_recording_keeps_what_the_other_side_answers():
    recording = Recording(lambda operation, *arguments: Answer(np.array(arguments)))
    assert recording("f", 1.0, 2.0).value.tolist() == [1.0, 2.0]
    assert recording.answers == [["f", {"shape": [2], "values": [1.0, 2.0]}]]
    with pytest.raises(LookupError):
        recording.source("f")


ARRAY = {"shape": [2], "values": [1.0, 1e-20]}


@pytest.mark.parametrize(
    "a, b, agrees",
    [
        (ARRAY, {"shape": [2], "values": [1.0 + 1e-10, 3e-20]}, True),  # BLAS builds differ so much
        (ARRAY, {"shape": [2], "values": [1.0 + 1e-8, 1e-20]}, False),
        (ARRAY, {"shape": [1, 2], "values": [1.0, 1e-20]}, False),
        (ARRAY, {"shape": [2], "values": [1, 0]}, False),  # integers are another type
        ([["f", 1.0]], [["f", 1.0 + 1e-12]], True),
        ([["f", 1.0]], [["g", 1.0]], False),
        ([["f", 1.0]], [["f", 1.0], ["f", 1.0]], False),
        ("text", "text ", False),
        (3, 4, False),
        (float("nan"), float("nan"), True),
        (float("inf"), 1e300, False),
        (None, [], False),
        ({"items": {"a": 1.0}}, {"items": {"b": 1.0}}, False),
    ],
)
def test_drift_of_numbers_and_of_text(a, b, agrees):
    assert same(a, b) is agrees


def test_no_solution_is_needed(kit_tree):
    """With the solutions and all that belongs to the staff deleted, the checks say the same."""
    code = (
        "from cs231n_kit.checks.sides import recorded\n"
        "from cs231n_kit.checks.assignments import assignments\n"
        "from cs231n_kit.checks.sides.local import Local\n"
        "from cs231n_kit.checks.run import run\n"
        "for each in assignments():\n"
        "    answers = recorded.read(each.name)\n"
        "    expected = lambda check: recorded.Recorded(answers[f'{check.task}/{check.name}'])\n"
        "    for one in run(each.checks, Local(), expected, recorded.SEED):\n"
        "        print(each.name, one.status, one.code)\n"
    )
    text = Student().texts["classifiers/softmax.py"]
    (kit_tree / "cs231n_kit/classifiers/softmax.py").write_text(text.replace("P /= N", "pass"), "utf-8")
    for folder in ("solutions", "mistakes", "authoring"):
        shutil.rmtree(kit_tree / "cs231n_kit" / folder)
    done = subprocess.run(
        [sys.executable, "-P", "-c", code], env={"PYTHONPATH": str(kit_tree)}, capture_output=True, text=True
    )
    lines = done.stdout.splitlines()
    assert (done.returncode, done.stderr) == (0, "")
    assert lines.count("softmax failed grad_not_averaged") == 1
    checks = assignment("softmax").checks
    written = sum(check.task.startswith("softmax_loss") for check in checks)
    assert lines.count("softmax passed ok") == written - 1
    assert lines.count("softmax not_done not_implemented") == len(checks) - written
    assert {line.partition(" ")[2] for line in lines if not line.startswith("softmax ")} == {
        "not_done not_implemented"
    }
