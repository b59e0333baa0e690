"""What `authoring new` decides before it writes: names, tables, cells; and that it writes all or nothing."""

import os
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from cs231n_kit.authoring.new import written
from cs231n_kit.authoring.new.cells import notebook_of
from cs231n_kit.authoring.new.layout import laid_out
from cs231n_kit.authoring.new.names import Names, names_of
from cs231n_kit.authoring.new.tables import with_row
from cs231n_kit.authoring.new.written import write_all
from cs231n_kit.errors import KitError
from cs231n_kit.files import write_atomically

ROOT = Path(__file__).resolve().parents[2]
RULE = "must be small letters, digits and single underscores, a letter first, at most 24 characters"
KEYWORD = "must be a name that Python can import, got the keyword"

NAMES = [
    # NAME and --file, and what they become or how they are refused.
    (("knn", None), Names("knn", "knn")),
    (("knn", "k_nearest_neighbor"), Names("knn", "k_nearest_neighbor")),
    (("knn", "k_nearest_neighbor.py"), Names("knn", "k_nearest_neighbor")),
    (("conv2d", None), Names("conv2d", "conv2d")),
    (("a" * 24, None), Names("a" * 24, "a" * 24)),
    (("a" * 25, None), f"NAME {RULE}, got '{'a' * 25}'; take '{'a' * 24}', for example"),
    (("", None), f"NAME {RULE}, got ''; take 'my_assignment', for example"),
    (("kNN", None), f"NAME {RULE}, got 'kNN'; take 'knn', for example"),
    (("2d_conv", None), f"NAME {RULE}, got '2d_conv'; take 'd_conv', for example"),
    (("k-nn", None), f"NAME {RULE}, got 'k-nn'; take 'k_nn', for example"),
    (("k__nn", None), f"NAME {RULE}, got 'k__nn'; take 'k_nn', for example"),
    (("_knn", None), f"NAME {RULE}, got '_knn'; take 'knn', for example"),
    (("knn.ipynb", None), f"NAME {RULE}, got 'knn.ipynb'; take 'knn_ipynb', for example"),
    (("../knn", None), f"NAME {RULE}, got '../knn'; take 'knn', for example"),
    (("knn\n", None), f"NAME {RULE}, got 'knn\\n'; take 'knn', for example"),
    (("größe", None), f"NAME {RULE}, got 'größe'; take 'gr_e', for example"),
    (
        ("lambda", None),
        f"NAME {KEYWORD} 'lambda'; take lambda_loss",
    ),
    (("knn", "a/b"), f"--file {RULE}, got 'a/b'; take 'a_b', for example"),
    (
        ("knn", "class"),
        f"--file {KEYWORD} 'class'; take class_loss",
    ),
]


@pytest.mark.parametrize("given, expected", NAMES, ids=lambda part: str(part)[:30])
def test_a_name_is_that_of_a_python_file(given, expected):
    if isinstance(expected, Names):
        assert names_of(*given) == expected
        return
    with pytest.raises(KitError) as refused:
        names_of(*given)
    assert str(refused.value) == expected


TAKEN = [
    (("svm", None), "notebooks/svm.ipynb"),
    (("margins", "softmax"), "cs231n_kit/solutions/classifiers/softmax.py"),
    (("layers", None), "cs231n_kit/checks/questions/layers/__init__.py"),
    (("unaided", None), "cs231n_kit/checks/questions/unaided/__init__.py"),
    (("network", "two_layers"), "cs231n_kit/checks/questions/network/__init__.py"),
    (("network_", "two_layers"), None),
    (("linear_classifier", "two_layers"), "cs231n_kit/authoring/mutants/catalogue/linear_classifier.py"),
]


@pytest.mark.parametrize("given, path", TAKEN, ids=lambda part: str(part))
def test_a_name_must_be_free(given, path):
    if path is None:
        new, _ = laid_out(Names(*given), ROOT)
        assert not any((ROOT / path).exists() for path in new)
        return
    with pytest.raises(KitError) as refused:
        laid_out(Names(given[0], given[1] or given[0]), ROOT)
    assert str(refused.value) == (
        f"a new assignment must not touch what is there, but {path} exists already;"
        " choose another NAME, or another --file"
    )


@pytest.mark.parametrize("length", [1, 24])
def test_what_is_written_is_clean_whatever_its_name(tmp_path, length):
    new, _ = laid_out(Names("x" * length, "y" * length), ROOT)
    files = [path for path in new if path.endswith((".py", ".ipynb"))]
    write_all({tmp_path / path: new[path] for path in files})
    for command in (("format", "--check"), ("check",)):
        ruff = [sys.executable, "-m", "ruff", *command, "--config", ROOT / "pyproject.toml", *files]
        done = subprocess.run(ruff, cwd=tmp_path, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout


SORTED = 'T = {\n    "a": 1,\n    "c": 3,\n}\nx = 1\n'
TABLES = [
    (SORTED, '"b": 2', 'T = {\n    "a": 1,\n    "b": 2,\n    "c": 3,\n}\nx = 1\n'),
    (SORTED, '"d": 4', 'T = {\n    "a": 1,\n    "c": 3,\n    "d": 4,\n}\nx = 1\n'),
    ('T = (\n    "c",\n    "a",\n)\n', '"b"', 'T = (\n    "c",\n    "a",\n    "b",\n)\n'),
    ('U = ["a"]\nT = [\n]\n', '"b"', 'U = ["a"]\nT = [\n    "b",\n]\n'),
    ('T = ("a",)\n', '"b"', None),
    ('U = (\n    "a",\n)\n', '"b"', None),
    ("T = f(\n    1,\n)\n", '"b"', None),
]


@pytest.mark.parametrize("text, row, expected", TABLES)
def test_a_table_gets_a_row_in_its_place(text, row, expected):
    if expected is not None:
        assert with_row(text, "T", row, "t.py") == expected
        return
    with pytest.raises(KitError, match="t.py must hold a table T with a row a line, and does not; put it"):
        with_row(text, "T", row, "t.py")


def test_a_notebook_is_written_as_text_and_begins_as_the_others_do():
    text = "%% markdown title\n# A\n\n100 %% sure\n\n%% code run-it nbval-ignore-output\nx = 1\n"
    notebook = nbformat.reads(notebook_of(text), as_version=4)
    assert [(cell.cell_type, cell.id) for cell in notebook.cells] == [
        ("markdown", "title"),
        ("code", "set-up"),
        ("code", "run-it"),
    ]
    assert notebook.cells[0].source == "# A\n\n100 %% sure"
    assert notebook.cells[2].metadata.tags == ["nbval-ignore-output"]
    assert "google.colab" in notebook.cells[1].source


def test_all_is_written_or_nothing(tmp_path, monkeypatch):
    old, new, last = tmp_path / "old.py", tmp_path / "a" / "b" / "new.py", tmp_path / "last.py"
    old.write_text("before", "utf-8")
    texts = {old: "after", new: "new", last: "last"}

    def fails_at_the_last(path, content):
        if path.name == "last.py":
            raise OSError(28, os.strerror(28), str(path))
        write_atomically(path, content)

    with monkeypatch.context() as patch:
        patch.setattr(written, "write_atomically", fails_at_the_last)
        with pytest.raises(OSError, match="No space left"):
            write_all(texts)
    assert [path.name for path in tmp_path.rglob("*")] == ["old.py"]
    assert old.read_text("utf-8") == "before"
    write_all(texts)
    assert {path: path.read_text("utf-8") for path in texts} == texts
