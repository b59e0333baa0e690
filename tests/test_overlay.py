import os
import subprocess
import sys
from pathlib import Path

import pytest

from cs231n_kit.overlay import REFERENCE, build_tree
from cs231n_kit.tasks import STUBS, task_files

TELLING = {"solutions", "mistakes", "mutants"}
SOURCES = {".py", ".txt", ".toml", ".json"}


def contents(folder):
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def solution_lines():
    """The lines of the reference that are in a solution region and compute something."""
    lines = set()
    for file in task_files():
        inside = False
        for line in (REFERENCE / file).read_text("utf-8").splitlines():
            if line.strip() in ("### BEGIN SOLUTION", "### END SOLUTION"):
                inside = "BEGIN" in line
            elif inside and sum(sign in line for sign in "=([@") > 2:
                lines.add(line.strip())
    return lines


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


@pytest.mark.parametrize("overlay", [None, REFERENCE], ids=["stubs", "reference"])
def test_a_tree_holds_no_answers_unless_it_is_for_authoring(tmp_path, overlay):
    tree = build_tree(tmp_path / "tree", overlay)
    assert not [path for path in contents(tree) if TELLING & set(Path(path).parts)]
    staff = build_tree(tmp_path / "staff", overlay, authoring=True)
    left_out = contents(staff) - contents(tree)
    assert {next(iter(TELLING & set(Path(path).parts))) for path in left_out} == TELLING - {"solutions"}
    assert contents(tree) < contents(staff)


def test_no_line_of_a_solution_stands_in_a_tree_of_stubs(tmp_path):
    """But for lines that say little: they stand anywhere."""
    tree = build_tree(tmp_path / "tree")
    texts = [path.read_text("utf-8") for path in (tree / "cs231n_kit").rglob("*") if path.suffix in SOURCES]
    lines = {line.strip() for text in texts for line in text.splitlines()}
    assert len(solution_lines()) > 30
    assert solution_lines() & lines == set()


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
