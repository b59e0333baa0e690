"""Which checks of a loss, and of the trainer, a mistake costs: those that it is told in, and no others."""

import pytest

from cs231n_kit.authoring.mutants.mutant import Mutant
from cs231n_kit.checks.assignments import assignment
from cs231n_kit.checks.run import run
from cs231n_kit.mistakes.side import WithMistakes

from ..mutated import Student, findings, function_of, with_function

SOFTMAX, SVM, SCORES, BIAS = (
    "softmax_loss_vectorized",
    "svm_loss_vectorized",
    "softmax_loss",
    "affine_softmax_loss",
)
TRAIN = "LinearClassifier.train"
ASSIGNMENT = {
    SOFTMAX: "softmax",
    TRAIN: "softmax",
    SVM: "svm",
    SCORES: "softmax_layer",
    BIAS: "spiral",
}
TERM, STEP = "reg * np.sum(W * W)", "2 * reg * W"
PROBABILITIES = "P /= Z  #"

# The task, the mistake, and the checks that give no points.
COSTS = (
    (
        SCORES,
        "sums in place of means",
        [("-np.mean(log_p", "-np.sum(log_p"), ("    dx /= N\n", "")],
        {"loss", "gradient"},
    ),
    (
        SCORES,
        "1e-5 in the denominator",
        [("dx = np.exp(log_p)", "dx = np.exp(s) / (np.exp(log_Z) + 1e-5)")],
        {"gradient"},
    ),
    (
        SCORES,
        "no logarithm",
        [("-np.mean(log_p[np.arange(N), y])", "-np.mean(np.exp(log_p)[np.arange(N), y])")],
        {"loss"},
    ),
    (
        SVM,
        "means over the wrong classes",
        [("M.sum() / N", "M.sum() / (N * (W.shape[1] - 1))"), ("dS /= N\n", "dS /= N * (W.shape[1] - 1)\n")],
        {"loss", "gradient"},
    ),
    (
        SOFTMAX,
        "penalty averaged in both",
        [(TERM, f"{TERM} / N"), (STEP, f"{STEP} / N")],
        {"loss_regularisation"},
    ),
    (
        SOFTMAX,
        "a row left out of both penalties",
        [(TERM, "reg * np.sum(W[1:] ** 2)"), (f"dW += {STEP}", "dW[1:] += 2 * reg * W[1:]")],
        {"loss_regularisation"},
    ),
    (SOFTMAX, "1e-5 in the denominator", [(PROBABILITIES, "P /= Z + 1e-5  #")], {"gradient"}),
    (SOFTMAX, "shifted by the largest magnitude", [("S.max(axis", "np.abs(S).max(axis")], {"stability"}),
    (
        TRAIN,
        "first weights of one",
        [("0.001 * np.random.randn(dim", "np.ones((dim"), ("num_classes)\n\n", "num_classes))\n\n")],
        {"weights"},
    ),
    (TRAIN, "classes that occur counted", [("int(np.max(y)) + 1", "len(np.unique(y))")], {"weights"}),
)


@pytest.mark.parametrize(
    "task, mistake, edits, costs", COSTS, ids=lambda part: part if isinstance(part, str) else ""
)
def test_a_mistake_costs_where_it_is_told(task, mistake, edits, costs):
    wrong = Mutant(task, mistake, "", tuple(edits)).of(function_of(task))
    found = findings(ASSIGNMENT[task], Student(with_function(task, wrong)), [task]).values()
    assert {one.check for one in found if one.points == 0} == costs


@pytest.mark.parametrize("task", [SOFTMAX, SVM])
def test_a_penalty_alone_earns_its_own_points(task):
    alone = f"def {task}(W, X, y, reg):\n    return reg * np.sum(W * W), 2 * reg * W\n"
    found = findings(ASSIGNMENT[task], Student(with_function(task, alone)), [task]).values()
    assert {one.check for one in found if one.points} == {"loss_regularisation", "gradient_regularisation"}
    assert {one.code for one in found if one.check in ("side_effects", "loops")} == {"nothing_right_yet"}


FLOAT32 = """
def softmax_loss_vectorized(W, X, y, reg):
    S = (X.astype(np.float32) @ W.astype(np.float32)) * np.float32(1)
    S = S - S.max(axis=1, keepdims=True) + np.float32({shift})
    P, rows = np.exp(S), np.arange(len(y))
    Z = P.sum(axis=1, keepdims=True)
    loss = np.mean(np.log(Z[:, 0]) - S[rows, y]) + reg * np.sum(W * W)
    P = P / Z
    P[rows, y] -= 1
    return loss, (X.T.astype(np.float32) @ P) / np.float32(len(y)) + 2 * reg * W
"""


@pytest.mark.parametrize("shift", [0, 60, 85])
def test_the_noise_of_float32_is_no_added_number(shift):
    student, reference = Student(with_function(SOFTMAX, FLOAT32.format(shift=shift))), WithMistakes(Student())
    checks = [check for check in assignment("softmax").of(SOFTMAX) if check.name in ("loss", "gradient")]
    codes = {one.code for seed in range(30) for one in run(checks, student, lambda check: reference, seed)}
    assert codes == ({"ok", "ok_float32"} if shift == 85 else {"ok"})
