"""nbgrader, in an environment of its own: a course with one notebook that makes the same calls.

A check is a cell. Its inputs and the reference's numbers lie beside the notebook, and `np.allclose` compares
them. Where the kit watches a call, for lines run or functions called, this makes the plain call.
"""

import json
import os
import shutil
import subprocess
import time
import venv
from pathlib import Path
from typing import Any

import numpy as np

from cs231n_kit.checks.side import FULL_SIZE
from cs231n_kit.checks.sides.operations import task_of
from cs231n_kit.files import write_atomically
from cs231n_kit.grading.tree import inside_tree

from .calls import Call
from .submissions import NAME, Files

ENVIRONMENT = Path(__file__).parents[1] / ".peers" / "nbgrader"
REQUIRED = ("nbgrader==0.9.5", f"numpy=={np.__version__}")

START = """
import numpy as np
from softmax import softmax_loss_naive, softmax_loss_vectorized
from linear_classifier import LinearClassifier

data = np.load("calls.npz")

def numbers(call, what):
    places = sorted((n for n in data if n.startswith(f"{call}/{what}/")), key=lambda n: int(n.split("/")[2]))
    return [data[n][()] for n in places]

def same(found, call):
    return all(np.allclose(a, b) for a, b in zip(found, numbers(call, "out"), strict=True))

def full_size(loss, W, X, y, reg):
    rows = np.linspace(0, 3072, len(W)).astype(np.int64)
    large_W, large_X = np.ones((3073, W.shape[1])), np.zeros((500, 3073))
    large_W[rows], large_X[:, rows] = W, np.resize(X, (500, X.shape[1]))
    value, dW = loss(large_W, large_X, np.resize(y, 500), reg)
    return value, dW[rows], np.max(np.abs(np.delete(dW, rows, axis=0)))

def train(settings, seed, X, y, W=None):
    losses = []

    class Probe(LinearClassifier):
        def loss(self, X, y, reg):
            error = X @ self.W - np.eye(self.W.shape[1])[y]
            losses.append(0.5 * np.mean(np.sum(error * error, axis=1)) + reg * np.sum(self.W * self.W))
            return losses[-1], X.T @ error / len(X) + 2 * reg * self.W

    np.random.seed(seed)
    probe = Probe()
    probe.W = W
    return np.array(probe.train(X, y, **settings)), probe.W

def predict(W, X):
    classifier = LinearClassifier()
    classifier.W = W
    return (classifier.predict(X),)
"""


def installed() -> Path:
    """Its folder of programs; installed the first time."""
    programs = ENVIRONMENT / "bin"
    if not (ENVIRONMENT / "complete").exists():
        venv.create(ENVIRONMENT, with_pip=True, clear=True)
        subprocess.run([programs / "pip", "install", "-q", *REQUIRED], check=True)
        (ENVIRONMENT / "complete").touch()
    return programs


class Course:
    """A course folder with this assignment, and submissions to it."""

    def __init__(self, folder: Path, calls: list[Call], submissions: dict[str, Files]) -> None:
        self._folder, self._programs = folder, installed()
        source = folder / "source" / NAME
        source.mkdir(parents=True)
        cells, arrays = _cells(calls)
        write_atomically(source / f"{NAME}.ipynb", json.dumps(_notebook(cells)))
        np.savez(source / "calls.npz", **arrays)
        self._environment = os.environ | {
            "PYTHONPATH": str(inside_tree(folder / "tree")),
            "PATH": f"{self._programs}{os.pathsep}{os.environ['PATH']}",
            "OPENBLAS_NUM_THREADS": "1",
            "JUPYTER_CONFIG_DIR": str(folder / "config"),
        }
        self._run("generate_assignment")
        for name, files in submissions.items():
            place = folder / "submitted" / name / NAME
            shutil.copytree(folder / "release" / NAME, place)
            for file, text in files.items():
                (place / Path(file).name).write_text(text, "utf-8")

    def start(self) -> "subprocess.Popen[str]":
        """Autograde all of it."""
        shutil.rmtree(self._folder / "autograded", ignore_errors=True)
        return self._process("autograde", "--force")

    def graded(self) -> int:
        """How many submissions came through; the full score of those is nbgrader's business."""
        return len(list(self._folder.glob(f"autograded/*/{NAME}/{NAME}.ipynb")))

    def _run(self, *arguments: str) -> None:
        process = self._process(*arguments)
        said = process.communicate()[1]
        if process.returncode:
            raise SystemExit(f"nbgrader {arguments[0]} failed:\n{said}")

    def _process(self, command: str, *options: str) -> "subprocess.Popen[str]":
        return subprocess.Popen(
            [self._programs / "nbgrader", command, NAME, f"--course-dir={self._folder}", *options],
            cwd=self._folder,
            env=self._environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )


def seconds(*courses: Course) -> float:
    """Wall time of grading these at once."""
    start = time.perf_counter()
    processes = [course.start() for course in courses]
    said = [process.communicate()[1] for process in processes]
    taken = time.perf_counter() - start
    if any(process.returncode for process in processes):
        raise SystemExit("nbgrader autograde failed:\n" + "\n".join(said))
    return taken


def _cells(calls: list[Call]) -> tuple[dict[str, list[str]], dict[str, Any]]:
    """The lines of each check, and the arrays that they read."""
    cells: dict[str, list[str]] = {}
    arrays: dict[str, Any] = {}
    for number, (check, operation, arguments, value) in enumerate(calls):
        line, given, out = _line(number, operation, arguments, value)
        cells.setdefault(check, []).append(line)
        arrays |= {f"{number}/in/{place}": part for place, part in enumerate(given)}
        arrays |= {f"{number}/out/{place}": part for place, part in enumerate(out)}
    return cells, arrays


def _line(
    number: int, operation: str, arguments: tuple[Any, ...], value: Any
) -> tuple[str, tuple[Any, ...], tuple[Any, ...]]:
    """The text of a call, the arrays that it takes, and those that it should give."""
    task = task_of(operation)
    if task == "LinearClassifier.train":
        W, X, y, settings, seed = arguments
        text = f"train({settings!r}, {seed}, *numbers({number}, 'in'))"
        given = (X, y) if W is None else (X, y, W)
        out: tuple[Any, ...] = (np.array(value["history"]), value["W"])
    elif task == "LinearClassifier.predict":
        text, given, out = f"predict(*numbers({number}, 'in'))", arguments, (value,)
    elif operation.startswith(FULL_SIZE):
        text, given, out = f"full_size({task}, *numbers({number}, 'in'))", arguments, tuple(value)
    elif operation != task:  # watched: what it returns was not kept
        return f"_ = {task}(*numbers({number}, 'in'))", arguments, ()
    else:
        text, given, out = f"{task}(*numbers({number}, 'in'))", arguments, tuple(value)
    return f"assert same({text}, {number})", given, out


def _notebook(cells: dict[str, list[str]]) -> dict[str, Any]:
    graded = [
        _cell("\n".join(lines), f"check{number}", {"grade": True, "points": 1})
        for number, lines in enumerate(cells.values())
    ]
    return {
        "cells": [_cell(START.strip(), "start", {"grade": False}), *graded],
        "metadata": {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }


def _cell(source: str, name: str, further: dict[str, Any]) -> dict[str, Any]:
    known = {"grade_id": name, "locked": True, "schema_version": 3, "solution": False, "task": False}
    return {
        "cell_type": "code",
        "execution_count": None,
        "id": name,
        "metadata": {"nbgrader": known | further},
        "outputs": [],
        "source": source,
    }
