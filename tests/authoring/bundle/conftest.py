"""A checkout of one's own to make releases from, and one release made for all tests."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
ROOT_FILES = (".gitignore", "LICENSE", "get_datasets.sh", "requirements.txt", "pyproject.toml")


@pytest.fixture
def checkout(kit_tree):
    """A kit that a release can be made from; to be broken."""
    (kit_tree / "datasets").mkdir()
    sums = [path.relative_to(ROOT).as_posix() for path in (ROOT / "datasets").glob("*.sha256")]
    for file in (*ROOT_FILES, "datasets/README.md", *sums):
        shutil.copyfile(ROOT / file, kit_tree / file)
    return kit_tree


@pytest.fixture(scope="session")
def released(tmp_path_factory):
    """The release of all notebooks: a folder, and beside it the archive."""
    out = tmp_path_factory.mktemp("released") / "cs231n"
    command = [sys.executable, "-m", "cs231n_kit", "release", "--out", out]
    done = subprocess.run(
        command, cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)}, capture_output=True, text=True
    )
    assert (done.returncode, done.stderr) == (0, "")
    return out
