"""``results.json`` as Gradescope documents it, written as a JSON schema."""

import json
from decimal import Decimal

import pytest
from jsonschema import validate

from cs231n_kit import __version__
from cs231n_kit.grading.platforms.final import final
from cs231n_kit.grading.platforms.gradescope import as_json
from cs231n_kit.grading.platforms.policy import Override, Policy
from cs231n_kit.grading.platforms.result import result
from cs231n_kit.grading.row import OUTDATED

from ..rows import RIGHT, WRONG, finding, row, scoreless, task

VISIBILITY = {"enum": ["hidden", "after_due_date", "after_published", "visible"]}
FORMAT = {"enum": ["text", "html", "simple_format", "md", "ansi"]}
TEST = {
    "type": "object",
    "properties": {
        "score": {"type": "number"},
        "max_score": {"type": "number"},
        "status": {"enum": ["passed", "failed"]},
        "name": {"type": "string"},
        "number": {"type": "string"},
        "output": {"type": "string"},
        "output_format": FORMAT,
        "tags": {"type": "array", "items": {"type": "string"}},
        "visibility": VISIBILITY,
    },
    "required": [
        "score",
        "max_score",
        "status",
        "name",
        "number",
        "output",
        "output_format",
        "tags",
        "visibility",
    ],
    "additionalProperties": False,
}
SCHEMA = {
    "type": "object",
    "properties": {
        "score": {"type": "number"},
        "execution_time": {"type": "number", "minimum": 0},
        "output": {"type": "string"},
        "visibility": VISIBILITY,
        "stdout_visibility": VISIBILITY,
        "extra_data": {"type": "object"},
        "tests": {"type": "array", "items": TEST},
    },
    "required": ["execution_time", "output", "visibility", "stdout_visibility", "extra_data", "tests"],
    "additionalProperties": False,
}
HIDDEN = finding("secret_seed", message="It asks 42.", hint="See 43.", visibility="hidden", code="grad_sign")


def written(one, policy=None):
    found = result(one)
    data = json.loads(as_json(one, found, final(policy or Policy(), found), "softmax"))
    validate(data, SCHEMA)
    return data


def test_a_result():
    question = {"question": "question-1", "points": 1.5, "max_points": 2.0, "comment": "Nearly."}
    data = written(row("ada", task(RIGHT, WRONG), notes=["took a.py"]) | {"manual": [question]})
    assert (data["score"], data["execution_time"], data["output"]) == (5.5, 1, "took a.py")
    assert (data["visibility"], data["stdout_visibility"]) == ("visible", "hidden")
    assert data["extra_data"] == {
        **{"assignment": "softmax", "id": "ada", "kit_version": __version__, "status": "graded"},
        **{"stale": False, "score": 5.5, "max_score": 8.0, "policy": []},
    }
    assert [
        (one["number"], one["name"], one["score"], one["status"], one["output"]) for one in data["tests"]
    ] == [
        ("1.1", "softmax_loss_naive: loss", 4.0, "passed", "Right."),
        ("1.2", "softmax_loss_naive: gradient", 0.0, "failed", "It is wrong.\nLook."),
        ("2", "question-1", 1.5, "failed", "Nearly."),
    ]
    assert data["tests"][1]["tags"] == ["softmax_loss_naive", "grad_wrong"]
    assert sum(one["score"] for one in data["tests"]) == data["score"]


@pytest.mark.parametrize("points, status", [(2.0, "passed"), (0.0, "failed"), (1.0, "failed")])
def test_of_a_hidden_check_the_points_alone_are_shown(points, status):
    text = json.dumps(data := written(row("ada", task(RIGHT, HIDDEN | {"points": points}))))
    for word in ("secret_seed", "42", "43", "grad_sign"):
        assert word not in text
    shown = data["tests"][1]
    assert (shown["name"], shown["score"], shown["max_score"]) == (
        "softmax_loss_naive: hidden check 2",
        points,
        2.0,
    )
    assert (shown["status"], shown["output"]) == (
        status,
        f"{points:g} of 2 points. What it asks is not shown.",
    )


@pytest.mark.parametrize(
    "status, said",
    [
        ("unreadable", "This submission could not be read, so it has no score.\nno usable file"),
        ("error", "The grader failed at this submission, through no fault of yours; it has no score yet."),
    ],
)
def test_without_a_score_there_is_none_and_no_0(status, said):
    data = written(scoreless("ada", status, ["no usable file"]))
    assert "score" not in data and data["tests"] == [] and data["output"] == said


def test_without_a_score_no_test_counts_either():
    one = row("ada") | {"status": "unreadable", "score": None}
    data = written(one)
    assert data["tests"] == [] and data["output"].endswith("\nRight.\nIt is wrong.")


def test_the_policy_is_applied_and_said_and_the_raw_score_is_kept():
    policy = Policy(overrides=(Override("ada", Decimal("3.5"), "read by hand"),))
    data = written(row("ada"), policy)
    assert (data["score"], data["extra_data"]["score"]) == (3.5, 4.0)
    assert data["output"] == "set to 3.5 by hand: read by hand"
    assert data["extra_data"]["policy"] == ["set to 3.5 by hand: read by hand"]
    assert written(row("ada"), Policy(out_of=Decimal(60)))["output"] == "scaled from 6 to 60 points"


def test_an_override_without_a_score_has_one():
    policy = Policy(overrides=(Override("ada", Decimal(3), "on paper"),))
    assert written(scoreless("ada", "unreadable"), policy)["score"] == 3


def test_a_stale_score_is_said():
    data = written(row("ada", notes=[OUTDATED]) | {"stale": True})
    assert data["extra_data"]["stale"] is True
    assert data["output"].startswith("This score is of an earlier grading")


def test_the_same_row_gives_the_same_bytes():
    one = row("ada", task(RIGHT, WRONG, HIDDEN))
    texts = {as_json(one, result(one), final(Policy(), result(one)), "softmax") for _ in range(2)}
    assert len(texts) == 1
