"""A release alone: unpacked where nothing of the checkout is found, installed, and worked with."""

import os
import shutil
import subprocess
import sys
import sysconfig
import textwrap
import zipfile
from pathlib import Path

import pytest

RIGHT = '''
def softmax_loss_naive(W, X, y, reg):
    """By hand."""
    dW, total = np.zeros_like(W), 0.0
    for x, label in zip(X, y):
        s = x @ W
        s = np.exp(s - max(s))
        q = s / sum(s)
        total += -np.log(q[label]) if q[label] > 0 else float(max(x @ W) + np.log(sum(s)) - (x @ W)[label])
        for c in range(W.shape[1]):
            dW[:, c] += x * (q[c] - (c == label))
    return total / len(y) + reg * np.sum(W**2), dW / len(y) + 2 * reg * W
'''


@pytest.fixture(scope="module")
def student(released, tmp_path_factory):
    """The archive, unpacked beside an environment with the packages of this one, the kit excepted."""
    home = tmp_path_factory.mktemp("student")
    with zipfile.ZipFile(released.with_name("cs231n.zip")) as archive:
        archive.extractall(home)
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", home / "venv"], check=True)
    # A folder named so is searched, but the .pth files in it, the kit's among them, are not read.
    site = subprocess.check_output(
        [home / "venv/bin/python", "-c", "import site; print(site.getsitepackages()[0])"]
    )
    (Path(site.decode().strip()) / "here.pth").write_text(sysconfig.get_path("purelib"), "utf-8")
    return home / "cs231n-kit"


@pytest.fixture(scope="module")
def run(student, tmp_path_factory):
    """Run a program of the student's environment in the student's folder."""
    home = tmp_path_factory.mktemp("home")
    names = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "CS231N"))}

    def run(program, *arguments, cwd="."):
        command = [student.parent / "venv/bin" / program, *map(str, arguments)]
        environment = names | {"HOME": str(home), "XDG_CACHE_HOME": str(home), "OPENBLAS_NUM_THREADS": "1"}
        return subprocess.run(
            command, cwd=student / cwd, env=environment, capture_output=True, text=True, timeout=300
        )

    return run


@pytest.fixture(scope="module")
def installed(run):
    """``pip install -e .``, without a network."""
    done = run("python", "-m", "pip", "install", "--no-index", "--no-deps", "--no-build-isolation", "-e", ".")
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.usefixtures("installed")
def test_a_student_sets_up_writes_checks_and_hands_in(student, run):
    where = run("python", "-c", "import cs231n_kit; print(cs231n_kit.__file__)", cwd="notebooks")
    assert where.stdout.strip() == str(student / "cs231n_kit/__init__.py")

    begun = run("cs231n-kit", "check")
    assert (begun.returncode, begun.stderr) == (1, "")
    assert begun.stdout.splitlines()[-1].startswith("0 of ")
    assert "✗" not in begun.stdout and "!" not in begun.stdout

    file = student / "cs231n_kit/classifiers/softmax.py"
    stub = file.read_text("utf-8")
    file.write_text(stub + RIGHT, "utf-8")
    right = run("cs231n-kit", "check", "softmax_loss_naive")
    assert (right.returncode, right.stderr) == (0, "")
    assert right.stdout.startswith("✓ softmax_loss_naive: 9 of 9 checks right ")

    handed_in = run("cs231n-kit", "collect", "--out", "hand-in.zip")
    assert handed_in.returncode == 1, handed_in.stderr  # the other tasks are open
    with zipfile.ZipFile(student / "hand-in.zip") as archive:
        names = {Path(name).name for name in archive.namelist()}
    assert {"manifest.json", "softmax.py", "linear_classifier.py", "softmax.ipynb"} <= names

    assert run("cs231n-kit", "reset", "softmax.py").returncode == 0
    assert file.read_text("utf-8") == stub


@pytest.mark.usefixtures("installed")
def test_the_set_up_of_every_notebook_runs(student, run):
    script = """
        import json, pathlib
        from nbclient import NotebookClient
        from nbformat.v4 import new_code_cell, new_notebook
        cells = []
        for path in sorted(pathlib.Path(".").glob("*.ipynb")):
            code = [c for c in json.loads(path.read_bytes())["cells"] if c["cell_type"] == "code"]
            cells += [new_code_cell("".join(cell["source"])) for cell in code[:2]]
            cells += [new_code_cell(f"print({path.name!r}, check.__module__)")]
        ran = NotebookClient(new_notebook(cells=cells), timeout=100).execute()
        for cell in ran.cells:
            print("".join(output.get("text", "") for output in cell.outputs))
    """
    done = run("python", "-c", textwrap.dedent(script), cwd="notebooks")
    names = sorted(path.name for path in (student / "notebooks").glob("*.ipynb"))
    expected = [f"{name} cs231n_kit.checks.student" for name in names]
    assert [line for line in done.stdout.splitlines() if ".ipynb" in line] == expected, done.stderr


@pytest.mark.usefixtures("installed")
def test_the_staffs_commands_do_not_exist(run):
    for command in ("grade", "release", "replay", "authoring"):
        done = run("cs231n-kit", command)
        assert done.returncode == 2
        assert f"invalid choice: '{command}'" in done.stderr


def test_the_wheel_holds_the_package_of_the_release_and_nothing_else(student, run, tmp_path):
    source = tmp_path / "source"
    shutil.copytree(student, source, ignore=shutil.ignore_patterns("*.egg-info", "__pycache__", "build"))
    done = run(
        *("python", "-m", "pip", "wheel", "--no-index", "--no-deps", "--no-build-isolation"),
        *("--wheel-dir", tmp_path, source),
    )
    assert done.returncode == 0, done.stdout + done.stderr
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = {name for name in archive.namelist() if ".dist-info/" not in name}
    package = source / "cs231n_kit"
    handed_out = {path.relative_to(source).as_posix() for path in package.rglob("*") if path.is_file()}
    assert names == {name for name in handed_out if ".bak" not in name}
    assert not {name.split("/")[1] for name in names} & {"solutions", "grading", "mistakes"}
