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
DIES = "import os, threading\nthreading.Timer(0.3, os._exit, [0]).start()"
CLEARS = "from IPython.display import clear_output\nprint(1)\nclear_output()\nprint(2)"
UPDATES = "shown = display(1, display_id='a')\nshown.update(2)"
PASSED_BY_NBVAL = ["swallowed", "expected", "never_run", "cleared", "silent", "skipped", "exits", "dies"]
TIMED_OUT = "Timeout of 3 seconds exceeded executing cell"
NOT_RUN = "not run: an earlier cell timed out or killed the kernel"
NOT_OUTLIVED = "The kernel did not outlive the last cell: something in this notebook ends it"
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
    save_notebook(folder / "exits.ipynb", one, cell("exit()"))
    save_notebook(folder / "dies.ipynb", one, cell(DIES))
    ignored = ["# NBVAL_IGNORE_OUTPUT\nprint(1)", "print(1)\n  # PYTEST_VALIDATE_IGNORE_OUTPUT"]
    tagged = cell("print(1)", "2\n", tags=["nbval-ignore-output"])
    save_notebook(folder / "marked.ipynb", one, *[cell(source, "2\n") for source in ignored], tagged)
    save_notebook(folder / "clears.ipynb", one, cell(CLEARS, "2\n"), cell(UPDATES))
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


@pytest.mark.parametrize("name", PASSED_BY_NBVAL)
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
        ("exits", [("passed", ""), ("failed", NOT_OUTLIVED)]),
        ("dies", [("passed", ""), ("failed", NOT_OUTLIVED)]),
        ("marked", [("passed", "")] * 4),
        ("clears", [("passed", ""), ("failed", "Cell outputs differ"), ("failed", "Cell outputs differ")]),
    ],
)
def test_with_the_guard(guarded, name, outcomes):
    replayed = guarded[f"{name}.ipynb"]
    found = [(cell.outcome, cell.message) for cell in replayed.cells]
    assert [outcome for outcome, _ in found] == [outcome for outcome, _ in outcomes], replayed.log
    for (_, message), (_, begins) in zip(found, outcomes, strict=True):
        assert message.startswith(begins)
    assert replayed.holds == (name in ("holds", "marked"))


def test_a_kernel_must_outlive_the_last_cell_where_nothing_is_compared(folder, tmp_path):
    tree = build_tree(tmp_path / "tree", notebooks=folder)
    (found,) = replay_tree(tree, tmp_path, ["exits.ipynb"], compare=False)
    assert not found.holds
    assert found.cells[-1].message == NOT_OUTLIVED


def test_a_comment_keeps_an_output_from_being_compared_as_a_tag_does_and_counts_as_one(guarded):
    found = guarded["marked.ipynb"]
    assert [cell.ignored for cell in found.cells] == [False, True, True, True]
    assert (found.compared, found.ignored) == (1, 3)


def test_what_changes_its_output_is_not_told_to_be_saved_again(guarded):
    found = guarded["clears.ipynb"]
    never = "nbval cannot compare a cell that changes what it has shown ({}): print or show once instead"
    assert [cell.message.splitlines()[-1] for cell in found.failed] == [
        never.format("clear_output"),
        never.format("update_display_data"),
    ]
    told = found.told().splitlines()
    assert f"    {never.format('clear_output')}" in told
    assert told[-1] == "  What to do: correct the solution or the cell."
