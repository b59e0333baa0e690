"""Five students: what each writes into the release, answers and hands in.

Nobody's work is the reference's. Grace has Ada's, with other names and a mistake.
"""

import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).resolve().parent
FAIR = HERE.parent / "submissions/fair/right/cs231n_kit/classifiers"
SOFTMAX, TRAINER = "cs231n_kit/classifiers/softmax.py", "cs231n_kit/classifiers/linear_classifier.py"
NOTEBOOK = "notebooks/softmax.ipynb"
QUESTIONS = ("underflow", "softmax-or-svm", "first-loss", "grid", "templates", "mistakes")

ADAS = (FAIR / "softmax.py").read_text("utf-8")
COPIED = ADAS.replace("scores", "s").replace("log_P", "logs").replace("label", "target")
NOT_AVERAGED = COPIED.replace("X.T @ D / len(y)", "X.T @ D")
NAIVE = """
def softmax_loss_naive(W, X, y, reg):
    n, total, dW = 0, [], np.zeros(W.shape)
    while n < X.shape[0]:
        row = X[n].dot(W)
        log_p = row - np.logaddexp.reduce(row)
        total.append(-log_p[y[n]])
        d = np.exp(log_p)
        d[y[n]] -= 1
        dW += X[n][:, np.newaxis] * d[np.newaxis, :]
        n += 1
    return np.mean(total) + reg * np.sum(np.square(W)), dW / n + 2 * reg * W
"""


@dataclass
class Student:
    """`name` is what Canvas makes of it; `files` are written whole, `added` is written below the stubs."""

    name: str
    files: Mapping[str, str] = field(default_factory=dict)
    added: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)
    home: Path = Path()

    def unpack(self, release, folder):
        with zipfile.ZipFile(release) as archive:
            archive.extractall(folder / self.name)
        self.home = folder / self.name / "cs231n-kit"

    def write(self):
        for file, text in self.files.items():
            (self.home / file).write_text(text, "utf-8")
        if self.added:
            with (self.home / SOFTMAX).open("a", encoding="utf-8") as file:
                file.write(self.added)
        if self.answers:
            path = self.home / NOTEBOOK
            path.write_text(self._answered(json.loads(path.read_text("utf-8"))), "utf-8")

    def _answered(self, notebook):
        cells = {cell["id"]: cell for cell in notebook["cells"]}
        for question, answer in self.answers.items():
            cells[f"question-{question}-answer"]["source"] = ["*Your answer:*\n", "\n", answer]
        return json.dumps(notebook)


def five():
    """The class."""
    trainer = {TRAINER: (FAIR / "linear_classifier.py").read_text("utf-8")}
    emmys = (HERE / "emmy.py").read_text("utf-8")
    return {
        "ada": Student("lovelaceada_101", trainer | {SOFTMAX: ADAS}),
        "grace": Student(
            "hoppergrace_102", trainer | {SOFTMAX: NOT_AVERAGED}, answers={"underflow": "It is rounded."}
        ),
        "kim": Student("leekim_103", added=NAIVE),
        "alan": Student("turingalan_104"),
        "emmy": Student(
            "noetheremmy_105",
            trainer | {SOFTMAX: emmys},
            answers={name: f"By $e^x > 0$, as to {name}." for name in QUESTIONS},
        ),
    }
