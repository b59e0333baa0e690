"""The softmax notebook on the real CIFAR-10: its own bands, what the reference reaches, its memory."""

import json
import re
import subprocess
import sys

import pytest

# A small process runs the notebook and tells what it printed and the peak of the largest process below it,
# the kernel. Started by pytest itself that would count pytest's memory too, which a child has for a moment.
RUN = """
import json, sys, tempfile
from pathlib import Path
from cs231n_kit.authoring.notebooks import execute
from cs231n_kit.overlay import NOTEBOOKS, REFERENCE, build_tree

with tempfile.TemporaryDirectory() as folder:
    tree = build_tree(Path(folder) / "tree", REFERENCE)
    notebook = execute(NOTEBOOKS / "softmax.ipynb", tree, Path(sys.argv[1]))
printed = "".join(output.text for cell in notebook.cells if cell.id == "bands" for output in cell.outputs)
try:
    import resource
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
except ImportError:  # Windows
    peak = None
print(json.dumps([printed, peak]))
"""


def test_the_reference_reaches_what_is_published_within_two_gigabytes(real_data):
    command = [sys.executable, "-c", RUN, str(real_data)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    printed, peak = json.loads(done.stdout)
    reached = dict(re.findall(r"(validation|test): (0\.\d+)", printed))
    assert float(reached["validation"]) >= 0.38
    assert float(reached["test"]) >= 0.37
    if peak is None:
        pytest.skip("Windows does not tell the memory of a process that has ended")
    assert 1.2e9 < peak < 2e9  # the training images alone are 1.2 GB


def test_the_command_holds_the_notebook_to_its_bands(cli, real_data):
    done = cli("replay", "softmax", "--data", "cifar10", CS231N_KIT_DATA=str(real_data))
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.startswith("softmax.ipynb: ran through")
