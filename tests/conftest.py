"""What the tests share: the kit with an overlay, imported; the command line; the real data where it is."""

import importlib
import os
import shutil
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from cs231n_kit.overlay import REFERENCE, build_tree
from cs231n_kit.tasks import task_files

ROOT = Path(__file__).resolve().parents[1]
NAMED_DATA = os.environ.get("CS231N_KIT_DATA")  # read before `own_home` hides it from the tests
CLASSIFIERS = tuple(Path(file).stem for file in task_files() if file.startswith("classifiers/"))
MODULES = (
    *("errors", "gradient_check", "inputs", "layers", "optim", "solver", "vis_utils", "classifiers"),
    *(f"classifiers.{name}" for name in CLASSIFIERS),
)


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory, monkeypatch):
    """No test sees the user's data folder or settings, or touches the user's cache."""
    for variable in ("CS231N_KIT_DATA", "CS231N_KIT_SOURCES"):
        monkeypatch.delenv(variable, raising=False)
    for variable in ("HOME", "XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(variable, str(tmp_path_factory.mktemp("home")))
    # matplotlib lists the fonts of the system once for all tests, and not in the user's folder.
    monkeypatch.setenv("MPLCONFIGDIR", str(tmp_path_factory.getbasetemp().parent / "matplotlib"))


@pytest.fixture(scope="session")
def real_data():
    """The folder of the real CIFAR-10 and MNIST: the one that CS231N_KIT_DATA named when pytest started."""
    folder = Path(NAMED_DATA).resolve() if NAMED_DATA else ROOT / "datasets"
    if not (folder / "cifar-10-batches-py").is_dir() or not (folder / "mnist").is_dir():
        pytest.skip("needs the real CIFAR-10 and MNIST; name their folder by CS231N_KIT_DATA")
    return folder


def import_kit(tree):
    """The student's modules of a tree, whatever package of that name is imported already."""
    hidden = {name: sys.modules.pop(name) for name in list(sys.modules) if name.split(".")[0] == "cs231n_kit"}
    sys.path.insert(0, str(tree))
    try:
        modules = {name.rpartition(".")[2]: importlib.import_module(f"cs231n_kit.{name}") for name in MODULES}
    finally:
        sys.path.remove(str(tree))
        for name in [name for name in sys.modules if name.split(".")[0] == "cs231n_kit"]:
            del sys.modules[name]
        sys.modules.update(hidden)
    return SimpleNamespace(**modules)


@pytest.fixture(scope="session")
def reference(tmp_path_factory):
    """The kit with the reference solutions laid over it, imported."""
    return import_kit(build_tree(tmp_path_factory.mktemp("reference") / "tree", REFERENCE))


@pytest.fixture(scope="session")
def stubs(tmp_path_factory):
    """The kit as it is handed out, imported."""
    return import_kit(build_tree(tmp_path_factory.mktemp("stubs") / "tree"))


@pytest.fixture(scope="session")
def edited():
    """The names of a reference file in which one text, which stands there once, is replaced by another."""

    def run(file, right, wrong):
        source = (REFERENCE / file).read_text("utf-8")
        assert source.count(right) == 1, right
        namespace = {}
        exec(source.replace(right, wrong), namespace)
        return namespace

    return run


@pytest.fixture
def kit_tree(tmp_path):
    """A whole kit of one's own to break: package with stubs and solutions, notebooks."""
    tree = build_tree(tmp_path / "kit", authoring=True)
    shutil.copytree(
        REFERENCE, tree / "cs231n_kit" / "solutions", ignore=shutil.ignore_patterns("__pycache__")
    )
    return tree


@pytest.fixture
def cli():
    """Run the real command line: ``cli("reset", "x", tree=…)`` gives the finished process."""

    def run(*arguments, tree=ROOT, cwd=None, **environment):
        return subprocess.run(
            [sys.executable, "-m", "cs231n_kit", *map(str, arguments)],
            cwd=cwd or tree,
            env=os.environ | {"PYTHONPATH": str(tree), "COLUMNS": "100"} | environment,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=600,
        )

    return run
