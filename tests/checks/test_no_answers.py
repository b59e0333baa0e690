"""No file of the student's part computes what a task asks for: right numbers are recorded, or asked for."""

import ast

import pytest

from cs231n_kit.checks.assignments import NAMES, assignment
from cs231n_kit.checks.sides.operations.direct import given_functions
from cs231n_kit.tasks import PACKAGE, STUBS, task_files

from .mutated import Student, findings, with_function

STAFF = {"solutions", "mistakes", "authoring", "grading"}
FILES = [path for path in sorted(PACKAGE.rglob("*.py")) if not STAFF & set(path.relative_to(PACKAGE).parts)]
# What a softmax, its loss or its gradient would need: in no file of the student's part.
EXPONENTIALS = {"exp", "exp2", "expm1", "logaddexp", "logsumexp", "softmax", "log_softmax"}
# What the result of any task would need: in no file of the student's part.
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
# What stands there all the same, by file, and what it is for.
OTHERWISE = {
    "classifiers/affine_softmax.py": (
        {"@", "argmax", "eye", "einsum", "maximum"},
        "a network on the student's own loss, and its predictions: refused where they would do a task",
    ),
    "classifiers/large_margin.py": ({"clip"}, "cosines that rounding took beyond 1"),
    "datasets/sample/drawing.py": ({"minimum", "clip", "maximum"}, "colours, and the edges of shapes"),
    "datasets/sample/pen.py": ({"maximum", "clip"}, "how far a pixel is from a stroke"),
    "datasets/sample/pictures.py": ({"minimum", "maximum"}, "the horizon, and what is beyond it"),
    "datasets/sample/scenery.py": ({"maximum", "clip"}, "colours and shadows"),
    "datasets/spiral.py": ({"sin", "cos"}, "points on a spiral"),
    "solver.py": ({"argmax"}, "the accuracy of a model with scores of its own"),
    "checks/judging/fit.py": ({"@"}, "the residual of a fit"),
    "checks/judging/problems.py": ({"eye"}, "one-hot examples, so that the scores are W"),
    "checks/questions/layers/jacobian.py": ({"eye"}, "the entries beside the diagonal"),
    "checks/questions/losses/data.py": ({"log"}, "what another base makes of a logarithm: a factor"),
    "checks/questions/margin/psi.py": ({"cos", "clip"}, "cosines to ask for, at and beside borders"),
    "checks/questions/layers/probabilities.py": (
        {"log", "argmax"},
        "a factor as above; the worst sum",
    ),
    "checks/questions/gradient/relative_error.py": ({"argmax"}, "the place of the largest error"),
    "checks/questions/losses/score_loss.py": (
        {"@", "eye"},
        "scores to ask with: W on one-hot rows",
    ),
    "checks/questions/training/trainer.py": (
        {"@", "argmax"},
        "whether weights tell the examples apart",
    ),
    "checks/questions/training/trainer_record.py": ({"eye"}, "examples that can be told apart"),
    "checks/sides/operations/functions.py": ({"exp", "argmax"}, "functions to be differentiated; a place"),
    "checks/sides/operations/large_margin.py": ({"argmin"}, "the nearest cosine of a table"),
    "checks/sides/operations/linear_classifier.py": (
        {"@", "eye"},
        "a loss of the check's own, to train with",
    ),
}
# The functions that stand complete beside the tasks, and why none of them does one.
GIVEN = {
    "KNearestNeighbor.train": "keeps the examples",
    "KNearestNeighbor.predict": "asks the student's distances and labels",
    "f_at": "evaluates f once; the differences are made of two such values",
    "eval_numerical_gradient_array": "asks the student's eval_numerical_gradient",
    "directions": "lengths and unit vectors: no task returns them",
    "LinearClassifier.loss": "raises",
    "Softmax.loss": "asks the student's loss",
    "LinearSVM.loss": "asks the student's loss",
    "predict": "refused in LinearClassifier.predict",
    "relu_hidden": "refused in affine_forward, relu_forward and TwoLayerNet.loss",
    "relu_net_loss": "asks the student's loss; refused in softmax_loss and TwoLayerNet.loss",
}
SPIRAL = "from cs231n_kit.classifiers.affine_softmax import predict, relu_hidden, relu_net_loss\n"
MEASURED = "from cs231n_kit.gradient_check import eval_numerical_gradient_array as measured\n"
# A task that is another function's work: what its file imports for it, and what it is told.
BORROWED = {
    "eval_numerical_gradient": (
        "",
        "def eval_numerical_gradient(f, x, verbose=True, h=1e-5):\n"
        "    return eval_numerical_gradient_array(f, x, 1.0, h)",
        "exception",
    ),
    "LinearClassifier.predict": (
        SPIRAL,
        "def predict(self, X):\n    return predict(self.W, 0.0, X)",
        "calls_given",
    ),
    "affine_forward": (
        SPIRAL,
        "def affine_forward(x, w, b):\n    rows = x.reshape(len(x), -1)\n"
        "    plus, minus = (relu_hidden({'W1': s * w, 'b1': s * b}, rows) for s in (1, -1))\n"
        "    return plus - minus, (x, w)",
        "calls_given",
    ),
    "relu_forward": (
        SPIRAL,
        "def relu_forward(x):\n    return relu_hidden({'W1': np.eye(x.shape[-1]), 'b1': 0.0}, x), x",
        "calls_given",
    ),
    "relu_backward": (
        MEASURED,
        "def relu_backward(dout, cache):\n"
        "    return measured(lambda x: relu_forward(x)[0], np.where(cache == 0, -1, cache), dout)",
        "calls_given",
    ),
    "affine_backward": (
        MEASURED,
        "def affine_backward(dout, cache):\n    (x, w), b = cache, np.zeros(dout.shape[1])\n"
        "    return (measured(lambda x: affine_forward(x, w, b)[0], x, dout),\n"
        "            measured(lambda w: affine_forward(x, w, b)[0], w, dout),\n"
        "            measured(lambda b: affine_forward(x, w, b)[0], b, dout))",
        "calls_given",
    ),
    "softmax_jacobian": (
        MEASURED,
        "def softmax_jacobian(p):\n    rows = np.atleast_2d(p)\n"
        "    J = [[measured(lambda x: softmax_forward(x)[0], np.log(row), one)\n"
        "          for one in np.eye(p.shape[-1])]\n"
        "         for row in rows]\n"
        "    return np.array(J).reshape(*p.shape, p.shape[-1])",
        "calls_given",
    ),
    "TwoLayerNet.loss": (
        SPIRAL,
        "def loss(self, X, y=None):\n"
        "    if y is None:\n"
        "        return relu_hidden(self.params, X) @ self.params['W2'] + self.params['b2']\n"
        "    return relu_net_loss(self.params, X, y, self.reg)",
        "calls_given",
    ),
}


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
    """A file relative to the package; a stub is named as the file that it is a copy of."""
    return path.relative_to(PACKAGE).as_posix().removeprefix("stubs/")


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_no_exponential_is_taken(path):
    assert EXPONENTIALS & set(called(path)) <= OTHERWISE.get(name_of(path), (set(), ""))[0]


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_no_file_computes_a_result_of_a_task(path):
    """Each exception is needed: what is allowed is what is found."""
    assert TELLING & set(called(path)) == OTHERWISE.get(name_of(path), (set(), ""))[0]


def test_the_exceptions_are_of_files_that_are_there():
    assert OTHERWISE.keys() <= {name_of(path) for path in FILES}


def test_of_each_function_that_is_given_it_is_known_why_it_does_no_task():
    assert GIVEN.keys() == {name for _, name in given_functions()}


def borrowing(task):
    """The reference, with a task that is another function's work."""
    imports, function, _ = BORROWED[task]
    return Student({file: imports + text for file, text in with_function(task, function).items()})


@pytest.mark.parametrize("task", BORROWED)
def test_the_work_of_another_function_earns_nothing(task):
    *_, code = BORROWED[task]
    name = next(name for name in NAMES if task in assignment(name).tasks)
    found = findings(name, borrowing(task), {task})
    assert code in {one.code for one in found.values()} <= {code, "nothing_right_yet"}
    assert {one.points for one in found.values()} == {0}


def test_what_a_layer_borrows_costs_there_and_not_in_the_network():
    found = findings("softmax_layer", borrowing("relu_forward"), {"TwoLayerNet.loss"})
    assert {one.status for one in found.values()} == {"passed"}


@pytest.mark.parametrize("file", sorted({*task_files()} - {"classifiers/linear_classifier.py"}))
def test_the_reference_would_be_seen(file):
    assert TELLING & set(called(PACKAGE / "solutions" / file))


@pytest.mark.parametrize("file", task_files())
def test_what_is_handed_out_holds_no_solution_region(file):
    assert "SOLUTION" not in (STUBS / file).read_text("utf-8")
