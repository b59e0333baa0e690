import os
import subprocess
import sys

from cs231n_kit.overlay import REFERENCE, build_tree
from cs231n_kit.tasks import STUBS, task_files


def contents(folder):
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_without_an_overlay_the_tree_holds_the_stubs(tmp_path):
    tree = build_tree(tmp_path / "tree")
    for file in task_files():
        assert (tree / "cs231n_kit" / file).read_bytes() == (STUBS / file).read_bytes()
    assert (tree / "notebooks" / "softmax.ipynb").is_file()


def test_the_reference_is_an_overlay_and_never_lies_in_the_tree_itself(tmp_path):
    tree = build_tree(tmp_path / "tree", REFERENCE)
    for file in task_files():
        assert (tree / "cs231n_kit" / file).read_bytes() == (REFERENCE / file).read_bytes()
    assert not [path for path in contents(tree) if "solutions" in path or "__pycache__" in path]


def test_only_the_students_files_are_taken_from_an_overlay(tmp_path):
    overlay = tmp_path / "overlay"
    (overlay / "classifiers").mkdir(parents=True)
    (overlay / "classifiers/softmax.py").write_text("mine = 1\n")
    (overlay / "overlay.py").write_text("raise SystemExit\n")
    (overlay / "classifiers/extra.py").write_text("raise SystemExit\n")
    tree = build_tree(tmp_path / "tree", overlay)
    plain = build_tree(tmp_path / "plain")
    assert (tree / "cs231n_kit/classifiers/softmax.py").read_text() == "mine = 1\n"
    differing = {
        file
        for file in contents(tree) | contents(plain)
        if (tree / file).read_bytes() != (plain / file).read_bytes()
    }
    assert differing == {"cs231n_kit/classifiers/softmax.py"}


def test_work_in_the_students_files_does_not_reach_the_tree(kit_tree, tmp_path):
    (kit_tree / "cs231n_kit/classifiers/softmax.py").write_text("work = 1\n")
    code = f"import pathlib, cs231n_kit.overlay as o; o.build_tree(pathlib.Path({str(tmp_path / 'tree')!r}))"
    subprocess.run([sys.executable, "-c", code], env=os.environ | {"PYTHONPATH": str(kit_tree)}, check=True)
    built, stub = (tmp_path / "tree/cs231n_kit", STUBS)
    assert (built / "classifiers/softmax.py").read_bytes() == (stub / "classifiers/softmax.py").read_bytes()
