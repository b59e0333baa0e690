"""Tiny data sets in the files of MNIST, each with the table that vouches for its checksums."""

import gzip
import hashlib
import json
from pathlib import Path

import numpy as np

from cs231n_kit.datasets.idx import idx_bytes
from cs231n_kit.datasets.mnist import TEST_IMAGES, TEST_LABELS, TRAIN_IMAGES, TRAIN_LABELS

N, M = 120, 30  # whose usual split is 110 + 10 and 30


def arrays(n=N, m=M, seed=0):
    """Random images and labels by the names of their files."""
    rng = np.random.default_rng(seed)
    content = {}
    for images, labels, count in ((TRAIN_IMAGES, TRAIN_LABELS, n), (TEST_IMAGES, TEST_LABELS, m)):
        content[images] = rng.integers(0, 256, (count, 28, 28), dtype=np.uint8)
        content[labels] = rng.integers(0, 10, count, dtype=np.uint8)
    return content


def write_idx(folder: Path, content, packed=False) -> Path:
    """Write the files, arrays or bytes by name, plain or as ``.gz``; the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, value in content.items():
        raw = value if isinstance(value, bytes) else idx_bytes(value)
        path = folder / (f"{name}.gz" if packed else name)
        path.write_bytes(gzip.compress(raw, mtime=0) if packed else raw)
    return folder


def vouch(table: Path, folder: Path, name="tiny", title="Tiny", archives=True, unpacked=None) -> Path:
    """Write a table for ``CS231N_KIT_SOURCES`` in which the files of `folder` are right; its path."""
    members = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir())}
    archive = {"name": "tiny.gz", "size": 1, "sha256": "0" * 64, "urls": ["http://unused/tiny.gz"]}
    entry = {"title": title, "folder": "mnist", "archives": [archive] * archives, "members": members}
    if unpacked:
        entry["unpacked"] = unpacked
    table.write_text(json.dumps({name: entry}), encoding="utf-8")
    return table
