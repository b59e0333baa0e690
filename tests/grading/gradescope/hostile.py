"""A submission that tries what it must not. The one exception that it raises tells what worked."""

import os
import signal
from importlib import import_module
from pathlib import Path

ROOT = Path("@ROOT@")
SOLUTION = "kit/cs231n_kit/solutions/classifiers/softmax.py"


def reads(path):
    return lambda: path.read_bytes()


def writes(path):
    return lambda: path.write_text('{"score": 20.0}')


ATTEMPTS = {
    "the reference": reads(ROOT / "source" / SOLUTION),
    "the settings": reads(ROOT / "source/autograder.json"),
    "a listing of the archive": lambda: os.listdir(ROOT / "source"),
    "the metadata": reads(ROOT / "submission_metadata.json"),
    "the handed-in file": reads(ROOT / "submission/softmax.py"),
    "the built reference": lambda: [
        path.read_bytes() for path in _found("cs231n-reference-*/tree/reference")
    ],
    "the gradebook": lambda: [path.read_bytes() for path in _found("cs231n-autograder-*/gradebook.sqlite")],
    "results.json": writes(ROOT / "results/results.json"),
    "a file beside it": writes(ROOT / "results/stdout"),
    "another run_autograder": writes(ROOT / "source/run_autograder"),
    "the server": lambda: os.kill(os.getppid(), signal.SIGKILL) if os.getppid() else 1 / 0,
    "the solutions": lambda: import_module("cs231n_kit.solutions.classifiers.softmax"),
    "the grader": lambda: import_module("cs231n_kit.grading.reference"),
    "the rights to it": lambda: os.chmod(ROOT / "source", 0o777),
    "root": lambda: os.setuid(0) if os.getuid() else 1 / 0,
}


def _found(pattern):
    """What is found in the folders for temporary files; nothing is an error."""
    return [*Path("/tmp").glob(pattern), *(ROOT / "tmp").glob(pattern)] or 1 / 0


def worked():
    for name, attempt in ATTEMPTS.items():
        try:
            attempt()
        except BaseException:
            continue
        yield name


def softmax_loss_naive(W, X, y, reg):
    error = RuntimeError(f"reached: {', '.join(worked()) or 'nothing'}.")
    raise error


def softmax_loss_vectorized(W, X, y, reg):
    os._exit(0)
