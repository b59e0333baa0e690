"""A class whose members worked alone, and copies of what one of them handed in."""

import ast
import random
import re
from pathlib import Path

from cs231n_kit.overlay import REFERENCE
from cs231n_kit.tasks import STUBS

FILE = "classifiers/softmax.py"
VARIANTS = Path(__file__).resolve().parents[1] / "checks" / "variants" / "softmax.py"
# Right work of which no two functions are of one mind; each pair stands for a student.
ALONE = {
    "ada": ("examples_only_and_outer_products", "one_hot_products"),
    "grace": ("features_too", "float32_inside"),
    "alan": ("classes_only", "columns_are_examples"),
    "edsger": ("while", "logaddexp"),
}
NAMES = {"loss": "L", "dW": "grad", "N": "count", "rows": "index", "S": "scores", "P": "prob", "Z": "total"}


def alone():
    """The text of ``softmax.py`` by student."""
    text = VARIANTS.read_text("utf-8")
    bodies = {
        one.name: ast.get_source_segment(text, one)
        for one in ast.parse(text).body
        if isinstance(one, ast.FunctionDef)
    }
    return {
        student: "import numpy as np\n\n\n" + "\n\n\n".join(_named(bodies, naive, vectorized)) + "\n"
        for student, (naive, vectorized) in ALONE.items()
    }


def _named(bodies, *chosen):
    for task, name in zip(("softmax_loss_naive", "softmax_loss_vectorized"), chosen, strict=True):
        yield bodies[f"{task}__{name}"].replace(f"{task}__{name}", task)


def untouched(file=FILE):
    return (STUBS / file).read_text("utf-8")


def reference(file=FILE):
    return (REFERENCE / file).read_text("utf-8")


def renamed(text):
    """With other names, without comments."""
    for name, other in NAMES.items():
        text = re.sub(rf"\b{name}\b", other, text)
    return re.sub(r"[ \t]+#.*", "", text)


def reordered(text):
    """With half of the neighbouring assignments of one depth exchanged."""
    chance, lines = random.Random(0), text.split("\n")
    n = 0
    while n + 1 < len(lines):
        if all(map(_assigns, lines[n : n + 2])) and len({_depth(one) for one in lines[n : n + 2]}) == 1:
            if chance.random() < 0.5:
                lines[n : n + 2] = reversed(lines[n : n + 2])
            n += 1
        n += 1
    return "\n".join(lines)


def _assigns(line):
    return re.match(r"\s+[\w\[\], ]+ [-+*/]?= [^()]*(\([^()]*\)[^()]*)*$", line) is not None


def _depth(line):
    return len(line) - len(line.lstrip())


def class_of(folder, texts):
    """Submissions on the disk, each a folder with one file."""
    for id, text in texts.items():
        (Path(folder) / id).mkdir(parents=True)
        (Path(folder) / id / "softmax.py").write_text(text, "utf-8")
    return folder
