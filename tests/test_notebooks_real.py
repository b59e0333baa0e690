"""The softmax notebook on the real CIFAR-10, held to its own accuracy bands and to its memory."""

import sys

import pytest


def test_the_softmax_notebook_holds_on_cifar10_within_two_gigabytes(cli, real_data):
    resource = pytest.importorskip("resource")  # Windows has none
    done = cli("replay", "softmax", "--data", "cifar10", CS231N_KIT_DATA=str(real_data))
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.splitlines()[0].startswith("softmax.ipynb: ran through")
    # The largest of all processes that this one started and waited for, the kernel among them.
    unit = 1 if sys.platform == "darwin" else 1024
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * unit < 2e9
