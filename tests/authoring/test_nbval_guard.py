import os
import subprocess
import sys

import pytest
from nbformat.v4 import new_output

from cs231n_kit.authoring.nbval_run import replay_tree
from cs231n_kit.overlay import build_tree

# The kernel answers as if nothing had been: nbval sees no error message.
SWALLOWED = "import time\ntry:\n    time.sleep(60)\nexcept KeyboardInterrupt:\n    pass"
STUBBORN = (
    "import time\nwhile True:\n    try:\n        time.sleep(60)\n    except KeyboardInterrupt:\n        pass"
)
TIMED_OUT = "Timeout of 3 seconds exceeded executing cell"
NOT_RUN = "not run: an earlier cell timed out or killed the kernel"
NEVER_RUN = "Never run when the notebook was saved: nothing would be compared"


@pytest.fixture(scope="module")
def folder(tmp_path_factory, cell, save_notebook):
    folder = tmp_path_factory.mktemp("guard") / "notebooks"
    one = cell("print(1)", "1\n")
    save_notebook(folder / "holds.ipynb", "# A title", one, cell("", run=False), cell("# nothing"))
    save_notebook(folder / "swallowed.ipynb", one, cell(SWALLOWED), cell("print(2)", "2\n"), one)
    save_notebook(folder / "interrupted.ipynb", cell("import time; time.sleep(60)"), cell("print(2)", "2\n"))
    expected = cell("while True: pass", tags=["raises-exception"])
    expected.outputs = [new_output("error", ename="KeyboardInterrupt", evalue="")]
    save_notebook(folder / "expected.ipynb", expected, one)
    save_notebook(folder / "stubborn.ipynb", one, cell(STUBBORN))
    save_notebook(folder / "never_run.ipynb", one, cell("x = 1", run=False), cell("print(x)", "1\n"))
    save_notebook(folder / "never_run_output.ipynb", one, cell("print(1)", "1\n", run=False))
    save_notebook(folder / "cleared.ipynb", cell("x = 1", run=False), cell("print(x)", run=False))
    save_notebook(
        folder / "silent.ipynb", cell("x = 1"), cell("print(x)", "1\n", tags=["nbval-ignore-output"])
    )
    save_notebook(folder / "skipped.ipynb", one, cell("print(2)", "3\n", tags=["nbval-skip"]))
    return folder


@pytest.fixture(scope="module")
def guarded(tmp_path_factory, folder):
    """Every notebook above, replayed: outcome and message of each code cell."""
    tree = build_tree(tmp_path_factory.mktemp("guarded") / "tree", notebooks=folder)
    return {one.notebook: one for one in replay_tree(tree, tmp_path_factory.mktemp("data"), timeout=3)}


def plain_nbval(notebook):
    """The exit code of nbval without the guard."""
    (notebook.parent / "pytest.ini").write_text("[pytest]\n")
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST")}
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-p", "nbval.plugin"]
    options = ["--nbval", "--nbval-current-env", "--nbval-cell-timeout=3", notebook.name]
    environment["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    done = subprocess.run([*command, *options], cwd=notebook.parent, env=environment, capture_output=True)
    return done.returncode


@pytest.mark.parametrize("name", ["swallowed", "expected", "never_run", "cleared", "silent", "skipped"])
def test_without_the_guard_nbval_passes_it(folder, name):
    assert plain_nbval(folder / f"{name}.ipynb") == 0


@pytest.mark.parametrize(
    ("name", "outcomes"),
    [
        ("holds", [("passed", "")] * 3),
        ("swallowed", [("passed", ""), ("failed", TIMED_OUT), ("not run", NOT_RUN), ("not run", NOT_RUN)]),
        ("interrupted", [("failed", TIMED_OUT), ("not run", NOT_RUN)]),
        ("expected", [("failed", TIMED_OUT), ("not run", NOT_RUN)]),
        ("stubborn", [("passed", ""), ("failed", "Timeout of 3 seconds exceeded while executing cell.")]),
        ("never_run", [("passed", ""), ("failed", NEVER_RUN), ("passed", "")]),
        ("never_run_output", [("passed", ""), ("failed", "Unrun reference cell has outputs")]),
        ("cleared", [("failed", NEVER_RUN), ("failed", NEVER_RUN)]),
        (
            "silent",
            [
                ("passed", ""),
                ("failed", "No cell of this notebook has a saved text output: nothing is compared"),
            ],
        ),
        ("skipped", [("passed", ""), ("failed", "Skipped, and every cell must run")]),
    ],
)
def test_with_the_guard(guarded, name, outcomes):
    replayed = guarded[f"{name}.ipynb"]
    found = [(cell.outcome, cell.message) for cell in replayed.cells]
    assert [outcome for outcome, _ in found] == [outcome for outcome, _ in outcomes], replayed.log
    for (_, message), (_, begins) in zip(found, outcomes, strict=True):
        assert message.startswith(begins)
    assert replayed.holds == (name == "holds")
