"""First drafts of a student, put into the files of a kit, and a Python that runs there."""

import os
import subprocess
import sys
from textwrap import dedent, indent

from cs231n_kit.tasks import tasks

FILES = {task.name: task for task in tasks()}

NAIVE = """
N, C = len(X), W.shape[1]
loss, dW = 0.0, np.zeros(W.shape)
for i in range(N):
    s = X[i] @ W
    s = s - np.max(s)
    loss += np.log(np.sum(np.exp(s))) - s[y[i]]
    p = np.exp(s) / np.sum(np.exp(s))
    for c in range(C):
        dW[:, c] += (p[c] - (c == y[i])) * X[i]
return loss / N + reg * np.sum(W * W), dW / N + 2 * reg * W
"""
# The gradient has no penalty, and class 2 none at all.
HALF_RIGHT = NAIVE.replace("+ 2 * reg * W", "").replace(
    "for c in range(C):", "for c in range(C):\n        if c == 2:\n            continue"
)
CRASHING = NAIVE.replace("X[i] @ W", "W @ X[i]")


def write(tree, task, body):
    """Write the body of a task in place of what its stub raises; the file that was written."""
    path = tree / "cs231n_kit" / FILES[task].file
    stub = f'    raise NotDone("{task}", "{FILES[task].notebook}")\n'
    text = (tree / "cs231n_kit" / "stubs" / FILES[task].file).read_text("utf-8")
    assert stub in text
    path.write_text(text.replace(stub, indent(dedent(body).strip("\n"), "    ") + "\n"), "utf-8")
    return path


def python(tree, code):
    """What this code prints in a Python that imports the kit of `tree`."""
    environment = os.environ | {"PYTHONPATH": str(tree), "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-P", "-c", dedent(code)]
    done = subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", timeout=120)
    assert done.returncode == 0, done.stderr
    return done.stdout
