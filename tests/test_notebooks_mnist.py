"""The notebooks about digits on the real MNIST: their own bands, and what the reference reaches."""

import re

import pytest

from cs231n_kit.authoring.notebooks import execute
from cs231n_kit.overlay import NOTEBOOKS, REFERENCE, build_tree


@pytest.fixture(scope="module")
def printed(real_data, tmp_path_factory):
    """What each cell prints when the notebook runs on the real data, by the name of the cell."""
    tree = build_tree(tmp_path_factory.mktemp("mnist") / "tree", REFERENCE)
    notebook = execute(NOTEBOOKS / "softmax_layer.ipynb", tree, real_data)
    return {
        cell.id: "".join(output.get("text", "") for output in cell.outputs)
        for cell in notebook.cells
        if cell.cell_type == "code"
    }


def test_it_is_the_real_mnist(printed):
    assert "this notebook runs on: MNIST\n" in printed["load"]
    for part, count in (("train", 55_000), ("val", 5_000), ("test", 10_000)):
        assert re.search(rf"^{part} +X \({count}, 784\)", printed["load"], re.MULTILINE)


def test_the_reference_reaches_what_is_published(printed):
    reached = dict(re.findall(r"^(validation|test): (0\.\d+)", printed["bands"], re.MULTILINE))
    assert float(reached["validation"]) >= 0.975
    assert float(reached["test"]) >= 0.975


def test_every_check_holds_but_that_of_the_wrong_loop(printed):
    verdicts = {name: re.findall(r": (True|False)$", text, re.MULTILINE) for name, text in printed.items()}
    assert verdicts.pop("loop-input") == ["False"]
    held = [verdict for listed in verdicts.values() for verdict in listed]
    assert len(held) >= 20
    assert set(held) == {"True"}


def test_training_takes_less_than_half_a_minute_of_one_processor(printed):
    (seconds,) = re.findall(r"([\d.]+) s of processor time", printed["train"])
    assert float(seconds) <= 30


@pytest.mark.parametrize("name", ["softmax_layer", "large_margin"])
def test_the_command_holds_the_notebook_to_its_bands_without_cifar10(cli, real_data, tmp_path, name):
    (tmp_path / "mnist").symlink_to(real_data / "mnist")
    done = cli("replay", name, "--data", "cifar10", CS231N_KIT_DATA=str(tmp_path))
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.startswith(f"{name}.ipynb: ran through")
