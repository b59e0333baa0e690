"""What was collected is graded: `collect`, then `grade`, both through the command line."""

import json
import sys

import pytest

from cs231n_kit.checks.assignments import assignment

from .work import finish

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="grading runs on Linux")


@pytest.mark.parametrize("name", ["softmax", "softmax_layer"])
def test_archives_are_graded_as_the_work_in_them(cli, kit_tree, tmp_path, name):
    folder = tmp_path / "class"
    folder.mkdir()
    assert (
        cli("collect", "--assignment", name, "--out", folder / "b-stubs.zip", tree=kit_tree).returncode == 1
    )
    finish(kit_tree, name)
    assert cli("collect", "--assignment", name, "--out", folder / "a-done.zip", tree=kit_tree).returncode == 0

    graded = cli("grade", folder, "--assignment", name, "--out", tmp_path / "out", "--seed", "7")
    assert (graded.returncode, graded.stderr) == (0, "")
    done, stubs = json.loads((tmp_path / "out/results.json").read_text("utf-8"))["submissions"]
    assert (done["id"], done["status"], done["score"], done["max_score"]) == ("a-done", "graded", 20, 20)
    assert (stubs["id"], stubs["status"], stubs["score"], stubs["max_score"]) == ("b-stubs", "graded", 0, 20)
    assert [task["task"] for task in stubs["tasks"]] == list(assignment(name).tasks)
    assert {one["status"] for task in stubs["tasks"] for one in task["findings"]} == {"not_done"}
    assert done["notes"] == stubs["notes"] == []
