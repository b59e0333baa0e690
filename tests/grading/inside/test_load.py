"""Texts become modules that know one another, or a `Stopped` that names the student's line."""

import os
import subprocess
import sys
import traceback
from types import ModuleType

import numpy as np
import pytest

from cs231n_kit.checks.finding import Stopped
from cs231n_kit.checks.judging.words import told
from cs231n_kit.checks.sides.call import stopped
from cs231n_kit.grading.inside.load import shown_path
from cs231n_kit.overlay import REFERENCE
from cs231n_kit.tasks import PACKAGE, task_files

S, L = "classifiers/softmax.py", "classifiers/linear_classifier.py"
SOFTMAX = "def softmax_loss_vectorized(W, X, y, reg):\n    return 'mine'\n"
USES = "class Softmax:\n    def loss(self):\n        return softmax_loss_vectorized(0, 0, 0, 0)\n"


def test_without_a_submission_all_are_stubs(loaded):
    found = loaded({})
    assert sorted(found) == task_files() and all(isinstance(one, ModuleType) for one in found.values())
    with pytest.raises(NotImplementedError, match="softmax_loss_naive"):
        found[S].softmax_loss_naive(np.zeros((2, 2)), np.zeros((2, 2)), np.zeros(2, int), 0.0)


def test_the_reference_loads_whole(loaded):
    found = loaded({file: (REFERENCE / file).read_text("utf-8") for file in task_files()})
    W, X, y = np.zeros((3, 2)), np.ones((4, 3)), np.zeros(4, int)
    assert found[S].softmax_loss_vectorized(W, X, y, 0.0)[0] == pytest.approx(np.log(2))
    classifier = found[L].Softmax()
    assert len(classifier.train(X, y, num_iters=3)) == 3


@pytest.mark.parametrize(
    "line",
    [
        "from cs231n_kit.classifiers.softmax import softmax_loss_vectorized",
        "from cs231n.classifiers.softmax import softmax_loss_vectorized",
        "from cs231n.classifiers.softmax import *",
        "from cs231n.classifiers import softmax_loss_vectorized",
        "from .softmax import *",
        "from . import softmax; softmax_loss_vectorized = softmax.softmax_loss_vectorized",
        "from ..classifiers.softmax import *",
        "from softmax import *",
        "from classifiers.softmax import *",
        "import cs231n.classifiers.softmax as s; softmax_loss_vectorized = s.softmax_loss_vectorized",
    ],
)
@pytest.mark.parametrize("order", [(S, L), (L, S)], ids=["", "the other first"])
def test_one_file_imports_the_other(line, order, loaded):
    texts = {S: SOFTMAX, L: f"{line}\n{USES}"}
    found = loaded({file: texts[file] for file in order})
    assert found[L].Softmax().loss() == "mine"


def test_there_is_one_module_whatever_its_name(loaded):
    text = (
        "import softmax as a, classifiers.softmax as b, cs231n.classifiers.softmax as c\n"
        "from . import softmax as d\nfrom cs231n_kit.classifiers import softmax as e\n"
    )
    found = loaded({S: SOFTMAX, L: text})
    assert {id(getattr(found[L], name)) for name in "abcde"} == {id(found[S])}
    assert found[S].__spec__.name == found[S].__name__ == "cs231n_kit.classifiers.softmax"


def test_two_files_that_import_each_other(loaded):
    found = loaded(
        {S: f"import cs231n.classifiers.linear_classifier as other\n{SOFTMAX}", L: "from .softmax import *\n"}
    )
    assert found[S].other is found[L] and found[L].softmax_loss_vectorized(0, 0, 0, 0) == "mine"


def test_a_module_that_was_imported_before_is_not_taken(loaded):
    import cs231n_kit.classifiers.softmax as before

    found = loaded({S: SOFTMAX})
    assert found[S] is not before and sys.modules["cs231n_kit.classifiers.softmax"] is found[S]


# the text of a file: code and evidence of why it does not load
STOPPED = {
    "def f(:\n": ("syntax_error", {"error": "invalid syntax", "line": 1, "text": "def f(:"}),
    "x = 1\nx = y\n": (
        "exception",
        {"error": "NameError: name 'y' is not defined", "line": 2, "text": "x = y"},
    ),
    "import numpyy\n": (
        "import_error",
        {"error": "ModuleNotFoundError: No module named 'numpyy'", "line": 1, "text": "import numpyy"},
    ),
    "import sys\nsys.exit(0)\n": ("exception", {"error": "SystemExit: 0", "line": 2, "text": "sys.exit(0)"}),
    "raise KeyboardInterrupt\n": (
        "exception",
        {"error": "KeyboardInterrupt", "line": 1, "text": "raise KeyboardInterrupt"},
    ),
    "x = input('?')\n": (
        "exception",
        {"error": "EOFError: EOF when reading a line", "line": 1, "text": "x = input('?')"},
    ),
    "\nbreakpoint()\n": (
        "exception",
        {
            "error": "BdbQuit: a breakpoint was reached, and nobody is there to debug",
            "line": 2,
            "text": "breakpoint()",
        },
    ),
    "import pdb\npdb.set_trace()\n": (
        "exception",
        {
            "error": "BdbQuit: a breakpoint was reached, and nobody is there to debug",
            "line": 2,
            "text": "pdb.set_trace()",
        },
    ),
    "x = 1\ny = '\0'\n": (
        "syntax_error",
        {"error": "source code string cannot contain null bytes", "line": 2},
    ),
    "x = '\ud800'\n": ("syntax_error", {"line": 1}),
    "if x:\n\ty = 1\n        z = 2\n": (
        "syntax_error",
        {
            "error": "inconsistent use of tabs and spaces in indentation. This is Python 2 (tabs and"
            " spaces mixed),"
            " and it is run with Python 3",
            "line": 3,
            "text": "z = 2",
        },
    ),
    "raise MemoryError\n": ("memory_limit", {"line": 1, "text": "raise MemoryError"}),
    "raise NotImplementedError\n": ("not_implemented", {}),
    "def f():\n    f()\nf()\n": (
        "exception",
        {"error": "RecursionError: maximum recursion depth exceeded", "line": 2, "text": "f()"},
    ),
    "def f():\n    print 'x'\n": (
        "syntax_error",
        {
            "error": "Missing parentheses in call to 'print'. Did you mean print(...)? This is Python 2"
            " (print is a statement), and it is run with Python 3",
            "line": 2,
            "text": "print 'x'",
        },
    ),
}


@pytest.mark.parametrize("text", STOPPED)
def test_a_file_that_does_not_load(text, loaded):
    code, evidence = STOPPED[text]
    found = loaded({S: text})[S]
    assert isinstance(found, Stopped) and found.code == code
    assert {name: found.evidence[name] for name in evidence} == evidence
    assert (
        found.evidence.get("file", "cs231n_kit/classifiers/softmax.py") == "cs231n_kit/classifiers/softmax.py"
    )


def test_the_other_files_load_all_the_same(loaded):
    found = loaded({S: "def f(:\n"})
    assert [file for file, one in found.items() if isinstance(one, Stopped)] == [L, S]
    assert (
        found[L].code == "syntax_error" and found[L].evidence["file"] == "cs231n_kit/classifiers/softmax.py"
    )


@pytest.mark.parametrize(
    "text, hint",
    [
        ("input()\n", "Nobody is there to answer: is an input() or a breakpoint left over?"),
        ("import pdb; pdb.set_trace()\n", "Is a breakpoint left over from looking for a mistake?"),
        ("breakpoint()\n", "Is a breakpoint left over from looking for a mistake?"),
        ("from IPython import embed; embed()\n", "Is a breakpoint left over from looking for a mistake?"),
        (
            "from IPython.core.debugger import set_trace; set_trace()\n",
            "Is a breakpoint left over from looking for a mistake?",
        ),
        ("exit()\n", "An exit() ends the whole notebook. Return instead."),
    ],
)
def test_what_waits_for_somebody_is_told_as_that(text, hint, loaded):
    from cs231n_kit.checks.assignment import Check

    found = loaded({S: text})[S]
    check = Check("softmax_loss_naive", "loss", 1, ask=None)
    assert told(found.code, check, found.evidence)[1] == hint


def test_a_traceback_shows_the_line_as_the_student_wrote_it(loaded):
    text = "import numpy as np\n\ndef softmax_loss_naive(W, X, y, reg):\n    return X.dot(W)[99]  # Größe\n"
    found = loaded({S: text})[S]
    with pytest.raises(IndexError) as raised:
        found.softmax_loss_naive(np.zeros((2, 2)), np.zeros((2, 2)), None, 0)
    frame = traceback.extract_tb(raised.value.__traceback__)[-1]
    assert (frame.filename, frame.lineno) == ("cs231n_kit/classifiers/softmax.py", 4)
    assert frame.line == "return X.dot(W)[99]  # Größe"
    assert stopped(raised.value, [shown_path(S)]).evidence["line"] == 4


def test_an_error_whose_text_is_an_error(loaded):
    text = "class Evil(Exception):\n    def __str__(self):\n        raise SystemExit\nraise Evil\n"
    found = loaded({S: text})[S]
    assert (found.code, found.evidence["error"]) == ("exception", "Evil")


def test_what_a_module_puts_in_its_place_is_not_taken(loaded):
    text = "import sys\nsys.modules[__name__] = 7\nmine = 1\n"
    assert loaded({S: text})[S].mine == 1


def test_names_of_python_2_are_known_and_leave_no_trace(loaded):
    names = (
        "list(xrange(3)), reduce(max, [1, 2]), unicode('a'), long(3), isinstance('a', basestring), cmp(2, 1)"
    )
    text = f"x = [{names}]\n"
    found = loaded({S: text, L: "from .softmax import *\n"})
    assert found[S].x == [[0, 1, 2], 2, "a", 3, True, 1]
    assert "xrange" not in vars(found[S]) and "xrange" not in vars(found[L])
    assert not hasattr(__builtins__, "xrange")


def test_printing_while_it_loads_is_not_seen(loaded, capfd):
    assert loaded({S: "print('noise')\nimport warnings\nwarnings.warn('more')\nx = 1\n"})[S].x == 1
    assert capfd.readouterr() == ("", "")


def test_a_check_left_in_a_file_does_not_run(loaded):
    assert isinstance(loaded({S: "from cs231n_kit import check\ncheck('softmax')\n"})[S], ModuleType)


def test_a_child_needs_no_disk_for_what_a_warm_server_has():
    """After `warm` all imports of the stubs are done: loading opens no file."""
    code = (
        "import sys\ntext = 'import matplotlib.pyplot, tqdm, PIL, cs231n.data_utils\\n'\n"
        "text += 'softmax_loss_vectorized = 0\\n'\n"
        "from cs231n_kit.grading.inside.load import modules, warm\nwarm()\nopened = []\n"
        "sys.addaudithook(lambda event, given: opened.append(given[0]) if event == 'open' else None)\n"
        "found = modules({'classifiers/softmax.py': text})\n"
        "print(opened, [type(one).__name__ for one in found.values()])\n"
    )
    done = subprocess.run(
        [sys.executable, "-P", "-c", code],
        env=os.environ | {"PYTHONPATH": os.pathsep.join([str(PACKAGE.parent), *sys.path])},
        capture_output=True,
        text=True,
    )
    expected = ["module"] * len(task_files())
    assert (done.stdout, done.stderr) == (f"[] {expected}\n", "")
