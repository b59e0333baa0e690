"""`check` as a student calls it, on real files of a kit of one's own."""

import nbformat
import pytest
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_notebook

from cs231n_kit import check
from cs231n_kit.checks.named import wanted
from cs231n_kit.checks.sides.versions import same_version
from cs231n_kit.errors import KitError
from cs231n_kit.overlay import REFERENCE, build_tree

from .drafts import CRASHING, HALF_RIGHT, NAIVE, python, write

RIGHT = "✓ softmax_loss_naive: 9 of 9 checks right (cs231n_kit/classifiers/softmax.py)"


def checked(tree, what):
    return unwrapped(python(tree, f"from cs231n_kit import check\nprint(check({what}))"))


def unwrapped(text):
    """Long lines are broken at a width; what they say is tested here."""
    return " ".join(text.split())


def test_a_stub_is_not_done_and_is_said_once(kit_tree):
    assert checked(kit_tree, "'softmax_loss_naive'") == (
        "○ softmax_loss_naive (cs231n_kit/classifiers/softmax.py) "
        "○ Not done yet. notebooks/softmax.ipynb explains it."
    )


def test_a_right_function_is_right_by_name_and_by_itself(kit_tree):
    write(kit_tree, "softmax_loss_naive", NAIVE)
    assert checked(kit_tree, "'softmax_loss_naive'") == RIGHT
    code = """
        from cs231n_kit import check
        from cs231n_kit.classifiers.softmax import softmax_loss_naive
        print(check(softmax_loss_naive))
    """
    assert python(kit_tree, code) == f"{RIGHT}\n"


def test_what_is_wrong_is_named_and_what_is_right_is_not_in_question(kit_tree):
    write(kit_tree, "softmax_loss_naive", HALF_RIGHT)
    said = checked(kit_tree, "'softmax_loss_naive'")
    assert said.startswith("✗ softmax_loss_naive: 7 of 9 checks right")
    assert "✓ right: loss, loss regularisation, edge cases, " in said
    assert "Wrong: all features; class 2." in said
    assert "it does not depend on reg" in said


def test_a_crash_shows_the_students_line_and_none_of_ours(kit_tree):
    path = write(kit_tree, "softmax_loss_naive", CRASHING)
    line = path.read_text("utf-8").splitlines().index("        s = W @ X[i]") + 1
    said = checked(kit_tree, "'softmax_loss_naive'")
    assert said.startswith("! softmax_loss_naive: 0 of 9 checks right")
    assert f"Your code stopped in line {line} of cs231n_kit/classifiers/softmax.py: ValueError" in said
    assert "s = W @ X[i]" in said
    assert str(kit_tree) not in said and "Traceback" not in said and "call.py" not in said


def test_a_call_that_does_not_reach_the_students_lines_names_the_function(kit_tree):
    path = write(kit_tree, "softmax_loss_naive", NAIVE)
    text = path.read_text("utf-8").replace("softmax_loss_naive(W, X, y, reg)", "softmax_loss_naive(W, X, y)")
    path.write_text(text, "utf-8")
    line = text.splitlines().index("def softmax_loss_naive(W, X, y):") + 1
    said = checked(kit_tree, "'softmax_loss_naive'")
    assert f"in line {line} of cs231n_kit/classifiers/softmax.py: TypeError" in said


def test_a_function_that_is_gone_is_missed(kit_tree):
    path = write(kit_tree, "softmax_loss_naive", NAIVE)
    path.write_text(path.read_text("utf-8").replace("def softmax_loss_naive", "def softmax_naive"), "utf-8")
    said = checked(kit_tree, "'softmax_loss_naive'")
    assert "cs231n_kit/classifiers/softmax.py has no softmax_loss_naive any more." in said


def test_not_done_raised_by_hand_still_names_the_notebook(kit_tree):
    write(kit_tree, "softmax_loss_naive", "raise NotImplementedError")
    assert "Not done yet. notebooks/softmax.ipynb explains it." in checked(kit_tree, "'softmax_loss_naive'")


def test_a_task_that_needs_another_that_is_not_done_says_which(kit_tree):
    write(kit_tree, "softmax_loss_vectorized", "return softmax_loss_naive(W, X, y, reg)")
    assert checked(kit_tree, "'softmax_loss_vectorized'") == (
        "○ softmax_loss_vectorized (cs231n_kit/classifiers/softmax.py) "
        "○ softmax_loss_vectorized needs softmax_loss_naive, which is not done yet. "
        "notebooks/softmax.ipynb explains it."
    )


def test_a_syntax_error_is_shown_with_its_line(kit_tree):
    path = write(kit_tree, "softmax_loss_naive", "loss = (1,\nreturn loss")
    line = path.read_text("utf-8").splitlines().index("    loss = (1,") + 1
    said = checked(kit_tree, "'softmax_loss_naive'")
    assert f"Python cannot read cs231n_kit/classifiers/softmax.py, line {line}: '(' was never closed" in said
    assert said.count("Python cannot read") == 1


def test_a_syntax_error_in_one_file_leaves_the_others_alone(kit_tree):
    write(kit_tree, "softmax_loss_naive", NAIVE)
    path = kit_tree / "cs231n_kit/classifiers/linear_svm.py"
    path.write_text(path.read_text("utf-8") + "\ndef (:\n", "utf-8")
    assert checked(kit_tree, "'softmax_loss_naive'") == RIGHT
    code = "from cs231n_kit.classifiers import softmax_loss_naive; print(softmax_loss_naive.__name__)"
    assert python(kit_tree, code) == "softmax_loss_naive\n"
    # The linear classifier imports the SVM loss, so it cannot do without that file.
    line = len(path.read_text("utf-8").splitlines())
    stopped = f"Python cannot read cs231n_kit/classifiers/linear_svm.py, line {line}"
    assert stopped in checked(kit_tree, "'LinearClassifier.predict'")


def test_everything_can_be_checked_without_a_solution_at_hand(tmp_path):
    tree = build_tree(tmp_path / "kit", REFERENCE)
    assert not (tree / "cs231n_kit" / "solutions").exists()
    said = checked(tree, "")
    assert said.count("✓") == len(wanted())
    assert not set("✗○!") & set(said)


def test_a_method_and_a_class_are_run_as_they_are(kit_tree):
    write(kit_tree, "LinearClassifier.predict", "return np.argmin(X @ self.W, axis=1)")
    (kit_tree / "mine.py").write_text(
        "import numpy as np\n"
        "class LinearClassifier:\n"
        "    def predict(self, X):\n"
        "        return np.argmax(X @ self.W, axis=1)\n"
    )
    code = """
        from cs231n_kit import check
        from cs231n_kit.classifiers import Softmax
        print(check(Softmax.predict))
        print(check(Softmax().predict).tasks == check(Softmax.predict).tasks)
        print([task.task for task in check(Softmax).tasks])
        from mine import LinearClassifier
        print(check(LinearClassifier.predict).tasks[0])
    """
    lowest, same, names, exchanged = python(kit_tree, code).rsplit("\n", 4)[:4]
    assert "It predicts the class with the lowest score." in lowest
    assert same == "True"
    assert names == "['LinearClassifier.train', 'LinearClassifier.predict']"
    assert "ran='mine.py'" in exchanged and "status='passed'" in exchanged
    assert "This is another one. What you hand in, and what later cells import, is " in exchanged


def test_a_function_without_a_text_is_refused():
    names = {}
    exec("def softmax_loss_naive(W, X, y, reg): return 0.0, W", names)
    with pytest.raises(KitError, match="write it into cs231n_kit/classifiers/softmax.py"):
        check(names["softmax_loss_naive"])


def test_the_notebooks_random_numbers_go_on_as_if_nothing_had_been_checked(kit_tree):
    write(kit_tree, "LinearClassifier.train", "import random; random.random(); return [np.random.rand()]")
    code = """
        import random
        import numpy as np
        from cs231n_kit import check

        def numbers(between):
            np.random.seed(3), random.seed(3)
            between()
            return np.random.rand(), np.random.randn(), random.random()

        print(numbers(lambda: None) == numbers(lambda: check("LinearClassifier.train")))
    """
    assert python(kit_tree, code) == "True\n"


@pytest.mark.parametrize(
    "what, message",
    [
        (
            "softmax_loss_navie",
            "no task or assignment is called 'softmax_loss_navie'; did you mean softmax_loss_naive",
        ),
        ("train", "no task or assignment is called 'train'; did you mean LinearClassifier.train"),
        ("xyzzy", "no task or assignment is called 'xyzzy'; choose from "),
        (lambda W: W, "no task or assignment is called '<lambda>'; choose from "),
        (dict, "no task or assignment is called 'dict'; choose from "),
        (7, "check needs a task or its name, got int; for example check("),
    ],
)
def test_unknown_names_list_what_is_near(what, message):
    with pytest.raises(KitError) as caught:
        check(what)
    assert str(caught.value).startswith(message)


@pytest.mark.parametrize(
    "what, tasks",
    [
        ("softmax_loss_vectorized", ["softmax_loss_vectorized"]),
        (
            "softmax",
            [
                "softmax_loss_naive",
                "softmax_loss_vectorized",
                "LinearClassifier.train",
                "LinearClassifier.predict",
            ],
        ),
    ],
)
def test_a_name_is_that_of_a_task_or_of_an_assignment(what, tasks):
    assert [one.task for one in wanted(what)] == tasks


def compiled(text):
    names = {"__name__": "file"}
    exec(text, names)
    return names["f"]


@pytest.mark.parametrize(
    "before, after, same",
    [
        ("def f(x): return x + 1", "# moved\n\ndef f(x): return x + 1", True),
        ("def f(x): return x + 1", "def f(x): return x + 1.0", False),
        ("def f(x): return x + 1", "def f(x): return x - 1", False),
        ("def f(x): return x * -0.0", "def f(x): return x * 0.0", False),
        ("def f(x): return x.min()", "def f(x): return x.max()", False),
        ("def f(x, h=1): return h", "def f(x, h=2): return h", False),
        ("def f(x): return [i + 1 for i in x]", "def f(x): return [i + 2 for i in x]", False),
        ("def g(): return 1\ndef f(x): return g()", "def g(): return 2\ndef f(x): return g()", False),
        ("def g(): return 1\ndef f(x): return x", "def g(): return 2\ndef f(x): return x", True),
        ("def f(x): return f(x - 1)", "def f(x): return f(x - 1)", True),
        ("def f(x): return x in {'a', 'b', 'c'}", "def f(x): return x in {'c', 'b', 'a'}", True),
    ],
)
def test_versions_differ_by_what_they_do(before, after, same):
    assert same_version(compiled(before), compiled(after)) is same


def outputs(tree, monkeypatch, *cells):
    """The text that each cell of a notebook beside the kit's shows, run by a real kernel."""
    monkeypatch.setenv("PYTHONPATH", str(tree))
    notebook = new_notebook(cells=[new_code_cell(cell) for cell in cells])
    NotebookClient(
        notebook,
        timeout=120,
        kernel_name="python3",
        resources={"metadata": {"path": str(tree / "notebooks")}},
    ).execute()
    nbformat.validate(notebook)
    shown = []
    for cell in notebook.cells:
        data = [output.get("data", {}) for output in cell.outputs]
        assert all("text/html" in one for one in data if one)
        shown.append("\n".join(unwrapped(one["text/plain"]) for one in data if one))
    return shown


def test_a_notebook_that_holds_an_older_version_is_told(kit_tree, monkeypatch):
    path = write(kit_tree, "softmax_loss_naive", HALF_RIGHT)
    half = path.read_text("utf-8")
    right = write(kit_tree, "softmax_loss_naive", NAIVE).read_text("utf-8")
    path.write_text(half, "utf-8")
    shown = outputs(
        kit_tree,
        monkeypatch,
        "from cs231n_kit import check\nfrom cs231n_kit.classifiers.softmax import softmax_loss_naive",
        "check(softmax_loss_naive)",
        f"from pathlib import Path\n_ = Path({str(path)!r}).write_text({right!r}, 'utf-8')",
        "check(softmax_loss_naive)",
        "check('softmax_loss_naive')",
        f"_ = Path({str(path)!r}).write_text({right + 'def (:'!r}, 'utf-8')",
        "check(softmax_loss_naive)",
        "%load_ext autoreload\n%autoreload 2",
        f"_ = Path({str(path)!r}).write_text({right!r}, 'utf-8')",
        "check(softmax_loss_naive)",
        "def softmax_loss_naive(W, X, y, reg):\n    return 0.0, W",
        "check(softmax_loss_naive)",
    )
    _, before, _, old, by_name, _, unreadable, _, _, reloaded, _, own = shown
    assert "7 of 9" in before and "Note:" not in before
    assert "7 of 9" in old
    assert "Note: This ran the version that the notebook imported" in old
    assert "Run `%load_ext autoreload` and `%autoreload 2`, save the file once more" in old
    assert "9 of 9" in by_name
    assert "the notebook still holds an older version of softmax_loss_naive" in by_name
    assert "Python cannot read cs231n_kit/classifiers/softmax.py" in unreadable
    assert reloaded == RIGHT
    assert own.startswith("✗ softmax_loss_naive") and "(a cell of this notebook)" in own
    assert "What you hand in, and what later cells import, is softmax_loss_naive in cs231n_kit/" in own
    assert "There is no loop: as many lines are run for 20 examples as for 4." in own


def test_everything_at_once_leaves_one_card_and_no_progress_line(kit_tree, monkeypatch):
    write(kit_tree, "softmax_loss_naive", NAIVE)
    (shown,) = outputs(kit_tree, monkeypatch, "from cs231n_kit import check\ncheck()")
    assert shown.count(RIGHT) == 1
    assert "checking" not in shown
