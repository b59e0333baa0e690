"""No file of the student's part computes what a task asks for: right numbers are recorded, or asked for."""

import ast

import pytest

from cs231n_kit.tasks import PACKAGE, STUBS, task_files

STAFF = {"solutions", "mistakes", "authoring", "grading"}
FILES = [path for path in sorted(PACKAGE.rglob("*.py")) if not STAFF & set(path.relative_to(PACKAGE).parts)]
# What a softmax, its loss or its gradient would need: in no file of the student's part.
EXPONENTIALS = {"exp", "exp2", "expm1", "logaddexp", "logsumexp", "softmax", "log_softmax"}
# What the result of any task would need: in no check.
PRODUCTS = {"@", "dot", "vdot", "matmul", "einsum", "tensordot", "inner", "outer", "multi_dot", "kron"}
PIECES = {
    "maximum",
    "minimum",
    "fmax",
    "fmin",
    "clip",
    "heaviside",
    "argmax",
    "argmin",
    "eye",
    "identity",
    "diag",
}
ANGLES = {"cos", "sin", "tan", "arccos", "arcsin", "arctan2", "chebyshev", "Chebyshev"}
LOGARITHMS = {"log", "log2", "log10", "log1p"}
TELLING = EXPONENTIALS | PRODUCTS | PIECES | ANGLES | LOGARITHMS
# What stands in a check all the same, by file, and what it is for.
OTHERWISE = {
    "checks/judging/fit.py": ({"@"}, "the residual of a fit"),
    "checks/judging/problems.py": ({"eye"}, "one-hot examples, so that the scores are W"),
    "checks/questions/jacobian.py": ({"eye"}, "the entries beside the diagonal"),
    "checks/questions/losses/data.py": ({"log"}, "what another base makes of a logarithm: a factor"),
    "checks/questions/margin_psi.py": ({"cos"}, "cosines to ask for, and those of the borders"),
    "checks/questions/probabilities.py": ({"log", "argmax"}, "a factor as above; the worst sum, to be shown"),
    "checks/questions/relative_error.py": ({"argmax"}, "the place of the largest error"),
    "checks/questions/score_loss.py": ({"@", "eye"}, "scores to ask with, which are W on one-hot examples"),
    "checks/questions/training.py": ({"@", "argmax"}, "whether learnt weights tell the examples apart"),
    "checks/questions/training_record.py": ({"eye"}, "examples that can be told apart"),
    "checks/sides/operations/functions.py": ({"exp", "argmax"}, "functions to be differentiated; a place"),
    "checks/sides/operations/large_margin.py": ({"argmin"}, "the nearest cosine of a table"),
    "checks/sides/operations/linear_classifier.py": (
        {"@", "eye"},
        "a loss of the check's own, to train with",
    ),
}
CHECKS = [path for path in FILES if "checks" in path.relative_to(PACKAGE).parts]


def called(path):
    """The names of the functions that a file takes from modules, and ``@`` for a product."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        match node:
            case ast.BinOp(op=ast.MatMult()) | ast.AugAssign(op=ast.MatMult()):
                yield "@"
            case ast.Attribute(_, name):
                yield name
            case ast.ImportFrom(names=names):
                yield from (alias.name for alias in names)


def name_of(path):
    return path.relative_to(PACKAGE).as_posix()


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_no_exponential_is_taken(path):
    assert EXPONENTIALS & set(called(path)) <= OTHERWISE.get(name_of(path), (set(), ""))[0]


@pytest.mark.parametrize("path", CHECKS, ids=name_of)
def test_a_check_computes_no_result_of_a_task(path):
    """Each exception is needed: what is allowed is what is found."""
    assert TELLING & set(called(path)) == OTHERWISE.get(name_of(path), (set(), ""))[0]


def test_the_exceptions_are_of_files_that_are_there():
    assert OTHERWISE.keys() <= {name_of(path) for path in CHECKS}


@pytest.mark.parametrize("file", sorted({*task_files()} - {"classifiers/linear_classifier.py"}))
def test_the_reference_would_be_seen(file):
    assert TELLING & set(called(PACKAGE / "solutions" / file))


@pytest.mark.parametrize("file", task_files())
def test_what_is_handed_out_holds_no_solution_region(file):
    assert "SOLUTION" not in (STUBS / file).read_text("utf-8")
