import hashlib
import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import psutil
import pytest
from nbformat.v4 import new_output

from cs231n_kit.authoring import nbval_run
from cs231n_kit.authoring.nbval_run import replay_tree
from cs231n_kit.authoring.replay import _cleaned_up_when_terminated, replay
from cs231n_kit.authoring.replayed import Cell, Replayed, table
from cs231n_kit.errors import DataError, KitError
from cs231n_kit.overlay import REFERENCE, build_tree

DIGIT_FLIPS = Path(__file__).with_name("digit_flips.py")
LOSS = """\
import numpy as np
from cs231n_kit.classifiers.softmax import softmax_loss_naive
loss, dW = softmax_loss_naive(np.zeros((3, 10)), np.ones((5, 3)), np.arange(5), 0.0)
print(f"loss {loss:.4f}, expected {-np.log(0.1):.4f}")"""
TOO_LITTLE = (
    "{} must have at least 12 compared outputs, at least 8 with numbers, and at most 4 cells that are not"
    " compared, got {}, {} and {}; print more results or tag fewer cells"
)
FIGURE = "from matplotlib import pyplot as plt\nplt.plot([1, 2])\nplt.show()"
KILLED = "import os, signal\nos.kill(os.getpid(), getattr(signal, 'SIGKILL', signal.SIGTERM))"
SETTINGS = """\
import builtins, os, matplotlib
from pathlib import Path
import cs231n_kit
tree = Path.cwd().parent
print(Path(cs231n_kit.__file__) == tree / "cs231n_kit" / "__init__.py")
print("start-up files:", getattr(builtins, "leaked", "none"))
print("assertions:", __debug__)
print(matplotlib.rcParams["figure.figsize"], "inline" in matplotlib.get_backend())
print(os.environ["OPENBLAS_NUM_THREADS"], os.environ["CS231N_KIT_DATA"] == str(tree.parent / "data"))"""
SETTINGS_PRINTED = """\
True
start-up files: none
assertions: True
[6.4, 4.8] True
1 True
"""


@pytest.fixture(scope="module")
def loss(cell):
    return cell(LOSS, "loss 2.3026, expected 2.3026\n")


def move_into_a_disturbing_home(home, patch):
    """A user whose own settings would change what any Python, IPython, pytest or matplotlib does."""
    startup = home / "ipython" / "profile_default" / "startup" / "leak.py"
    startup.parent.mkdir(parents=True)
    startup.write_text("import builtins; builtins.leaked = 'IPython'")
    (home / "startup.py").write_text("import builtins; builtins.leaked = 'PYTHONSTARTUP'")
    (home / "sitecustomize.py").write_text("import builtins; builtins.leaked = 'PYTHONPATH'")
    (home / "matplotlibrc").write_text("figure.figsize: 1, 1")
    for name in ("PYTHONPATH", "MATPLOTLIBRC", "MPLCONFIGDIR", "CS231N_KIT_DATA"):
        patch.setenv(name, str(home))
    patch.setenv("IPYTHONDIR", str(home / "ipython"))
    patch.setenv("PYTHONSTARTUP", str(home / "startup.py"))
    patch.setenv("PYTHONOPTIMIZE", "1")
    patch.setenv("MPLBACKEND", "agg")
    patch.setenv("OPENBLAS_NUM_THREADS", "2")
    patch.setenv("PYTEST_ADDOPTS", "--collect-only")
    patch.setenv("PYTEST_PLUGINS", "there_is_no_such_plugin")


@pytest.fixture(scope="module")
def replayed(tmp_path_factory, cell, loss, save_notebook):
    """Small notebooks replayed in a tree of the reference, in the midst of what must not disturb them."""
    folder = tmp_path_factory.mktemp("replay")
    holds = [cell("x = 1"), loss, cell(FIGURE), cell("x + 1", result="2"), cell("print('words')", "words\n")]
    figure = {"text/plain": "<Figure size 640x480 with 1 Axes>", "image/png": "AAAA"}
    holds[2].outputs = [new_output("display_data", figure)]
    timed = cell("import time; print(time.time())", "1.25 s\n", tags=["nbval-ignore-output"])
    notebooks = folder / "notebooks"
    save_notebook(notebooks / "holds.ipynb", "# A title", *holds, timed)
    save_notebook(
        notebooks / "changed.ipynb", cell("x = 1"), cell(LOSS, "loss 2.3026, expected 2.3027\n"), loss
    )
    save_notebook(notebooks / "html.ipynb", html(cell, "3.5", "iVBO10+/="), html(cell, "3.6", "iVBO10+/="))
    save_notebook(notebooks / "raises.ipynb", cell("\n1 / 0"), loss)
    save_notebook(notebooks / "settings.ipynb", cell(SETTINGS, SETTINGS_PRINTED))
    (folder / "conftest.py").write_text("raise RuntimeError('a conftest.py of elsewhere')")
    (folder / "pytest.ini").write_text("[pytest]\naddopts = --no-such-option")
    (notebooks / "conftest.py").write_text("raise RuntimeError('a conftest.py beside the notebooks')")
    tree = build_tree(folder / "tree", REFERENCE, notebooks)
    (folder / "data").mkdir()
    lines = []
    with pytest.MonkeyPatch.context() as patch:
        move_into_a_disturbing_home(tmp_path_factory.mktemp("home"), patch)
        done = {one.notebook: one for one in replay_tree(tree, folder / "data", progress=lines.append)}
    return done | {"progress": lines}


def html(cell, number, picture):
    """A cell that shows a picture described as 3.5, saved with another picture and perhaps number."""
    shown = cell(
        """from IPython.display import HTML\nHTML('<img alt="3.5" src="data:image/png;base64,AB12">')"""
    )
    saved = f'<img alt="{number}" src="data:image/png;base64,{picture}">'
    data = {"text/plain": "<IPython.core.display.HTML object>", "text/html": saved}
    shown.outputs = [new_output("execute_result", data)]
    return shown


def outcomes(replayed):
    return [cell.outcome for cell in replayed.cells]


def test_a_notebook_that_holds(replayed):
    found = replayed["holds.ipynb"]
    assert found.holds, found.log
    assert outcomes(found) == ["passed"] * 6
    assert (found.compared, found.with_numbers, found.ignored, found.run) == (4, 2, 1, 6)
    assert found.told().startswith("holds.ipynb: 4 saved outputs compared, 2 with numbers (")


def test_one_changed_digit_in_a_saved_output_fails(replayed):
    found = replayed["changed.ipynb"]
    assert not found.holds
    assert outcomes(found) == ["passed", "failed", "passed"]
    told = found.told().splitlines()
    assert told[:3] == [
        "changed.ipynb: does not hold",
        "  code cell 2 (id cell-1): import numpy as np",
        "    Cell outputs differ",
    ]
    assert "expected 2.3027" in found.told() and "expected 2.3026" in found.told()
    assert told[-1] == (
        "  What to do: correct the solution or the cell; if what comes out now is right,"
        " `cs231n-kit authoring notebooks changed.ipynb` saves it."
    )


def test_in_html_all_but_the_bytes_of_a_picture_is_compared(replayed):
    found = replayed["html.ipynb"]
    assert outcomes(found) == ["passed", "failed"]
    assert (found.compared, found.with_numbers) == (2, 2)


def test_a_cell_that_raises_fails_and_the_next_one_still_runs(replayed):
    found = replayed["raises.ipynb"]
    assert outcomes(found) == ["failed", "passed"]
    assert found.cells[0].line == "1 / 0"
    assert "ZeroDivisionError" in found.cells[0].message and "\x1b" not in found.cells[0].message


def test_no_setting_of_the_user_and_no_other_package_reaches_the_kernel(replayed):
    found = replayed["settings.ipynb"]
    assert found.holds, found.told()


def test_progress_says_what_runs_and_for_how_long(replayed):
    assert any(
        "changed.ipynb: 0 of 0 cells, 0 s · holds.ipynb: 0 of 0 cells, 0 s" in line
        for line in replayed["progress"]
    )
    assert any("holds.ipynb: 6 of 6 cells" in line for line in replayed["progress"])


def test_the_stubs_fail_and_are_told_to_be_not_done(tmp_path, loss, save_notebook):
    save_notebook(tmp_path / "notebooks" / "stub.ipynb", loss)
    (found,) = replay_tree(build_tree(tmp_path / "tree", None, tmp_path / "notebooks"), tmp_path)
    assert not found.holds
    assert "not done yet: softmax_loss_naive, see notebooks/softmax.ipynb" in found.told()


def test_a_killed_kernel_fails_long_before_the_time_of_its_cell_is_up(tmp_path, cell, save_notebook):
    save_notebook(tmp_path / "notebooks" / "killed.ipynb", cell("x = 1"), cell(KILLED), *[cell("x")] * 3)
    tree = build_tree(tmp_path / "tree", notebooks=tmp_path / "notebooks")
    (found,) = replay_tree(tree, tmp_path, timeout=600)
    assert found.seconds < 120
    assert outcomes(found) == ["passed", "failed", "not run", "not run", "not run"]
    assert found.cells[1].message == "the kernel died in this cell; did memory run out?"
    assert "  later code cells that were not run: 3" in found.told().splitlines()


def test_a_pytest_that_cannot_even_begin_fails_with_what_it_printed(tmp_path, cell, save_notebook):
    save_notebook(tmp_path / "notebooks" / "any.ipynb", cell("1", result="1"))
    tree = build_tree(tmp_path / "tree", notebooks=tmp_path / "notebooks")
    (found,) = replay_tree(tree, tmp_path, options=["--no-such-option"])
    assert not found.holds
    assert "no cell could be run" in found.told() and "--no-such-option" in found.told()


def a_long_cell(cell, file):
    """One that names its process and the pytest around it in a file, then goes on for long."""
    return cell(
        "import os, time\nfrom pathlib import Path\n"
        f"file = Path({str(file)!r})\n"
        "file.with_suffix('.part').write_text(f'{os.getpid()} {os.getppid()}')\n"
        "file.with_suffix('.part').rename(file)\ntime.sleep(600)"
    )


def test_an_interrupted_replay_leaves_nothing_running(tmp_path, cell, save_notebook, monkeypatch):
    begun = tmp_path / "begun.txt"
    save_notebook(tmp_path / "notebooks" / "long.ipynb", a_long_cell(cell, begun))
    tree = build_tree(tmp_path / "tree", notebooks=tmp_path / "notebooks")
    started = []
    start = nbval_run._start
    monkeypatch.setattr(nbval_run, "_start", lambda *given: started.append(start(*given)) or started[-1])

    def interrupt(line):
        if begun.exists():
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        list(replay_tree(tree, tmp_path, progress=interrupt))
    assert [run.process.poll() is not None for run in started] == [True]
    assert [process for process in begun.read_text().split() if psutil.pid_exists(int(process))] == []


@pytest.mark.parametrize(
    ("sanitiser", "survivors"),
    [
        (None, [0, 0, 0, 0, 5]),
        # A pattern that hides decimals, as one for durations may do by mistake.
        ("regex: \\.\\d+\nreplace: DECIMALS\n", [8, 0, 0, 1, 5]),
    ],
)
def test_digit_flips_find_each_number_that_is_not_compared(
    tmp_path, cell, loss, save_notebook, sanitiser, survivors
):
    timing = cell("print('fast')", "0.125 s 3\n", tags=["nbval-ignore-output"])
    cells = [loss, cell("7 + 8", result="15"), cell("print('no number')", "no number\n")]
    save_notebook(tmp_path / "notebooks" / "flips.ipynb", *cells, html(cell, "3.5", "AB12"), timing)
    tree = build_tree(tmp_path / "tree", REFERENCE, tmp_path / "notebooks")
    options = []
    if sanitiser:
        (tmp_path / "sanitise.cfg").write_text(sanitiser)
        options = [f"--nbval-sanitize-with={tmp_path / 'sanitise.cfg'}"]
    (found,) = replay_tree(tree, tmp_path, plugins=[DIGIT_FLIPS], options=options)
    assert found.holds, found.log
    flips = [cell.notes["digit_flips"] for cell in found.cells]
    assert [flip["numbers"] for flip in flips] == [2, 1, 0, 1, 2]
    assert [flip["changes"] for flip in flips] == [10, 2, 0, 2, 5]
    assert [len(flip["survivors"]) for flip in flips] == survivors
    assert [cell.ignored for cell in found.cells] == [False] * 4 + [True]


# The command line


def test_the_command_replays_the_reference_whatever_the_student_wrote(
    kit_tree, cli, tmp_path, cell, loss, save_notebook
):
    (kit_tree / "cs231n_kit" / "classifiers" / "softmax.py").write_text("a student's work, half done")
    on_sample = f"import os; print(os.environ['CS231N_KIT_DATA'] == {str(tmp_path)!r})"
    notebook = save_notebook(tmp_path / "small.ipynb", loss, cell(on_sample, "False\n"))
    done = cli("replay", notebook, tree=kit_tree, CS231N_KIT_DATA=str(tmp_path))
    assert done.returncode == 0, done.stdout + done.stderr
    lines = done.stdout.splitlines()
    assert lines[0].startswith("small.ipynb: 2 saved outputs compared, 1 with numbers (")
    assert lines[1].startswith("notebook     cells run  outputs compared  with numbers  cells not compared")
    assert lines[2].split()[:-1] == ["small.ipynb", "2", "2", "1", "0"]
    assert lines[3:] == ["Every compared output came out again."]


def test_the_command_says_how_many_cells_were_not_compared(cli, tmp_path, cell, loss, save_notebook):
    tagged = cell("print(1)", "2\n", tags=["nbval-ignore-output"])
    one = save_notebook(tmp_path / "one.ipynb", loss, tagged)
    two = save_notebook(tmp_path / "two.ipynb", loss, cell("# NBVAL_IGNORE_OUTPUT\nprint(1)", "2\n"))
    last = "Every compared output came out again; {} not compared (tagged nbval-ignore-output)."
    assert cli("replay", one).stdout.splitlines()[-1] == last.format("1 cell is")
    assert cli("replay", one, two).stdout.splitlines()[-1] == last.format("2 cells are")


def test_of_the_kits_own_notebooks_a_least_is_demanded(kit_tree, cli, tmp_path, cell, save_notebook):
    save_notebook(kit_tree / "notebooks" / "own.ipynb", cell("print(1)", "1\n"))
    other = save_notebook(tmp_path / "other.ipynb", cell("print(1)", "1\n"))
    done = cli("replay", "own", other, tree=kit_tree)
    assert done.returncode == 1, done.stdout + done.stderr
    assert done.stdout.splitlines()[5:] == [TOO_LITTLE.format("own.ipynb", 1, 1, 0), "Fell short: own.ipynb"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows ends a process without asking it")
def test_a_terminated_command_leaves_nothing_behind(tmp_path, cell, save_notebook):
    begun, temporary = tmp_path / "begun.txt", tmp_path / "temporary"
    temporary.mkdir()
    notebook = save_notebook(tmp_path / "long.ipynb", a_long_cell(cell, begun))
    command = subprocess.Popen(
        [sys.executable, "-m", "cs231n_kit", "replay", str(notebook)],
        env=os.environ | {"TMPDIR": str(temporary)},
        stdout=subprocess.DEVNULL,
    )
    try:
        while not begun.exists():
            assert command.poll() is None
            time.sleep(0.1)
        assert [path for path in temporary.iterdir() if path.name.startswith("cs231n-kit-replay-")]
        command.send_signal(signal.SIGTERM)
        assert command.wait(timeout=60) == 143
    finally:
        command.kill()
    assert [process for process in begun.read_text().split() if psutil.pid_exists(int(process))] == []
    assert [path for path in temporary.iterdir() if path.name.startswith("cs231n-kit-replay-")] == []


def test_what_sigterm_did_before_it_does_again_afterwards():
    before = signal.getsignal(signal.SIGTERM)
    with _cleaned_up_when_terminated():
        assert signal.getsignal(signal.SIGTERM) != before
    assert signal.getsignal(signal.SIGTERM) == before


def test_in_a_thread_sigterm_is_left_alone():
    seen = []

    def run():
        with _cleaned_up_when_terminated():
            seen.append(signal.getsignal(signal.SIGTERM))

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    assert seen == [signal.getsignal(signal.SIGTERM)]


def test_the_command_exits_with_1_where_one_notebook_does_not_hold(cli, tmp_path, cell, loss, save_notebook):
    right = save_notebook(tmp_path / "right.ipynb", loss)
    wrong = save_notebook(tmp_path / "wrong.ipynb", cell("print(1)", "2\n"))
    done = cli("replay", right, wrong)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "right.ipynb: 1 saved outputs compared" in done.stdout
    assert "wrong.ipynb: does not hold" in done.stdout
    assert f"`cs231n-kit authoring notebooks {wrong}` saves it." in done.stdout  # as it was given
    assert done.stdout.splitlines()[-1] == "Fell short: wrong.ipynb"


@pytest.fixture
def small_cifar10(tmp_path):
    """A data folder that is complete by a table of sources of its own."""
    member = tmp_path / "data" / "cifar-10-batches-py" / "batches.meta"
    member.parent.mkdir(parents=True)
    member.write_bytes(b"labels")
    members = {"batches.meta": hashlib.sha256(b"labels").hexdigest()}
    entry = {"title": "CIFAR-10", "folder": "cifar-10-batches-py", "archives": [], "members": members}
    (tmp_path / "sources.json").write_text(json.dumps({"cifar10": entry}))
    return {
        "CS231N_KIT_DATA": str(tmp_path / "data"),
        "CS231N_KIT_SOURCES": str(tmp_path / "sources.json"),
    }


@pytest.mark.parametrize(("accuracy", "code"), [("0.38", 0), ("0.10", 1)])
def test_on_cifar10_the_notebooks_own_assertions_decide(
    cli, tmp_path, cell, save_notebook, small_cifar10, accuracy, code
):
    here = f"import os; assert os.environ['CS231N_KIT_DATA'] == {small_cifar10['CS231N_KIT_DATA']!r}"
    band = cell(f"accuracy = {accuracy}; print(accuracy); assert accuracy > 0.3", "0.5 on the sample\n")
    notebook = save_notebook(tmp_path / "bands.ipynb", cell(here), band)
    done = cli("replay", notebook, "--data", "cifar10", **small_cifar10)
    assert done.returncode == code, done.stdout + done.stderr
    assert ("bands.ipynb: ran through (" in done.stdout) == (code == 0)
    assert ("AssertionError" in done.stdout) == (code == 1)
    assert "authoring notebooks" not in done.stdout


def test_cifar10_must_be_there(tmp_path, monkeypatch, small_cifar10, cell, save_notebook):
    for name, value in small_cifar10.items():
        monkeypatch.setenv(name, value)
    folder = tmp_path / "data" / "cifar-10-batches-py"
    (folder / "batches.meta").write_bytes(b"other labels")
    notebook = save_notebook(tmp_path / "any.ipynb", cell("from … import get_softmax_data"))
    with pytest.raises(DataError) as error:
        replay([str(notebook)], "cifar10")
    assert str(error.value) == (
        f"--data cifar10 needs CIFAR-10 complete in {folder}, and it is not (batches.meta: another checksum);"
        " run `cs231n-kit data`, or let CS231N_KIT_DATA name another folder"
    )


def test_mnist_must_be_there_where_it_is_read(tmp_path, monkeypatch, cell, save_notebook):
    monkeypatch.setenv("CS231N_KIT_DATA", str(tmp_path))
    notebook = save_notebook(tmp_path / "any.ipynb", cell("from … import get_MNIST_data"))
    with pytest.raises(DataError, match="must hold train-labels-idx1-ubyte, plain or .gz, and it does not"):
        replay([str(notebook)], "cifar10")


def test_what_is_not_read_need_not_be_there(cli, tmp_path, cell, save_notebook):
    notebook = save_notebook(tmp_path / "any.ipynb", cell("print(1)", "1\n"))
    done = cli("replay", notebook, "--data", "cifar10", CS231N_KIT_DATA=str(tmp_path))
    assert done.returncode == 0, done.stdout + done.stderr


def test_notebooks_that_cannot_be_replayed(tmp_path, cell, save_notebook):
    first = save_notebook(tmp_path / "a" / "same.ipynb", cell("1"))
    second = save_notebook(tmp_path / "b" / "same.ipynb", cell("1"))
    other = save_notebook(tmp_path / "notebook.json", cell("1"))
    (tmp_path / "text.ipynb").write_text("no notebook")
    own_name = "each NOTEBOOK must be an .ipynb file with a name of its own, got {}; rename it"
    for names, message in [
        ([first, second], own_name.format(first)),
        ([other], own_name.format(other)),
        (
            [tmp_path / "text.ipynb"],
            f"{tmp_path / 'text.ipynb'} must be a Jupyter notebook, got something else",
        ),
        ([tmp_path / "absent.ipynb"], "NOTEBOOK must be a file or one of"),
    ]:
        with pytest.raises(KitError) as error:
            replay([str(name) for name in names], "sample")
        assert str(error.value).startswith(message)


def test_without_notebooks_nothing_is_said_to_hold(tmp_path, monkeypatch):
    for folder, message in [
        (tmp_path, f"{tmp_path} must hold the notebooks, and there is none; put them back (git checkout)"),
        (
            tmp_path / "absent",
            f"the notebooks must lie beside the package, but {tmp_path / 'absent'} is not there",
        ),
    ]:
        monkeypatch.setattr("cs231n_kit.authoring.replay.NOTEBOOKS", folder)
        monkeypatch.setattr("cs231n_kit.authoring.notebooks.NOTEBOOKS", folder)
        with pytest.raises(KitError) as error:
            replay([], "sample")
        assert str(error.value).startswith(message)


# What is told


def failed(number, message="1\n2"):
    return Cell(number, f"id-{number}", "f(x)", "failed", message, 1, 1, False, {})


@pytest.mark.parametrize(
    ("compared", "with_numbers", "ignored", "enough"),
    [(12, 8, 4, True), (11, 8, 4, False), (12, 7, 4, False), (12, 8, 5, False)],
)
def test_how_much_is_enough(compared, with_numbers, ignored, enough):
    cells = [Cell(1, "id", "f(x)", "passed", "", compared, with_numbers, False, {})]
    cells += [Cell(2, "id", "f(x)", "passed", "", 0, 0, True, {})] * ignored
    told = Replayed("a.ipynb", True, cells, 1.0, "").too_little
    assert told == ("" if enough else TOO_LITTLE.format("a.ipynb", compared, with_numbers, ignored))


def test_many_failures_are_told_shortly():
    cells = [failed(number) for number in range(1, 9)]
    told = Replayed("many.ipynb", False, cells, 3.0, "").told().splitlines()
    assert told.count("    1") == 5
    assert told[-2] == "  code cells that failed, too: 6, 7, 8"


def test_a_long_difference_loses_its_middle():
    message = "\n".join(f"line {number}" for number in range(100))
    told = Replayed("long.ipynb", False, [failed(1, message)], 3.0, "").told().splitlines()
    assert "    line 29" in told and "    … 40 lines left out …" in told and "    line 70" in told
    assert "    line 30" not in told and "    line 69" not in told


def test_the_table_lines_up():
    passed = Cell(1, "id", "f(x)", "passed", "", 3, 2, False, {})
    ignored = Cell(2, "id", "f(x)", "passed", "", 0, 0, True, {})
    rows = table(
        [
            Replayed("a.ipynb", True, [passed, ignored], 61.7, ""),
            Replayed("long.ipynb", True, [passed], 1.2, ""),
        ]
    )
    assert rows.splitlines() == [
        "notebook    cells run  outputs compared  with numbers  cells not compared  seconds",
        "a.ipynb             2                 3             2                   1       62",
        "long.ipynb          1                 3             2                   0        1",
    ]
