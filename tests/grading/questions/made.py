"""Students' notebooks made from the kit's, and a class of them in a gradebook."""

import io
import json
import tarfile
import zipfile
from functools import cache

from cs231n_kit.grading.gradebook import Gradebook
from cs231n_kit.overlay import NOTEBOOKS

from ..rows import row

PLACEHOLDER = "*Your answer:*"
FIRST, SECOND = "underflow", "softmax-or-svm"  # two of the questions in softmax.ipynb
NAMES = (FIRST, SECOND, "first-loss", "grid", "templates", "mistakes")


@cache
def _kit():
    return (NOTEBOOKS / "softmax.ipynb").read_text("utf-8")


def notebook(**answers):
    """The kit's notebook without outputs, with some answers; `_` in a name stands for `-`."""
    content = json.loads(_kit())
    for cell in content["cells"]:
        if cell["cell_type"] == "code":
            cell["outputs"] = []
    for name, text in answers.items():
        cell_of(content, f"question-{name.replace('_', '-')}-answer")["source"] = [text]
    return content


def cell_of(content, id):
    return next(cell for cell in content["cells"] if cell["id"] == id)


def at(content, id):
    return next(n for n, cell in enumerate(content["cells"]) if cell["id"] == id)


def own(text, kind="markdown", **others):
    """A cell of the student's."""
    cell = {"cell_type": kind, "id": f"own-{len(text)}", "metadata": {}, "source": text} | others
    return cell | ({"outputs": [], "execution_count": None} if kind == "code" else {})


def without_ids(content):
    """As an older Jupyter saves it, and an editor that knows no tags."""
    for cell in content["cells"]:
        del cell["id"]
        cell["metadata"] = {}
    return content | {"nbformat_minor": 4}


def data(content):
    return json.dumps(content).encode()


def submit(folder, id, content, softmax="x = 1\n"):
    """A submission as a folder: a task file and the notebook."""
    place = folder / id
    (place / "notebooks").mkdir(parents=True)
    (place / "softmax.py").write_text(softmax, "utf-8")
    if content is not None:
        raw = content if isinstance(content, bytes) else data(content)
        (place / "notebooks" / "softmax.ipynb").write_bytes(raw)
    return place


def graded(folder, *ids):
    """A gradebook with a row for each submission, as `grade` leaves it."""
    with Gradebook.open(folder, assignment="softmax", seed=7) as book:
        for id in ids:
            book.put(row(id), "k")
    return folder


def zipped(files):
    text = io.BytesIO()
    with zipfile.ZipFile(text, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return text.getvalue()


def tarred(files):
    text = io.BytesIO()
    with tarfile.open(fileobj=text, mode="w:gz") as archive:
        for name, content in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return text.getvalue()
