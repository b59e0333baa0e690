"""`TwoLayerNet.loss` against the matrix products that it executes, and PyTorch where that is installed."""

from importlib.util import find_spec

from .measure import Row, in_reference_kit

N, D, H, C = 256, 784, 256, 10

NET = f"""
import json
import numpy as np
from benchmarks.measure import paired_ratios
from cs231n_kit.classifiers.fc_net import TwoLayerNet

rng = np.random.default_rng(0)
X, y = rng.standard_normal(({N}, {D})), rng.integers(0, {C}, {N})
np.random.seed(0)
net = TwoLayerNet({D}, {H}, {C}, weight_scale=0.05, reg=1e-3)
"""

PRODUCTS = """
W1, W2 = net.params["W1"], net.params["W2"]
a, dS = np.maximum(X @ W1, 0), rng.standard_normal((len(X), W2.shape[1]))

def products():
    return [  # all at once in memory, as they are while the network goes back
        X @ W1,
        a @ W2,
        dS @ W2.T,
        a.T @ dS,
        a @ W1.T,  # the gradient with respect to X is a part of the layer
        X.T @ a,
    ]

print(json.dumps(paired_ratios(lambda: net.loss(X, y), products, repeats=15, rounds=10)))
"""

TORCH = """
import torch

torch.set_num_threads(1)
params = {name: torch.tensor(w, requires_grad=True) for name, w in net.params.items()}
inputs, labels = torch.tensor(X), torch.tensor(y)

def in_torch():
    for w in params.values():
        w.grad = None
    hidden = torch.relu(inputs @ params["W1"] + params["b1"])
    loss = torch.nn.functional.cross_entropy(hidden @ params["W2"] + params["b2"], labels)
    loss = loss + 0.5 * net.reg * sum((params[name] ** 2).sum() for name in ("W1", "W2"))
    loss.backward()
    return loss.item(), {name: w.grad.numpy() for name, w in params.items()}

loss, grads = net.loss(X, y)
torch_loss, torch_grads = in_torch()
assert abs(loss - torch_loss) < 1e-10
assert all(np.max(np.abs(grads[name] - torch_grads[name])) < 1e-10 for name in grads)
print(json.dumps(paired_ratios(lambda: net.loss(X, y), in_torch, repeats=15, rounds=10)))
"""


def rows() -> list[Row]:
    """Loss and gradients of a batch in float64, one thread."""
    what = f"`TwoLayerNet.loss` with gradients, {N} × {D}–{H}–{C}"
    found = [Row(what, "the matrix products that it executes", in_reference_kit(NET + PRODUCTS), "≤ 1.3")]
    if find_spec("torch"):
        from torch import __version__ as version

        found.append(Row(what, f"PyTorch {version}", in_reference_kit(NET + TORCH), ""))
    return found
