"""No file of the student's part computes what a task asks for: right numbers are recorded, or asked for."""

import ast

import pytest

from cs231n_kit.tasks import PACKAGE, STUBS, task_files

STAFF = {"solutions", "mistakes", "authoring", "grading"}
FILES = [path for path in sorted(PACKAGE.rglob("*.py")) if not STAFF & set(path.relative_to(PACKAGE).parts)]
# What a softmax, its loss or its gradient would need.
TELLING = {"exp", "exp2", "expm1", "logaddexp", "logsumexp", "softmax", "log_softmax"}
# Where an exponential is no softmax, and what it is.
OTHERWISE = {"checks/sides/operations/functions.py": "a function whose numerical gradient is asked for"}


def called(path):
    """The names of the functions that a file calls, hands on or imports."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.ImportFrom):
            yield from (alias.name for alias in node.names)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_no_exponential_is_taken(path):
    name = path.relative_to(PACKAGE).as_posix()
    found = TELLING & set(called(path))
    assert found == set() or name in OTHERWISE, f"{name}: {found}"


def test_the_exceptions_are_needed():
    for name in OTHERWISE:
        assert TELLING & set(called(PACKAGE / name))


def test_the_reference_would_be_seen():
    assert TELLING & set(called(PACKAGE / "solutions" / "classifiers" / "softmax.py"))


@pytest.mark.parametrize("file", task_files())
def test_what_is_handed_out_holds_no_solution_region(file):
    assert "SOLUTION" not in (STUBS / file).read_text("utf-8")
