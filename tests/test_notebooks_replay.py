"""The kit's own notebooks, replayed once with the reference and once with the stubs."""

from pathlib import Path

import pytest

from cs231n_kit.authoring.nbval_run import replay_tree
from cs231n_kit.authoring.notebooks import all_notebooks
from cs231n_kit.datasets.sample import ensure_sample
from cs231n_kit.overlay import REFERENCE, build_tree
from cs231n_kit.tasks import tasks

NAMES = [path.name for path in all_notebooks()]
DIGIT_FLIPS = Path(__file__).with_name("authoring") / "digit_flips.py"

every_notebook = pytest.mark.parametrize("name", NAMES)


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("CS231N_KIT_DATA", raising=False)
        patch.delenv("CS231N_KIT_SOURCES", raising=False)
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        yield ensure_sample()


@pytest.fixture(scope="module")
def replayed(tmp_path_factory, data):
    """With the reference, trying in passing whether any wrong digit would be noticed."""
    tree = build_tree(tmp_path_factory.mktemp("reference") / "tree", REFERENCE)
    return {one.notebook: one for one in replay_tree(tree, data, plugins=[DIGIT_FLIPS])}


@pytest.fixture(scope="module")
def stubs_replayed(tmp_path_factory, data):
    tree = build_tree(tmp_path_factory.mktemp("stubs") / "tree")
    return {one.notebook: one for one in replay_tree(tree, data)}


def test_there_are_notebooks():
    assert {"gradient_check.ipynb", "softmax.ipynb"} <= set(NAMES)


@every_notebook
def test_every_saved_output_holds_with_the_reference(replayed, name):
    assert replayed[name].holds, replayed[name].told()


@every_notebook
def test_enough_is_compared(replayed, name):
    found = replayed[name]
    assert found.compared >= 12
    assert found.with_numbers >= 8
    assert found.ignored <= 4


@every_notebook
def test_a_single_wrong_digit_in_any_saved_number_would_be_noticed(replayed, name):
    flips = {cell.number: cell.notes["digit_flips"] for cell in replayed[name].cells if not cell.ignored}
    assert sum(flip["changes"] for flip in flips.values()) >= sum(flip["numbers"] for flip in flips.values())
    assert sum(flip["numbers"] for flip in flips.values()) >= replayed[name].with_numbers
    assert {number: flip["survivors"] for number, flip in flips.items() if flip["survivors"]} == {}


@every_notebook
def test_the_stubs_fail_and_say_what_is_not_done(stubs_replayed, name):
    found = stubs_replayed[name]
    messages = "\n".join(cell.message for cell in found.failed)
    assert not found.holds
    told = [task for task in tasks() if f"not done yet: {task.name}, see {task.notebook}" in messages]
    assert set(told) >= {task for task in tasks() if task.notebook == f"notebooks/{name}"}
