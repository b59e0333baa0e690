"""When the outputs of a notebook are said to be those of another run."""

import pytest

from cs231n_kit.collecting.notebook import Cell
from cs231n_kit.collecting.stale import stale
from cs231n_kit.collecting.taken import Taken
from cs231n_kit.collecting.undone import Undone
from cs231n_kit.releases import hashed

FILE = "classifiers/softmax.py"
NAME = f"cs231n_kit/{FILE}"
MINE = {FILE: Taken(NAME, b"mine = 1\n", 100.0)}


def code(count, source="x = 1", *outputs):
    return Cell("code", source, count=count, outputs=outputs)


def error(name="ValueError"):
    return {"output_type": "error", "ename": name, "evalue": "no"}


def seen(*cells, saved=200.0, undone=(), files=MINE):
    return stale(cells, Taken("notebooks/softmax.ipynb", b"", saved), files, Undone(undone))


PRINTED = {"output_type": "stream", "name": "stdout", "text": "1"}
FRESH = {
    "run in order": [code(1), code(2, "x", PRINTED), code(3)],
    "run again in order": [code(7), code(8), code(12)],
    "text between": [code(1), Cell("markdown", "text"), code(2)],
    "an empty cell": [code(1), code(None, " \n"), code(2)],
    "nothing to run": [Cell("markdown", "text")],
}
STALE = {
    "never run": (
        [code(None, "import numpy\nx = 1"), code(None)],
        "2 of 2 cells were not run, first the one that begins `import numpy`",
    ),
    "one left out": (
        [code(1), code(None, "y = 2"), code(2)],
        "1 of 3 cells was not run, first the one that begins `y = 2`",
    ),
    "run again out of order": (
        [code(1), code(5), code(3, "z = 3"), code(4)],
        "cells were run in another order than they stand in, first the one that begins `z = 3`",
    ),
    "two runs of the kernel": (
        [code(3), code(3, "same")],
        "cells were run in another order than they stand in, first the one that begins `same`",
    ),
    "stopped": (
        [code(1), code(2, "\n  f(x)  \n", PRINTED, error())],
        "1 cell stopped with an error, first (ValueError) the one that begins `f(x)`",
    ),
    "stopped twice": (
        [code(1, "g()", error("")), code(2, "h()", error())],
        "2 cells stopped with an error, first (an error) the one that begins `g()`",
    ),
    "a long line": (
        [code(None, "x" * 100)],
        f"1 of 1 cells was not run, first the one that begins `{'x' * 39}…`",
    ),
}


@pytest.mark.parametrize("case", FRESH)
def test_nothing_is_said_of_a_run_from_top_to_bottom(case):
    assert seen(*FRESH[case]) == []


@pytest.mark.parametrize("case", STALE)
def test_another_run_is_told(case):
    cells, said = STALE[case]
    assert seen(*cells) == [said]


def test_everything_seen_is_told():
    said = seen(code(2, "a", error()), code(1, "b"), code(None, "c"), saved=1.0)
    assert [line.split()[0] for line in said] == ["1", "cells", "1", NAME]


@pytest.mark.parametrize("saved, old", [(50.0, True), (97.9, True), (98.1, False), (100.0, False)])
def test_a_file_saved_after_the_notebook_is_told(saved, old):
    changed = [f"{NAME} was changed after the notebook was saved"] if old else []
    assert seen(code(1), saved=saved) == changed


def test_the_age_of_a_file_as_handed_out_says_nothing():
    from cs231n_kit.tasks import STUBS

    stub = {FILE: Taken(NAME, (STUBS / FILE).read_bytes(), 100.0)}
    assert seen(code(1), saved=1.0, files=stub) == []


def test_outputs_of_tasks_that_are_not_done_are_not_the_students():
    said = "no cell stopped although a_task is not done, so its outputs are not of these files"
    assert seen(code(1), code(2), undone=("a_task", "another")) == [said]
    assert said not in seen(code(1), code(2, "a_task()", error("NotDone")), undone=("a_task",))


def test_a_notebook_that_was_never_saved_has_the_outputs_of_the_release():
    def said(data, undone=()):
        book = Taken("notebooks/softmax.ipynb", data, 200.0)
        return stale([code(1)], book, MINE, Undone(undone), handed_out=hashed(b"the kit's"))

    came = ["it is as it was handed out, so its outputs are not of your files"]
    assert said(b"the kit's") == said(b"the kit's", ("a_task",)) == came
    assert said(b"saved again") == []
