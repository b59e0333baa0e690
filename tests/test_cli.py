import re

import pytest

from cs231n_kit import __version__

COMMANDS = ["lab", "data", "reset", "replay", "release", "authoring", "authoring notebooks"]


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
        (["replay", "--data", "mnist"], "argument --data: invalid choice: 'mnist'"),
        (
            ["replay", "nothing.ipynb"],
            "NOTEBOOK must be a file or one of gradient_check.ipynb, large_margin.ipynb, softmax.ipynb, ",
        ),
        (["authoring", "notebooks", "nothing"], "NOTEBOOK must be a file or one of "),
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
