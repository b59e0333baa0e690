"""docs/authoring.md: each block of code on it stands in the files of the assignment that it builds."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs/authoring.md").read_text("utf-8")
BLOCKS = re.findall(r"^```(?:python|toml)\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
NAMED = sorted(set(re.findall(r"`((?:cs231n_kit|tests|docs)/[\w/]+\.\w+)`", PAGE)))
FURTHER = (
    "cs231n_kit/checks/assignments/knn.py",
    "cs231n_kit/checks/sides/operations/__init__.py",
    "cs231n_kit/checks/questions/knn/labels.py",
    "cs231n_kit/mistakes/table.py",
    "cs231n_kit/authoring/mutants/survivors.toml",
)


@pytest.mark.parametrize("block", BLOCKS)
def test_a_block_of_code_stands_in_the_kit(block):
    texts = [(ROOT / path).read_text("utf-8") for path in (*NAMED, *FURTHER)]
    assert any(block in text for text in texts)


def test_there_are_blocks_and_the_files_that_are_named_are_there():
    assert len(BLOCKS) >= 10
    assert len(NAMED) >= 8
    assert [path for path in NAMED if not (ROOT / path).is_file()] == []


def test_what_is_said_of_numbers_is_so():
    from cs231n_kit.authoring.mutants.command import catalogue
    from cs231n_kit.authoring.mutants.listed import every, survivors

    automatic = [one.name for one in every() if one.file.endswith("k_nearest_neighbor.py")]
    alive = [name for name in survivors() if "k_nearest_neighbor.py" in name]
    assert f"the {len(catalogue('knn'))} mutants" in PAGE
    assert (len(alive), len(automatic)) == (5, 67) and "Five of 67 survive" in PAGE
