"""`check` against pytest on asserts that ask much the same: shapes, a few numbers, finite differences."""

from .measure import Row, in_reference_kit

CODE = """
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.measure import paired_ratios
from cs231n_kit import check

LOSSES = '''
import numpy as np
import pytest

from cs231n_kit.classifiers.softmax import softmax_loss_naive, softmax_loss_vectorized


def numerical(f, W, h=1e-5):
    dW = np.zeros_like(W)
    for ix in np.ndindex(W.shape):
        step = np.zeros_like(W)
        step[ix] = h
        dW[ix] = (f(W + step) - f(W - step)) / (2 * h)
    return dW


@pytest.mark.parametrize("reg", [0.0, 0.3])
@pytest.mark.parametrize("N, D, C", [(7, 5, 4), (1, 4, 3), (6, 5, 2), (3, 8, 5)])
@pytest.mark.parametrize("loss", [TASKS])
def test_loss(loss, N, D, C, reg):
    rng = np.random.default_rng(0)
    W, X, y = rng.standard_normal((D, C)), rng.standard_normal((N, D)), rng.integers(0, C, N)
    value, dW = loss(W, X, y, reg)
    assert np.ndim(value) == 0 and dW.shape == W.shape
    assert np.isfinite(value) and np.isfinite(dW).all()
    np.testing.assert_allclose(dW, numerical(lambda W: loss(W, X, y, reg)[0], W), rtol=1e-5, atol=1e-7)


@pytest.mark.parametrize("loss", [TASKS])
def test_stable(loss):
    value, dW = loss(1e3 * np.eye(4, 3), np.eye(5, 4), np.arange(5) % 3, 0.0)
    assert np.isfinite(value) and np.isfinite(dW).all()
'''

CLASSIFIER = '''
import numpy as np

from cs231n_kit.classifiers.linear_classifier import Softmax


def test_train_and_predict():
    rng = np.random.default_rng(0)
    y = np.arange(60) % 3
    X = rng.standard_normal((60, 5)) + 4 * np.eye(3, 5)[y]
    classifier = Softmax()
    history = classifier.train(X, y, learning_rate=0.1, num_iters=200, batch_size=20)
    assert len(history) == 200 and history[-1] < history[0]
    assert np.mean(classifier.predict(X) == y) > 0.9
'''

with tempfile.TemporaryDirectory() as folder:
    def pytest(name, text):
        path = Path(folder) / name
        path.write_text(text)
        command = [sys.executable, "-P", "-m", "pytest", "-q", "-p", "no:cacheprovider", str(path)]
        alone = os.environ | {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}  # or plugins take most of the time
        return lambda: subprocess.run(command, cwd=folder, env=alone, stdout=subprocess.DEVNULL, check=True)

    def check_in_notebook(name):
        def run():
            report = check(name)
            return repr(report), report._repr_html_()
        return run

    def check_in_process(name):
        command = [sys.executable, "-P", "-m", "cs231n_kit", "check", name]
        return lambda: subprocess.run(command, stdout=subprocess.DEVNULL, check=True)

    task = pytest("test_task.py", LOSSES.replace("TASKS", "softmax_loss_naive"))
    losses = LOSSES.replace("TASKS", "softmax_loss_naive, softmax_loss_vectorized")
    whole = pytest("test_whole.py", losses + CLASSIFIER)
    print(json.dumps([
        paired_ratios(check_in_notebook("softmax_loss_naive"), task, repeats=7),
        paired_ratios(check_in_notebook("softmax"), whole, repeats=7),
        paired_ratios(check_in_process("softmax_loss_naive"), task, repeats=7),
        paired_ratios(check_in_process("softmax"), whole, repeats=7),
    ]))
"""

PEER = "`pytest` on equivalent asserts, whole process"


def rows() -> list[Row]:
    """In a notebook that has imported the kit already, and as a command of its own."""
    what = [
        '`check("softmax_loss_naive")` in a notebook',
        '`check("softmax")` in a notebook',
        "`cs231n-kit check softmax_loss_naive`",
        "`cs231n-kit check softmax`",
    ]
    targets = ["≤ 0.5", "≤ 0.5", "≤ 1.1", "≤ 1.1"]
    found = in_reference_kit(CODE)
    return [
        Row(name, PEER, ratios, target) for name, ratios, target in zip(what, found, targets, strict=True)
    ]
