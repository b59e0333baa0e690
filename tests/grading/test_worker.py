"""One submission: what draws at random is graded alike in every run."""

from cs231n_kit.grading import worker
from cs231n_kit.grading.inside.sandbox.layers import chosen
from cs231n_kit.grading.reference import expected
from cs231n_kit.grading.submission import Settings, Submission
from cs231n_kit.overlay import REFERENCE

FILE = "classifiers/linear_svm.py"


def test_what_draws_draws_alike_in_every_run_and_not_alike_in_two_calls():
    text = (REFERENCE / FILE).read_text("utf-8")
    drawing = text.replace("return float(loss), dW", "return float(loss) + np.random.rand(), dW")
    assert drawing != text
    settings = Settings("svm", 7, layers=chosen("auto"))
    answers, rows = expected(settings), []
    for _ in range(2):
        worker.forget()
        rows.append(worker.grade(Submission("s1", {FILE: drawing}), settings, answers) | {"seconds": 0})
    assert rows[0] == rows[1]
    codes = {one["code"] for task in rows[0]["tasks"] for one in task["findings"]}
    assert "loss_wrong" in codes and "nondeterministic" in codes
