"""Reports written by hand, for the tests of how they are shown."""

from cs231n_kit.checks.finding import Finding
from cs231n_kit.checks.show.report import Report, TaskReport

SOFTMAX = "cs231n_kit/classifiers/softmax.py"
DIFFERENCE = [[0.0, 0.25, 1e-17], [0, -0.5, 0], [0, 0.125, 0], [0, 1e3, 0]]


def finding(check="loss", status="failed", code="loss_wrong", message="It is wrong.", hint="", **evidence):
    points = 1.0 if status == "passed" else 0.0
    return Finding("softmax_loss_naive", check, status, code, points, 1.0, message, hint, evidence)


RIGHT = finding("loss", "passed", "ok", "Right.")
ADVICE = finding("large_differences", "passed", "unstable_log_zero", "Right, but infinite.", "Why?")
GRADIENT = finding(
    "gradient", code="grad_wrong", hint="Look.", features_wrong=[0], classes_wrong=[1], difference=DIFFERENCE
)
NOT_DONE = finding(
    "loss", "not_done", "not_implemented", "Not done yet. notebooks/softmax.ipynb explains it."
)
CRASHED = finding(
    "loss", "crashed", "exception", "Your code stopped in line 3 of f.py: ValueError: no\n    s = a[i]"
)


def report(*findings, task="softmax_loss_naive", notes=()):
    return TaskReport(task, SOFTMAX, findings, notes)


EVERY_STATE = Report(
    (
        report(RIGHT, task="a"),
        report(RIGHT, GRADIENT, ADVICE, task="b", notes=("The notebook holds an older version.",)),
        report(NOT_DONE, NOT_DONE, task="c"),
        report(CRASHED, CRASHED, task="d"),
    )
)
