"""Tiny data sets in the batch format of CIFAR-10, each with the table that vouches for its checksums."""

import hashlib
import json
import pickle
from pathlib import Path

import numpy as np

from cs231n_kit.datasets.sample.cifar_pickle import pickled

FOLDER = "cifar-10-batches-py"
NAMES = ["ant", "bee", "cow", "dog", "elk", "fox", "gnu", "hen", "ibis", "jay"]


def batch(n, seed=0):
    """A batch of n random images as it is pickled."""
    rng = np.random.default_rng(seed)
    return {
        "batch_label": f"batch {seed}",
        "labels": rng.integers(0, 10, n).tolist(),
        "data": rng.integers(0, 256, (n, 3072), dtype=np.uint8),
        "filenames": [f"{k}.png" for k in range(n)],
    }


def contents(n=20, batches=5, seed=0):
    """A data set of `batches` training batches and a test batch of n images each: name → dictionary."""
    train = {f"data_batch_{k}": batch(n, seed + k) for k in range(1, batches + 1)}
    meta = {"num_cases_per_batch": n, "label_names": NAMES, "num_vis": 3072}
    return {"batches.meta": meta} | train | {"test_batch": batch(n, seed)}


def python_3(protocol, core=None):
    """A writer of pickles by Python 3; `core` is a name for NumPy's core that other versions have."""

    def write(value):
        content = pickle.dumps(value, protocol)
        if core is None:
            return content
        assert protocol < 4  # from 4 on a name has its length before it
        return content.replace(b"numpy._core", b"numpy.core").replace(b"numpy.core", core)

    return write


def write_batches(folder: Path, content, write=pickled) -> Path:
    """Write the files of a data set; the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, value in content.items():
        (folder / name).write_bytes(value if isinstance(value, bytes) else write(value))
    return folder


def vouch(table: Path, folder: Path, name="tiny", title="Tiny", archives=True) -> Path:
    """Write a table for ``CS231N_KIT_SOURCES`` in which the files of `folder` are right; its path."""
    members = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir())}
    archive = {"name": "tiny.tar.gz", "size": 1, "sha256": "0" * 64, "urls": ["http://unused/tiny.tar.gz"]}
    entry = {"title": title, "folder": FOLDER, "archives": [archive] * archives, "members": members}
    entries = json.loads(table.read_text("utf-8")) if table.exists() else {}
    table.write_text(json.dumps(entries | {name: entry}), encoding="utf-8")
    return table


def classic(content):
    """What the official loader gives: Xtr, Ytr, Xte, Yte; images as row, column, colour in float64."""
    train = [value for name, value in content.items() if name.startswith("data_batch_")]

    def images(one):
        return one["data"].reshape(-1, 3, 32, 32).transpose(0, 2, 3, 1).astype("float")

    return (
        np.concatenate([images(one) for one in train]),
        np.concatenate([np.array(one["labels"]) for one in train]),
        images(content["test_batch"]),
        np.array(content["test_batch"]["labels"]),
    )
