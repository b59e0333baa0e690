import json
import re

import pytest

from cs231n_kit import __version__

COMMANDS = [
    "lab",
    "check",
    "data",
    "reset",
    "collect",
    "update",
    "replay",
    "grade",
    "questions",
    "export",
    "gradescope",
    "similarity",
    "release",
    "authoring",
    "authoring new",
    "authoring notebooks",
    "authoring mutants",
]


def test_help_lists_every_command(cli):
    done = cli("--help")
    assert done.returncode == 0
    assert set(re.findall(r"^    (\w+)", done.stdout, flags=re.MULTILINE)) == {c.split()[0] for c in COMMANDS}


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(cli, command):
    done = cli(*command.split(), "--help")
    assert done.returncode == 0
    assert done.stdout.startswith(f"usage: cs231n-kit {command}")
    assert len(done.stdout.split("\n\n")[1]) > 40  # a description, not only the usage


def test_version(cli):
    assert cli("--version").stdout == f"cs231n-kit {__version__}\n"


@pytest.mark.parametrize(
    "arguments, message",
    [
        ([], "the following arguments are required: COMMAND"),
        (["grdae"], "argument COMMAND: invalid choice: 'grdae'"),
        (["reset", "softmax.py", "--force"], "unrecognized arguments: --force"),
        (["reset"], "the following arguments are required: TASK"),
        (["data", "cifar100"], "argument NAME: invalid choice: 'cifar100'"),
        (
            ["check", "softmax_loss_navie"],
            "no task or assignment is called 'softmax_loss_navie'; did you mean ",
        ),
        (["check", "softmax", "nothing"], "no task or assignment is called 'nothing'; choose from "),
        (["replay", "--data", "mnist"], "argument --data: invalid choice: 'mnist'"),
        (
            ["replay", "nothing.ipynb"],
            "NOTEBOOK must be a file or one of gradient_check.ipynb, knn.ipynb, large_margin.ipynb, ",
        ),
        (["authoring", "notebooks", "nothing"], "NOTEBOOK must be a file or one of "),
        (["authoring", "new"], "the following arguments are required: NAME"),
        (["authoring", "new", "SVM"], "NAME must be small letters, digits and single underscores, "),
        (["authoring", "new", "svm"], "a new assignment must not touch what is there, but notebooks/svm"),
    ],
)
def test_wrong_usage_exits_with_2_and_says_why(cli, arguments, message):
    done = cli(*arguments)
    assert done.returncode == 2
    assert message in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


def test_a_relative_data_folder_is_meant_from_where_the_command_was_typed(cli, tmp_path):
    done = cli("replay", "--data", "cifar10", cwd=tmp_path, CS231N_KIT_DATA="nowhere")
    assert done.returncode == 2
    assert str(tmp_path / "nowhere") in done.stderr


NAIVE, PREDICT = "softmax_loss_naive", "LinearClassifier.predict"
SOFTMAX = [
    "softmax_loss_naive",
    "softmax_loss_vectorized",
    "LinearClassifier.train",
    "LinearClassifier.predict",
]


def test_check_exits_with_1_until_everything_is_right(cli, kit_tree):
    not_done = cli("check", PREDICT, tree=kit_tree)
    assert (not_done.returncode, not_done.stderr) == (1, "")
    assert "Not done yet. notebooks/softmax.ipynb explains it." in not_done.stdout

    overlay = kit_tree / "cs231n_kit" / "solutions" / "classifiers"
    for file in overlay.glob("*.py"):
        (kit_tree / "cs231n_kit" / "classifiers" / file.name).write_bytes(file.read_bytes())
    right = cli("check", PREDICT, NAIVE, PREDICT, tree=kit_tree)
    assert (right.returncode, right.stderr) == (0, "")
    assert right.stdout == (
        "✓ LinearClassifier.predict: 1 of 1 check right (cs231n_kit/classifiers/linear_classifier.py)\n"
        "✓ softmax_loss_naive: 9 of 9 checks right (cs231n_kit/classifiers/softmax.py)\n"
        "10 of 10 checks right\n"
    )

    file = kit_tree / "cs231n_kit/classifiers/softmax.py"
    file.write_text(file.read_text("utf-8") + "\ndef (:\n", "utf-8")
    broken = cli("check", NAIVE, tree=kit_tree)
    assert (broken.returncode, broken.stderr) == (1, "")
    assert "Python cannot read cs231n_kit/classifiers/softmax.py, line " in broken.stdout


def test_check_prints_findings_as_json(cli, kit_tree):
    done = cli("check", "softmax", "--json", tree=kit_tree)
    assert (done.returncode, done.stderr) == (1, "")
    data = json.loads(done.stdout)
    assert list(data) == ["schema", "kit_version", "tasks"]
    assert (data["schema"], data["kit_version"]) == (1, __version__)
    assert [task["task"] for task in data["tasks"]] == SOFTMAX
    assert sum(task["max_score"] for task in data["tasks"]) == 20
    for task in data["tasks"]:
        assert set(task) == {"task", "score", "max_score", "findings"}
        assert task["score"] == 0
        for finding in task["findings"]:
            assert set(finding) == {
                *("check", "status", "code", "points", "max_points", "visibility"),
                *("message", "hint", "evidence"),
            }
            assert (finding["status"], finding["code"]) == ("not_done", "not_implemented")
    assert str(kit_tree) not in done.stdout


def test_check_without_a_name_checks_every_task(cli, kit_tree):
    from cs231n_kit.checks.named import wanted

    data = json.loads(cli("check", "--json", tree=kit_tree).stdout)
    assert [task["task"] for task in data["tasks"]] == [one.task for one in wanted()]
    statuses = {finding["status"] for task in data["tasks"] for finding in task["findings"]}
    assert statuses == {"not_done"}


def test_check_writes_where_there_is_no_check_mark(cli, kit_tree):
    done = cli("check", NAIVE, tree=kit_tree, PYTHONIOENCODING="ascii")
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.startswith("? softmax_loss_naive (")
