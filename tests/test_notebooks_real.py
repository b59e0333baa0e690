"""The softmax notebook on the real CIFAR-10, held to its own accuracy bands and to its memory."""

import json
import os
import subprocess
import sys

import pytest

# A small process starts the replay and tells the peak of the largest process below it, the kernel. Started by
# pytest itself it would count pytest's own memory, which a child has for a moment.
LARGEST = """
import json, resource, subprocess, sys
done = subprocess.run([sys.executable, "-m", "cs231n_kit", "replay", "softmax", "--data", "cifar10"],
                      stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
print(json.dumps([done.returncode, done.stdout, peak]))
"""


def test_the_softmax_notebook_holds_on_cifar10_within_two_gigabytes(real_data):
    pytest.importorskip("resource")  # Windows has none
    command = [sys.executable, "-c", LARGEST]
    environment = os.environ | {"CS231N_KIT_DATA": str(real_data)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    code, told, peak = json.loads(done.stdout)
    assert code == 0, told
    assert told.startswith("softmax.ipynb: ran through")
    assert 1.2e9 < peak < 2e9  # the training images alone are 1.2 GB
