import re
from pathlib import Path

import numpy as np
import pytest

from cs231n_kit.tasks import tasks

SOFTMAX = "cs231n_kit/classifiers/softmax.py"
TASKS = {
    "gradient_check.ipynb": ["relative_error", "eval_numerical_gradient", "grad_check_sparse"],
    "softmax.ipynb": [
        "LinearClassifier.train",
        "LinearClassifier.predict",
        "softmax_loss_naive",
        "softmax_loss_vectorized",
    ],
    "svm.ipynb": ["svm_loss_naive", "svm_loss_vectorized"],
    "spiral.ipynb": ["affine_softmax_loss", "gradient_descent"],
    "softmax_layer.ipynb": [
        "TwoLayerNet.__init__",
        "TwoLayerNet.loss",
        "softmax_forward",
        "softmax_jacobian",
        "softmax_backward",
        "affine_forward",
        "affine_backward",
        "relu_forward",
        "relu_backward",
        "softmax_loss",
    ],
    "large_margin.ipynb": ["margin_psi", "large_margin_layer", "large_margin_softmax_loss"],
    "knn.ipynb": [
        "KNearestNeighbor.compute_distances_two_loops",
        "KNearestNeighbor.compute_distances_one_loop",
        "KNearestNeighbor.compute_distances_no_loops",
        "KNearestNeighbor.predict_labels",
    ],
}


def test_the_tasks_are_read_off_the_stubs():
    found = {}
    for task in tasks():
        found.setdefault(task.notebook.removeprefix("notebooks/"), []).append(task.name)
    assert found == TASKS


def write(tree, text):
    (tree / SOFTMAX).write_text(text, "utf-8", newline="\n")


def both_written(tree):
    """The file of somebody who has finished both losses, with a helper, and tidied the imports."""
    stub = (tree / SOFTMAX).read_text("utf-8")
    text = re.sub(r"    raise NotDone.*\n", "    return _mine(W, X, y, reg)\n", stub)
    text = text.replace("from cs231n_kit.errors import NotDone\n", "")
    text += "\n\ndef _mine(W, X, y, reg):\n    return 0.0, W\n"
    write(tree, text)
    return text


def test_reset_puts_one_task_back_and_leaves_the_rest_of_the_file(cli, kit_tree):
    work = both_written(kit_tree)
    done = cli("reset", "softmax_loss_vectorized", tree=kit_tree)
    assert done.returncode == 0
    assert done.stdout.startswith("softmax_loss_vectorized is a stub again in ")
    backup = done.stdout.rpartition(" is kept in ")[2].strip()
    assert Path(backup).read_text("utf-8") == work
    text = (kit_tree / SOFTMAX).read_text("utf-8")
    assert text.count('raise NotDone("softmax_loss_vectorized", "notebooks/softmax.ipynb")') == 1
    assert text.count("return _mine(W, X, y, reg)") == 1
    assert "def _mine" in text
    namespace = {}
    exec(text, namespace)  # the import that the stub needs is back
    with pytest.raises(NotImplementedError):
        namespace["softmax_loss_vectorized"](*arguments())


def arguments():
    return np.zeros((2, 3)), np.zeros((4, 2)), np.zeros(4, dtype=int), 0.0


def test_lines_are_counted_as_python_counts_them(cli, kit_tree):
    stub = (kit_tree / SOFTMAX).read_text("utf-8")
    odd = "# page\x0cbreak, \u2028separator and \x85 in a comment\n"
    write(kit_tree, odd + re.sub(r"    raise NotDone.*\n", "    return 1\n", stub))
    for name in ("softmax_loss_naive", "softmax_loss_vectorized"):
        assert cli("reset", name, tree=kit_tree).returncode == 0
    assert (kit_tree / SOFTMAX).read_text("utf-8") == odd + stub


def test_line_ends_of_windows_and_a_byte_order_mark_are_read(cli, kit_tree):
    stub = (kit_tree / SOFTMAX).read_text("utf-8")
    work = re.sub(r"    raise NotDone.*\n", "    return 1\n", stub)
    (kit_tree / SOFTMAX).write_bytes(b"\xef\xbb\xbf" + work.replace("\n", "\r\n").encode())
    for name in ("softmax_loss_naive", "softmax_loss_vectorized"):
        assert cli("reset", name, tree=kit_tree).returncode == 0
    assert (kit_tree / SOFTMAX).read_bytes() == stub.encode()


def test_resetting_both_tasks_gives_the_stub_but_for_what_was_added(cli, kit_tree):
    stub = (kit_tree / SOFTMAX).read_text("utf-8")
    write(kit_tree, re.sub(r"    raise NotDone.*\n", "    return 1\n", stub))
    cli("reset", "softmax_loss_naive", tree=kit_tree)
    cli("reset", "softmax_loss_vectorized", tree=kit_tree)
    assert (kit_tree / SOFTMAX).read_text("utf-8") == stub
    assert len(list((kit_tree / "cs231n_kit/classifiers").glob("*.bak"))) == 2


@pytest.mark.parametrize("name", ["softmax.py", "classifiers/softmax.py", SOFTMAX])
def test_reset_puts_a_whole_file_back_even_if_it_is_broken_or_gone(cli, kit_tree, name):
    stub = (kit_tree / SOFTMAX).read_text("utf-8")
    write(kit_tree, "def broken(:\n")
    assert cli("reset", name, tree=kit_tree).returncode == 0
    assert (kit_tree / SOFTMAX).read_text("utf-8") == stub
    (kit_tree / SOFTMAX).unlink()
    assert cli("reset", name, tree=kit_tree).returncode == 0
    assert (kit_tree / SOFTMAX).read_text("utf-8") == stub


def test_reset_of_an_untouched_stub_changes_nothing(cli, kit_tree):
    done = cli("reset", "softmax_loss_naive", tree=kit_tree)
    assert done.stdout == "softmax_loss_naive is an untouched stub already; nothing was changed\n"
    assert not list((kit_tree / "cs231n_kit/classifiers").glob("*.bak"))


def test_reset_reads_a_file_in_another_encoding_without_a_traceback(cli, kit_tree):
    (kit_tree / SOFTMAX).write_bytes("# größe\n".encode("latin-1"))
    done = cli("reset", "softmax_loss_naive", tree=kit_tree)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert done.stderr.startswith("cs231n-kit reset: classifiers/softmax.py must be UTF-8")
    assert cli("reset", "softmax.py", tree=kit_tree).returncode == 0


REJECTED = {
    "unknown": (
        None,
        "softmax_lss",
        "reset needs the name of a task or of its file, got 'softmax_lss'; the tasks are ",
    ),
    "a file of one's own": (
        None,
        "my_gradient_check.py",
        "reset needs the name of a task or of its file, got 'my_gradient_check.py'; the tasks are ",
    ),
    "broken file": (
        "def broken(:\n",
        "softmax_loss_naive",
        "classifiers/softmax.py cannot be read as Python (line 1: invalid syntax), so softmax_loss_naive"
        " cannot be found in it; correct that line, or run `cs231n-kit reset classifiers/softmax.py` to put"
        " the whole file back",
    ),
    "function renamed": (
        "def my_loss():\n    pass\n",
        "softmax_loss_naive",
        "classifiers/softmax.py has no softmax_loss_naive any more; run"
        " `cs231n-kit reset classifiers/softmax.py` to put the whole file back",
    ),
}


@pytest.mark.parametrize("case", REJECTED)
def test_reset_refuses(cli, kit_tree, case):
    work, name, message = REJECTED[case]
    if work:
        write(kit_tree, work)
    before = (kit_tree / SOFTMAX).read_bytes()
    done = cli("reset", name, tree=kit_tree)
    assert done.returncode == 2
    assert done.stderr.startswith(f"cs231n-kit reset: {message}")
    assert done.stderr.count("\n") == 1
    assert (kit_tree / SOFTMAX).read_bytes() == before
    assert not list((kit_tree / "cs231n_kit/classifiers").glob("*.bak"))


def test_a_file_that_cannot_be_read_is_told_in_a_sentence(cli, kit_tree):
    (kit_tree / SOFTMAX).unlink()
    (kit_tree / SOFTMAX).mkdir()
    done = cli("reset", "softmax_loss_naive", tree=kit_tree)
    assert done.returncode == 2
    assert done.stderr.startswith("cs231n-kit reset: a file cannot be read or written: ")
    assert str(kit_tree / SOFTMAX) in done.stderr and done.stderr.count("\n") == 1
