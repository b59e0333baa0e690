"""Lines are counted wherever they are written, but not those of Python and its packages."""

import sys

import pytest

from cs231n_kit.checks.side import LINES
from cs231n_kit.checks.sides.operations import operation

from .mutated import findings, function_of, with_functions

HELPER = """
def total(rows):
    added = 0.0
    for row in rows:
        added += row
    return added
"""
TASK = "softmax_loss_vectorized"


@pytest.fixture
def helper(tmp_path, monkeypatch):
    """A file beside the student's, which has a loop."""
    (tmp_path / "helper_with_a_loop.py").write_text(HELPER, "utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    yield "helper_with_a_loop"
    sys.modules.pop("helper_with_a_loop", None)


def with_line(line):
    return with_functions({TASK: function_of(TASK).replace("    P /= N\n", f"    P /= N\n    {line}\n")})


def test_a_loop_in_an_imported_file_is_one(helper):
    student = with_line(f"import {helper}; {helper}.total(P)")
    found = findings("softmax", student, [TASK])[f"{TASK}/loops"]
    lines = student.source(TASK).text.splitlines()
    assert found.code == "has_loop"
    assert f"import {helper}" in lines[found.evidence["line"] - 1]


LOOPING = ["import textwrap; textwrap.wrap('a b ' * N, 1)", "np.kron(P, np.ones((1, 1)))"]


@pytest.mark.parametrize("line", LOOPING)
def test_loops_of_python_and_numpy_are_none(line):
    assert findings("softmax", with_line(line), [TASK])[f"{TASK}/loops"].code == "ok"


def test_what_has_no_text_has_no_lines():
    assert operation(LINES + "f")({"f": sum}, [1, 2]) == []
