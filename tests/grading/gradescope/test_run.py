"""``run_autograder``, in a folder laid out like Gradescope's container."""

import os
import stat
import subprocess
import sys

import pytest
from jsonschema import ValidationError, validate

from cs231n_kit.overlay import REFERENCE
from cs231n_kit.tasks import STUBS

from ..grader import FALLBACK, NOBODY
from .conftest import HERE

FILES = ("classifiers/softmax.py", "classifiers/linear_classifier.py")
RIGHT = {file.rpartition("/")[2]: (REFERENCE / file).read_text("utf-8") for file in FILES}
UNTOUCHED = {file.rpartition("/")[2]: (STUBS / file).read_text("utf-8") for file in FILES}
WRONG = RIGHT | {"softmax.py": RIGHT["softmax.py"].replace("dW = dW / N + ", "dW = dW + ")}
LOOP = RIGHT | {"softmax.py": RIGHT["softmax.py"].replace("    rows = np.arange(N)", "    while N: rows = 0")}

# The fields of https://gradescope-autograders.readthedocs.io/en/latest/specs/#output-format, which asks for a
# score at the top or else one in every test.
VISIBILITY = {"enum": ["hidden", "after_due_date", "after_published", "visible"]}
FORMAT = {"enum": ["text", "html", "simple_format", "md", "ansi"]}
TEXT, NUMBER, ANY = {"type": "string"}, {"type": "number"}, {"type": "object"}
TEST = {
    "type": "object",
    "properties": {
        **{"score": NUMBER, "max_score": NUMBER, "status": {"enum": ["passed", "failed"]}},
        **{"name": TEXT, "name_format": FORMAT, "number": TEXT, "output": TEXT, "output_format": FORMAT},
        **{"tags": {"type": "array", "items": TEXT}, "visibility": VISIBILITY, "extra_data": ANY},
    },
    "additionalProperties": False,
}
FIELDS = {
    "type": "object",
    "properties": {
        **{"score": NUMBER, "execution_time": NUMBER, "output": TEXT, "output_format": FORMAT},
        **{"test_output_format": FORMAT, "test_name_format": FORMAT},
        **{"visibility": VISIBILITY, "stdout_visibility": VISIBILITY, "extra_data": ANY},
        **{"tests": {"type": "array", "items": TEST}, "leaderboard": {"type": "array"}},
    },
    "additionalProperties": False,
}
SCORED_TESTS = {"minItems": 1, "items": {"required": ["score"]}}
PUBLISHED = FIELDS | {
    "anyOf": [{"required": ["score"]}, {"required": ["tests"], "properties": {"tests": SCORED_TESTS}}]
}


def refused_for_its_score(data):
    """Whether Gradescope has nothing to complain of but that there is no score."""
    validate(data, FIELDS)
    with pytest.raises(ValidationError):
        validate(data, PUBLISHED)
    return True


def test_right_work_has_full_points_and_so_has_what_is_handed_in_next_its_own(container):
    container.hand_in(RIGHT)
    data, said, code = container.run()
    validate(data, PUBLISHED)
    assert (code, data["score"], data["output"]) == (0, 20.0, "")
    assert {one["status"] for one in data["tests"]} == {"passed"}
    assert data["stdout_visibility"] == "hidden"
    assert said.startswith("assignment softmax, seed ") and said.endswith("\ngraded: 20.0 of 20.0\n")

    container.hand_in(WRONG)
    data, _, code = container.run()
    validate(data, PUBLISHED)
    failed = {one["name"]: one for one in data["tests"] if one["status"] == "failed"}
    assert (code, list(failed)) == (0, ["softmax_loss_naive: gradient"])
    assert data["score"] == 20.0 - failed["softmax_loss_naive: gradient"]["max_score"]
    assert failed["softmax_loss_naive: gradient"]["tags"] == ["softmax_loss_naive", "grad_not_averaged"]

    container.hand_in(UNTOUCHED)
    data, _, code = container.run()
    validate(data, PUBLISHED)
    assert (code, data["score"]) == (0, 0.0)  # graded, and worth nothing


ONE_LAYER = ("rlimits",)  # with user ids, which need root: as in a container without Landlock and seccomp
AS = [("auto", ()), ("auto", FALLBACK), *([("process", ONE_LAYER)] if os.geteuid() == 0 else [])]


@pytest.mark.parametrize("sandbox, layers", AS)
def test_a_hostile_submission_reaches_nothing_and_is_graded(container, sandbox, layers):
    container.change(sandbox=sandbox)
    hostile = (HERE / "hostile.py").read_text("utf-8").replace("@ROOT@", str(container.root))
    container.hand_in(RIGHT | {"softmax.py": hostile})
    data, said, code = container.run(*layers)
    validate(data, PUBLISHED)
    assert code == 0
    naive = [one["output"] for one in data["tests"] if "softmax_loss_naive" in one["tags"]]
    assert naive and all("reached: nothing." in one for one in naive[:2])
    assert "reached: " not in "".join(naive).replace("reached: nothing.", "")
    vectorized = {
        tag for one in data["tests"] for tag in one["tags"] if one["name"].startswith("softmax_loss_v")
    }
    assert "process_died" in vectorized
    train = [one for one in data["tests"] if one["tags"][0] == "LinearClassifier.predict"]
    assert all(one["score"] == one["max_score"] for one in train)
    assert f"sandbox: {', '.join(layers)}\n" in said or not layers


def test_the_attempts_are_real(container):
    """Outside a box, for who owns the files, most of what the hostile submission tries does work."""
    for path in ("cs231n-reference-1/tree/reference", "cs231n-autograder-1/gradebook.sqlite"):
        (container.root / "tmp" / path).parent.mkdir(parents=True)
        (container.root / "tmp" / path).touch()
    (container.root / "submission/softmax.py").touch()
    hostile = (HERE / "hostile.py").read_text("utf-8").replace("@ROOT@", str(container.root))
    code = f"{hostile}\nos.kill = lambda *_: None\nprint(*worked(), sep='\\n', end='')"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=container.root)
    assert {
        *("the reference", "the settings", "a listing of the archive", "the metadata", "the handed-in file"),
        *("the built reference", "the gradebook", "results.json", "a file beside it", "the server"),
        *("another run_autograder", "the rights to it"),
    } <= set(done.stdout.split("\n"))


def test_a_loop_without_end_costs_its_own_checks(container):
    container.change(timeout=1.5)
    container.hand_in(LOOP)
    data, _, code = container.run()
    validate(data, PUBLISHED)
    assert code == 0
    assert {one["tags"][1] for one in data["tests"] if one["tags"][0] == "softmax_loss_vectorized"} >= {
        "timeout"
    }
    assert 0 < data["score"] < 20


@pytest.mark.parametrize(
    "files, reason",
    [
        ({}, "It is empty; softmax.py or linear_classifier.py should be in it."),
        ({"essay.txt": "softmax"}, "There is no softmax.py or linear_classifier.py in it"),
    ],
)
def test_nothing_to_grade_is_no_0(container, files, reason):
    container.hand_in(files)
    data, said, code = container.run()
    assert refused_for_its_score(data)
    assert (code, data["tests"], data["extra_data"]["status"]) == (1, [], "unreadable")
    assert reason in data["output"] and reason in said


def test_without_a_sandbox_there_is_no_score_and_staff_are_told_why(container):
    container.hand_in(RIGHT)
    data, said, code = container.run("rlimits")
    assert refused_for_its_score(data)
    assert (code, data["extra_data"]["status"], data["stdout_visibility"]) == (1, "error", "hidden")
    assert "Landlock" not in data["output"]
    assert said.startswith("The autograder could not grade: The sandbox needs Landlock ")
    assert "pass '--sandbox process' where this container is already one per submission" in said


def test_a_grader_that_fails_gives_no_score(container):
    (container.root / "source/kit/cs231n_kit/solutions/classifiers/softmax.py").write_text("def (:\n")
    container.hand_in(RIGHT)
    data, said, code = container.run()
    assert refused_for_its_score(data)
    assert (code, data["tests"], data["extra_data"]["status"]) == (1, [], "error")
    assert "The autograder could not grade: the reference's answers cannot be made: " in said
    assert "reference" not in data["output"]


def test_an_autograder_that_cannot_begin_leaves_no_result(container):
    container.hand_in(RIGHT)
    (container.root / "results/results.json").write_text('{"score": 20}')
    (container.root / "source/autograder.json").write_text("{")
    data, said, code = container.run()
    assert (data, code) == (None, 1)
    assert "autograder.json must be what `cs231n-kit gradescope` wrote" in said
    assert "Traceback" not in said


def test_what_is_beside_a_submission_is_closed_to_others(container):
    container.hand_in(RIGHT)
    for path in (container.root / "source", container.root / "results"):
        path.chmod(0o777)  # as an image may be made
    container.run()
    closed = ("source", "submission", "results", "submission_metadata.json")
    assert {
        name: stat.S_IMODE((container.root / name).stat().st_mode) & 0o077 for name in closed
    } == dict.fromkeys(closed, 0)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
def test_another_user_cannot_read_the_reference(container):
    path = container.root / "source/kit/cs231n_kit/solutions/classifiers/softmax.py"
    code = f"import os; os.setuid({NOBODY}); open({str(path)!r})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 1 and "PermissionError" in done.stderr
