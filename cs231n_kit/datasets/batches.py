"""Data sets in the batch format of CIFAR-10, verified, and read through a cache.

A folder ``cifar-10-batches-py`` holds pickles: ``batches.meta`` with the names of the classes,
``data_batch_1``, ``data_batch_2`` … and ``test_batch`` with n images as n rows of 3,072 bytes, all red
values, then green, then blue. Which data set it is, the sha256 of ``batches.meta`` tells.
"""

import hashlib
import json
import os
from pathlib import Path

import numpy as np

from ..errors import DataError
from .cache import Arrays, kept, mark
from .folders import cache_folder
from .parts import DataSet
from .sources import Source, sources
from .verified import fetching, malformed, read_bytes, required, text, unpickled

FOLDER = "cifar-10-batches-py"
META, TRAIN, TEST = "batches.meta", "data_batch_", "test_batch"
ARRAYS = ("train_images", "train_labels", "test_images", "test_labels")
LAYOUT = 1  # of the cached arrays; with another number they are made anew


def open_batches(root: Path) -> DataSet:
    """The data set in `root`, which is a folder of batches or holds one under its usual name.

    The first time every file is verified and the images are kept as ``.npy``. Later these are
    memory-mapped, and the files are verified again only if the size or a time of one has changed.

    Raises
    ------
    DataError
        If a file is missing or unreadable, or not what its checksum and the format say.
    """
    folder = batches_folder(root)
    source = identified(folder)
    class_names = _class_names(folder, source)
    train, test = _batch_names(source)
    files = [required(folder / name, source) for name in (META, *train, test)]
    origin = {str(file): mark(file) for file in files}

    def make() -> Arrays:
        batches = [_read(folder / name, source, class_names) for name in train]
        images, labels = map(np.concatenate, zip(*batches, strict=True))
        return dict(zip(ARRAYS, (images, labels, *_read(folder / test, source, class_names)), strict=True))

    return DataSet(source, class_names, **kept(_cache(folder, source), ARRAYS, origin, make))


def read_batch(path: Path) -> tuple[np.ndarray, np.ndarray]:
    """The images (n, 32, 32, 3) uint8 and labels (n,) int64 of one batch, verified.

    Raises
    ------
    DataError
        As `open_batches`; or if the data set has no batch of that name.
    """
    folder = batches_folder(path.parent)
    source = identified(folder)
    train, test = _batch_names(source)
    if path.name not in (*train, test):
        names = ", ".join((*train, test))
        raise DataError(f"a batch of {source.title} must be one of {names}, got {path}; correct the name")
    return _read(folder / path.name, source, _class_names(folder, source))


def batches_folder(root: Path) -> Path:
    """The folder of batches that `root` is or holds, absolute; a `DataError` if it is neither."""
    root = root.expanduser().resolve()
    for folder in (root, root / FOLDER):
        if os.path.isfile(folder / META):
            return folder
    home = root.parent if root.name == FOLDER else root
    raise DataError(
        f"{root} must be a folder {FOLDER} with {META} in it, or hold one, and it does not;"
        f" {fetching(home)} puts CIFAR-10 there"
    )


def identified(folder: Path) -> Source:
    """The source whose ``batches.meta`` lies in `folder`; a `DataError` if it is nobody's."""
    path = folder / META
    known = [source for source in sources().values() if META in source.members]
    digest = hashlib.sha256(read_bytes(path)).hexdigest()
    for source in known:
        if source.members[META] == digest:
            return source
    titles = " or ".join(source.title for source in known)
    raise DataError(
        f"{path} must be that of {titles}, and its sha256 is {digest}; {fetching(folder.parent)} puts"
        " CIFAR-10 there, a table that CS231N_KIT_SOURCES names vouches for data of your own"
    )


def _batch_names(source: Source) -> tuple[list[str], str]:
    """Names of the training batches, in order, and of the test batch."""
    train = [name for name in source.members if name.startswith(TRAIN)]
    if not train or TEST not in source.members:
        raise DataError(
            f"the members of {source.title} must be {META}, {TRAIN}1 … and {TEST}, got"
            f" {', '.join(source.members)}; correct the table that CS231N_KIT_SOURCES names"
        )
    return sorted(train, key=lambda name: (len(name), name)), TEST  # 9 before 10


def _class_names(folder: Path, source: Source) -> tuple[str, ...]:
    path = folder / META
    names = unpickled(path, source).get("label_names")
    if not isinstance(names, list) or not all(isinstance(name, str | bytes) for name in names):
        raise malformed(path, "label_names, a list of names")
    return tuple(text(name) for name in names)


def _read(path: Path, source: Source, class_names: tuple[str, ...]) -> tuple[np.ndarray, np.ndarray]:
    batch = unpickled(path, source)
    data, labels = batch.get("data"), batch.get("labels")
    if not isinstance(data, np.ndarray) or data.dtype != np.uint8 or data.shape[1:] != (3 * 32 * 32,):
        raise malformed(path, "data, an array of uint8 with 3,072 columns")
    if not isinstance(labels, list) or len(labels) != len(data) or {type(label) for label in labels} != {int}:
        raise malformed(path, f"labels, a list of {len(data)} integers")
    if min(labels) < 0 or max(labels) >= len(class_names):
        raise malformed(path, f"labels of 0 … {len(class_names) - 1}")
    images = data.reshape(-1, 3, 32, 32).transpose(0, 2, 3, 1)  # (n, row, column, colour)
    return np.ascontiguousarray(images), np.array(labels, dtype=np.int64)


def _cache(folder: Path, source: Source) -> Path:
    content = json.dumps([LAYOUT, source.members], sort_keys=True)
    key = hashlib.sha256(content.encode()).hexdigest()[:16]
    return cache_folder(folder.parent) / "batches" / f"{source.name}-{key}"
