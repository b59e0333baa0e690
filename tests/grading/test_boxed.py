"""What one part of a submission does costs no other part, and what is odd but right costs nothing."""

from contextlib import ExitStack

import numpy as np
import pytest

from cs231n_kit.checks.assignments import NAMES, assignment
from cs231n_kit.grading.boxed import Boxed
from cs231n_kit.grading.boxes import Server
from cs231n_kit.grading.inside.sandbox.layers import chosen
from cs231n_kit.grading.inside.wire import unpacked
from cs231n_kit.grading.judge import Judge
from cs231n_kit.grading.reference import Reference, expected
from cs231n_kit.grading.submission import Settings
from cs231n_kit.overlay import REFERENCE

SOFTMAX, LINEAR = "classifiers/softmax.py", "classifiers/linear_classifier.py"
NAIVE, VECTORIZED = "softmax_loss_naive", "softmax_loss_vectorized"
TRAIN, PREDICT = "LinearClassifier.train", "LinearClassifier.predict"
FULL = {NAIVE: 8.0, VECTORIZED: 8.0, TRAIN: 3.0, PREDICT: 1.0}
RIGHT = {file: (REFERENCE / file).read_text("utf-8") for file in (SOFTMAX, LINEAR)}
SETTINGS = Settings("softmax", 7, 2.0, 512, chosen("auto"))


@pytest.fixture(scope="module")
def graded():
    """A function that gives the findings for some files."""
    reference = Reference.read(expected(SETTINGS))
    with ExitStack() as ending:
        server = ending.enter_context(Server(SETTINGS.layers, {"memory": 512, "cpu": 40}))
        server.learn(reference.plan)

        def findings(files):
            with Boxed(server, reference.plan, files, SETTINGS.timeout) as boxed:
                return Judge(SETTINGS, reference).findings(boxed, files)

        yield findings


def points(found):
    return {name: sum(one.points for one in found if one.task == name) for name in FULL}


def codes(found, task):
    return {one.code for one in found if one.task == task}


def beginning(task, *lines, file=SOFTMAX):
    """The reference, whose function begins with these lines."""
    head = f"def {task}(W, X, y, reg):\n"
    assert head in RIGHT[file]
    return RIGHT | {file: RIGHT[file].replace(head, head + "".join(f"    {line}\n" for line in lines), 1)}


def after(file, text):
    return RIGHT | {file: f"{RIGHT[file]}\n\n{text}\n"}


@pytest.mark.parametrize(
    "files, lost, code",
    [
        (beginning(NAIVE, "while True: pass"), (NAIVE,), "timeout"),
        (beginning(NAIVE, "import os; os._exit(0)"), (NAIVE,), "process_died"),
        (after(LINEAR, "while True: pass"), (TRAIN, PREDICT), "timeout"),
        (after(LINEAR, "import os\nos._exit(0)"), (TRAIN, PREDICT), "process_died"),
        (after(SOFTMAX, "import os\nos._exit(0)"), (NAIVE, VECTORIZED), "process_died"),
        (beginning(NAIVE, "return 0.0, np.zeros((500, 300))"), (NAIVE,), "wrong_shape"),
        (beginning(NAIVE, "return 0.0, np.zeros((3073, 5000))"), (NAIVE,), "wrong_return"),
    ],
    ids=["hangs", "exits", "hangs at import", "exits at import", "the other exits", "large", "too large"],
)
def test_what_is_wrong_costs_its_own_points_alone(graded, files, lost, code):
    found = graded(files)
    assert {name: worth for name, worth in points(found).items() if name not in lost} == {
        name: worth for name, worth in FULL.items() if name not in lost
    }
    for name in lost:
        assert points(found)[name] == 0.0 and code in codes(found, name)


@pytest.mark.parametrize(
    "files",
    [
        beginning(NAIVE, "import warnings; warnings.simplefilter('error')"),
        beginning(NAIVE, "np.seterr(divide='raise')"),
        beginning(NAIVE, "import sys, os; sys.stdout = open(os.devnull, 'w'); sys.stdout.close()"),
        beginning(NAIVE, "import sys; sys.stdout.close(); sys.stderr.close(); sys.stdin.close()"),
        beginning(VECTORIZED, "import warnings; warnings.warn('one'); print('two', flush=True)"),
        RIGHT
        | {
            SOFTMAX: RIGHT[SOFTMAX].replace("return float(loss), dW", "return Loss(loss), dW")
            + "\n\nclass Loss(float):\n    pass\n"
        },
    ],
    ids=["warnings as errors", "errors of NumPy", "another output", "closed", "prints", "a kind of float"],
)
def test_what_is_odd_costs_nothing(graded, files):
    assert points(graded(files)) == FULL


def test_what_was_not_handed_in_is_not_done_whatever_it_would_import(graded):
    found = graded({SOFTMAX: RIGHT[SOFTMAX].replace(f"def {VECTORIZED}(", "def another_name(")})
    assert points(found)[NAIVE] == 8.0
    assert codes(found, VECTORIZED) <= {"missing", "exception", "import_error"}
    assert codes(found, TRAIN) == codes(found, PREDICT) == {"not_implemented"}


@pytest.mark.parametrize("name", NAMES)
def test_no_answer_of_ours_enters_a_box(name):
    """What a planned call is given is nothing that the reference answered to an earlier one of its check."""
    settings = Settings(name, 3, layers=chosen("auto"))
    reference = Reference.read(expected(settings))
    files = {file: (REFERENCE / file).read_text("utf-8") for file in assignment(name).files}
    with Server(settings.layers, {"memory": 2048, "cpu": 70}) as server:
        server.learn(reference.plan)
        with Boxed(server, reference.plan, files, settings.timeout) as boxed:
            came = boxed.made_ahead()
    for planned, replies in zip(reference.plan, came, strict=True):
        given, answered = [], []
        for (_, arguments), reply in zip(planned.calls, replies, strict=True):
            now = list(arrays(arguments))
            told = [one for one in now if within(one, answered) and not within(one, given)]
            assert not told, planned.task
            given += now
            answered += arrays(unpacked(reply.body)["value"])


def arrays(value):
    """The arrays in a value that tell more than a number does."""
    if isinstance(value, np.ndarray) and value.size > 3:
        yield value
    elif isinstance(value, dict | list | tuple):
        for part in value.values() if isinstance(value, dict) else value:
            yield from arrays(part)


def within(array, others):
    return any(np.array_equal(array, other) for other in others)
