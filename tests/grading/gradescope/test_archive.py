"""What is in the archive, and how it is set up."""

import io
import stat
import tomllib
import zipfile

import pytest

from cs231n_kit.grading.gradescope.archive import autograder_files, zipped
from cs231n_kit.overlay import REFERENCE
from cs231n_kit.tasks import STUBS

from ..grader import ROOT


def test_what_gradescope_looks_for_lies_at_the_top_and_can_be_run(archive):
    with zipfile.ZipFile(io.BytesIO(archive)) as packed:
        modes = {one.filename: one.external_attr >> 16 for one in packed.infolist()}
        contents = {name: packed.read(name) for name in packed.namelist()}
    at_the_top = {"setup.sh", "run_autograder", "autograder.json", "requirements.txt"}
    assert {name for name in modes if "/" not in name} == at_the_top
    assert {name for name, mode in modes.items() if stat.S_ISREG(mode) and mode & 0o111} == {
        "setup.sh",
        "run_autograder",
    }
    assert all(stat.S_ISREG(mode) or name.endswith("/") for name, mode in modes.items())
    assert [name for name, content in contents.items() if b"\r" in content] == []
    for name in ("setup.sh", "run_autograder"):
        assert contents[name].startswith(b"#!/usr/bin/env bash\n")


def test_it_holds_the_reference_and_the_stubs_as_they_are_handed_out():
    files = autograder_files("softmax", "auto")
    task_file = "classifiers/softmax.py"
    assert files[f"kit/cs231n_kit/solutions/{task_file}"] == (REFERENCE / task_file).read_bytes()
    assert files[f"kit/cs231n_kit/{task_file}"] == (STUBS / task_file).read_bytes()
    assert not [name for name in files if "__pycache__" in name or name.endswith((".pyc", ".bak"))]


def test_the_same_files_give_the_same_bytes(archive):
    assert zipped(autograder_files("softmax", "auto")) == archive


def test_line_ends_are_those_of_linux_wherever_it_is_made(cli, kit_tree, tmp_path):
    folder = kit_tree / "cs231n_kit/grading/gradescope/container"
    for name in ("setup.sh", "run_autograder"):
        (folder / name).write_bytes((folder / name).read_bytes().replace(b"\n", b"\r\n"))
    assert cli("gradescope", "--out", tmp_path / "a.zip", tree=kit_tree).returncode == 0
    with zipfile.ZipFile(tmp_path / "a.zip") as packed:
        assert [name for name in packed.namelist() if b"\r" in packed.read(name)] == []


def test_what_it_installs_is_what_the_kit_asks_for():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    wanted = autograder_files("softmax", "auto")["requirements.txt"].decode().split()
    assert {one.partition(">")[0] for one in wanted} == {"numpy", "rich"}
    assert set(wanted) <= set(project)


def test_setting_up_closes_the_archive_and_makes_an_interpreter(container):
    assert container.calls == [
        "apt-get update",
        "apt-get install -y --no-install-recommends python3 python3-venv",
        "python3 -m venv /autograder/uv",
        "pip install uv",
        "uv venv --python >=3.11 /autograder/python",
        "uv pip install --python /autograder/python/bin/python"
        " --requirement /autograder/source/requirements.txt",
    ]
    assert stat.S_IMODE((container.root / "source").stat().st_mode) == 0o700


def test_the_command_writes_it(cli, tmp_path):
    out = tmp_path / "new" / "svm.zip"
    done = cli("gradescope", "--out", out, "--assignment", "svm", "--sandbox", "process")
    assert (done.returncode, done.stderr) == (0, "")
    with zipfile.ZipFile(out) as packed:
        files = len([name for name in packed.namelist() if not name.endswith("/")])
        settings = packed.read("autograder.json").decode()
    assert done.stdout == f"{out}: grades svm at Gradescope, {files} files; it holds the solutions\n"
    assert '"assignment": "svm"' in settings and '"sandbox": "process"' in settings
    assert [path.name for path in out.parent.iterdir()] == ["svm.zip"]


@pytest.mark.parametrize(
    "arguments, message",
    [
        (("--out", "a.tar"), "--out must be a .zip file to write, got a.tar; name one\n"),
        (("--out", "folder.zip"), "--out must be a .zip file to write, got folder.zip; name one\n"),
        (("--out", "a.zip", "--assignment", "sotfmax"), "assignment must be one of gradient_check, softmax,"),
        (("--out", "a.zip", "--sandbox", "none"), "argument --sandbox: invalid choice: 'none'"),
        ((), "the following arguments are required: --out"),
    ],
)
def test_what_it_refuses(cli, tmp_path, arguments, message):
    (tmp_path / "folder.zip").mkdir()
    done = cli("gradescope", *arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert message in done.stderr
    assert "Traceback" not in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["folder.zip"]


def test_without_the_solutions_there_is_no_autograder(cli, kit_tree, tmp_path):
    (kit_tree / "cs231n_kit/solutions/classifiers/softmax.py").unlink()
    done = cli("gradescope", "--out", tmp_path / "a.zip", tree=kit_tree)
    assert done.returncode == 2
    assert "needs the reference solutions, and classifiers/softmax.py is not in " in done.stderr
    assert not (tmp_path / "a.zip").exists()
