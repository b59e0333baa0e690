"""Which tasks are stubs still, by the text alone."""

import warnings

import pytest

from cs231n_kit.checks.assignments import NAMES, assignment
from cs231n_kit.collecting.taken import Taken
from cs231n_kit.collecting.undone import is_untouched, undone
from cs231n_kit.overlay import REFERENCE
from cs231n_kit.tasks import STUBS

FILE = "classifiers/linear_svm.py"
NAIVE, VECTORIZED = "svm_loss_naive", "svm_loss_vectorized"
DONE = f"def {VECTORIZED}(W, X, y, reg):\n    return 0.0, W\n"


def looked_at(data):
    data = data if isinstance(data, bytes) else data.encode()
    return undone(assignment("svm"), {FILE: Taken(f"cs231n_kit/{FILE}", data, 0.0)})


def body(*lines):
    return f"def {NAIVE}(W, X, y, reg):\n" + "".join(f"    {line}\n" for line in lines) + DONE


STUB = f'raise NotDone("{NAIVE}", "notebooks/svm.ipynb")'
OPEN = {
    "a stub": body(STUB),
    "a stub below what was begun": body("S = X @ W", STUB),
    "a stub in a loop": body("for x in X:", f"    {STUB}", "return 0.0, W"),
    "a docstring": body('"""The loss."""'),
    "pass": body("pass"),
    "dots": body('"""The loss."""', "..."),
    "another starter's stub": body("raise NotImplementedError"),
    "gone": DONE,
    "a comment": f"# def {NAIVE}(W, X, y, reg): return 0\n{DONE}",
    "a use of the name": f"print({NAIVE})\n{DONE}",
}
WRITTEN = {
    "a function": body("return 0.0, W"),
    "the stub's line below a return": body("return 0.0, W", STUB),
    "an error of one's own": body("if reg < 0:", "    raise NotImplementedError", "return 0.0, W"),
    "wrong, but written": body("print(W)"),
    "assigned": f"{DONE}{NAIVE} = {VECTORIZED}\n",
    "imported": f"from elsewhere import loss as {NAIVE}\n{DONE}",
    "in an if": f"if True:\n    def {NAIVE}():\n        return 0\n{DONE}",
    "a byte-order mark": "\ufeff" + body("return 0.0, W"),
    "line ends of Windows": body("return 0.0, W").replace("\n", "\r\n"),
    "declared Latin-1": "# coding: latin-1\n# größe\n".encode("latin-1") + body("return 0.0, W").encode(),
}


@pytest.mark.parametrize("case", OPEN)
def test_what_is_open(case):
    assert looked_at(OPEN[case]).tasks == (NAIVE,)


@pytest.mark.parametrize("case", WRITTEN)
def test_what_is_written(case):
    assert looked_at(WRITTEN[case]).tasks == ()
    assert looked_at(WRITTEN[case]).unreadable == ()


OTHERWISE = "(it is neither UTF-8 text nor in an encoding that it declares)"
NO_PYTHON = {
    "a syntax error": ("def f(:\n", "(line 1: invalid syntax)"),
    "Latin-1": ("\n\n\n# größe\n".encode("latin-1"), OTHERWISE),
    "UTF-16": ("x = 1\n".encode("utf-16"), OTHERWISE),
    "an unknown encoding": ("# coding: klingon\n", OTHERWISE),
    "nested": ("(" * 400, "(line 1: too many nested parentheses)"),
}


@pytest.mark.parametrize("case", NO_PYTHON)
def test_what_python_cannot_read_is_open_and_named(case):
    data, reason = NO_PYTHON[case]
    found = looked_at(data)
    assert found.tasks == (NAIVE, VECTORIZED)
    assert found.unreadable == (
        f"Python cannot read cs231n_kit/{FILE} {reason}, so none of its tasks is done",
    )


def test_what_python_warns_of_is_not_told():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert looked_at(body(r'return 0.0, "\d"')) == looked_at(body("return 0.0, W"))


def test_what_is_nested_beyond_reading_is_open():
    found = looked_at("x = " + "-" * 200_000 + "1\n")
    assert found.tasks == (NAIVE, VECTORIZED) and len(found.unreadable) == 1


@pytest.mark.parametrize("name", NAMES)
def test_both_ends(name):
    one = assignment(name)
    for folder, left in ((STUBS, one.tasks), (REFERENCE, ())):
        files = {file: Taken(file, (folder / file).read_bytes(), 0.0) for file in one.files}
        assert undone(one, files).tasks == left
        for file, taken in files.items():
            windows = Taken(file, taken.data.replace(b"\n", b"\r\n"), 0.0)
            assert is_untouched(file, taken) is is_untouched(file, windows) is (folder == STUBS)
