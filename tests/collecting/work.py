"""A student's kit with work in it, and what `collect` made of it."""

import json
import os
import zipfile

from cs231n_kit.checks.assignments import assignment
from cs231n_kit.overlay import REFERENCE

SOFTMAX = "cs231n_kit/classifiers/softmax.py"
CLASSIFIER = "cs231n_kit/classifiers/linear_classifier.py"
NOTEBOOK = "notebooks/softmax.ipynb"
PLACEHOLDER = "*Your answer:*"


def write_tasks(tree, name="softmax"):
    """The reference as somebody's work."""
    for file in assignment(name).files:
        (tree / "cs231n_kit" / file).write_bytes((REFERENCE / file).read_bytes())


def edit_notebook(tree, change, name="softmax"):
    """Save a notebook again, later than every other file, after `change` has been at its JSON."""
    path = tree / "notebooks" / f"{name}.ipynb"
    content = json.loads(path.read_text("utf-8"))
    change(content)
    path.write_text(json.dumps(content), "utf-8")
    saved_after(path, *(tree / "cs231n_kit" / file for file in assignment(name).files))


def answer(content):
    """Write something to every inline question."""
    for cell in content["cells"]:
        if "inline-answer" in cell["metadata"].get("tags", []):
            cell["source"] = [f"{PLACEHOLDER}\n", "\n", "because $e^x > 0$"]


def saved_after(path, *others):
    later = max(other.stat().st_mtime for other in others) + 60
    os.utime(path, (later, later))


def finish(tree, name="softmax"):
    """Everything written, answered and run."""
    write_tasks(tree, name)
    edit_notebook(tree, answer, name)


def unpacked(path):
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def manifest(path):
    return json.loads(unpacked(path)["manifest.json"])
