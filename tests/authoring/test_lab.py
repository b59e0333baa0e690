"""`cs231n-kit lab` with a JupyterLab of the test's own, which tells what it was started with."""

import json
import os
import sys
from pathlib import Path

import pytest

TELLS = """
import json, os, sys
from cs231n_kit.datasets.folders import data_folder
import cs231n_kit.classifiers.softmax as softmax
print(json.dumps({
    "arguments": sys.argv[1:],
    "named": os.environ.get("CS231N_KIT_DATA"),
    "data": str(data_folder().resolve()),
    "path": os.environ["PATH"],
    "stub": "raise NotDone" in open(softmax.__file__, encoding="utf-8").read(),
}))
"""


@pytest.fixture
def lab(cli, kit_tree, tmp_path):
    """Run `cs231n-kit lab` in a folder with a package `jupyterlab` that prints instead of serving."""
    (tmp_path / "here" / "jupyterlab").mkdir(parents=True)
    (tmp_path / "here" / "jupyterlab" / "__init__.py").touch()
    (tmp_path / "here" / "jupyterlab" / "__main__.py").write_text(TELLS)
    (kit_tree / "datasets").mkdir()

    def run(*options, **environment):
        done = cli("lab", *options, tree=kit_tree, cwd=tmp_path / "here", **environment)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout.splitlines()[-1])

    return run


def test_lab_opens_the_students_own_files_and_names_no_data(lab, kit_tree):
    found = lab("--no-browser", "--port=9999")
    assert found["stub"]
    assert found["named"] is None  # or data that is fetched later would not be found
    assert found["data"] == str(kit_tree / "datasets")
    assert found["arguments"][-2:] == ["--no-browser", "--port=9999"]
    assert f"--ServerApp.root_dir={kit_tree}" in found["arguments"]
    assert found["path"].split(os.pathsep)[0] == str(Path(sys.executable).parent)


def test_lab_with_solutions_works_on_a_copy_with_the_same_data_and_removes_it(lab, kit_tree):
    found = lab("--solutions")
    assert not found["stub"]
    assert found["named"] is None
    assert found["data"] == str(kit_tree / "datasets")
    (root,) = (one.partition("=")[2] for one in found["arguments"] if "root_dir" in one)
    assert root != str(kit_tree) and not Path(root).exists()
    assert (kit_tree / "datasets").is_dir()


def test_a_relative_data_folder_is_handed_on_as_an_absolute_one(lab, tmp_path):
    (tmp_path / "here" / "mine").mkdir()
    found = lab(CS231N_KIT_DATA="mine")
    assert found["named"] == found["data"] == str(tmp_path / "here" / "mine")
