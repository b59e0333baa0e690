"""MNIST, or the digits that the kit draws itself in the same format: four files in a folder ``mnist``.

Each file may be plain or ``.gz``, as MNIST is fetched; where both are there the ``.gz`` is read. Which data
set it is, the sha256 of the labels to train with tells.
"""

import hashlib
import os
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import DTypeLike

from ..errors import DataError
from .idx import read_idx
from .parts import DataSet, floating, split
from .roots import root_of
from .sources import Source, sources
from .verified import fetching, malformed, read_bytes

FOLDER = "mnist"
TRAIN_IMAGES, TRAIN_LABELS = "train-images-idx3-ubyte", "train-labels-idx1-ubyte"
TEST_IMAGES, TEST_LABELS = "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"
CLASS_NAMES = tuple("0123456789")
SIDE = 28  # pixels
USUAL = ((55_000, 60_000), (5_000, 60_000), (10_000, 10_000))


def get_MNIST_data(
    num_training: int | None = None,
    num_validation: int | None = None,
    num_test: int | None = None,
    dtype: DTypeLike = np.float64,
) -> dict[str, Any]:
    """MNIST, handwritten digits, as rows of 784 numbers: 28 × 28 pixels row by row, 0 black and 1 white.

    Parameters
    ----------
    num_training, num_validation, num_test : int, optional
        By default 55,000, 5,000 and 10,000; on a smaller data set in proportion. The validation images are
        those after the training images.
    dtype : dtype
        Of the images: np.float64 or np.float32.

    Returns
    -------
    dict
        ``X_train (num_training, 784)``, ``y_train (num_training,)`` of int64, and likewise for ``val`` and
        ``test``; ``name`` ("mnist", "digits", or what your own table of sources says), ``title`` for people
        and ``class_names``, "0" … "9".

    Raises
    ------
    DataError
        If the data is incomplete, or was changed; or if ``CS231N_KIT_DATA`` is set and names no folder that
        holds it. Where it is not set and MNIST is not there, digits that the kit draws stand in.
    KitError
        If a number is out of range, or `dtype` is not floating point.

    References
    ----------
    LeCun, Bottou, Bengio and Haffner, "Gradient-based learning applied to document recognition", 1998.
    """
    dtype = floating(dtype)
    data = open_digits(
        root_of(FOLDER, "MNIST", "cs231n-kit data mnist", "these are the kit's own digits") / FOLDER
    )
    arrays: dict[str, Any] = {}
    for part, (images, labels) in split(data, num_training, num_validation, num_test, USUAL).items():
        X = np.empty((len(images), SIDE * SIDE), dtype)
        # dtype is named because NumPy would choose one for uint8 / 255, and not in every version the same.
        np.divide(images.reshape(-1, SIDE * SIDE), 255, out=X, dtype=dtype)
        arrays |= {f"X_{part}": X, f"y_{part}": labels}
    return arrays | data.about()


def open_digits(folder: Path) -> DataSet:
    """The data set in the four files of `folder`, each one verified.

    Raises
    ------
    DataError
        If a file is missing or unreadable, or not what its checksum and the format say.
    """
    source = identified(folder)
    train = _read(folder, source, TRAIN_IMAGES, TRAIN_LABELS)
    return DataSet(source, CLASS_NAMES, *train, *_read(folder, source, TEST_IMAGES, TEST_LABELS))


def identified(folder: Path) -> Source:
    """The source whose labels to train with lie in `folder`; a `DataError` if they are nobody's."""
    path = _plain_or_packed(folder, TRAIN_LABELS)
    if not os.path.isfile(path):
        raise DataError(
            f"{folder} must hold {TRAIN_LABELS}, plain or .gz, and it does not;"
            f" {fetching(folder.parent, 'mnist')} puts MNIST there"
        )
    known = [source for source in sources().values() if path.name in source.checksums]
    digest = hashlib.sha256(read_bytes(path)).hexdigest()
    for source in known:
        if source.checksums[path.name] == digest:
            return source
    titles = " or ".join(source.title for source in known)
    raise DataError(
        f"{path} must be that of {titles}, and its sha256 is {digest}; {fetching(folder.parent, 'mnist')}"
        " puts MNIST there, a table that CS231N_KIT_SOURCES names vouches for data of your own"
    )


def _plain_or_packed(folder: Path, name: str) -> Path:
    """The file of that name, packed if it is there packed; else plain."""
    packed = folder / f"{name}.gz"
    return packed if os.path.isfile(packed) else folder / name


def _read(folder: Path, source: Source, images_name: str, labels_name: str) -> tuple[np.ndarray, np.ndarray]:
    """Images (n, 28, 28) of uint8 and labels (n,) of int64."""
    images_path, labels_path = (_member(folder, source, name) for name in (images_name, labels_name))
    images, labels = read_idx(images_path, source, 3), read_idx(labels_path, source, 1)
    if images.shape[1:] != (SIDE, SIDE):
        raise malformed(images_path, f"images of {SIDE} × {SIDE} pixels")
    if len(labels) != len(images):
        raise malformed(
            labels_path, f"{len(images):,} labels, one for each of the images (here are {len(labels):,})"
        )
    if len(labels) and labels.max() >= len(CLASS_NAMES):
        raise malformed(labels_path, f"labels of 0 … {len(CLASS_NAMES) - 1} (here is a {labels.max()})")
    return images, labels.astype(np.int64)


def _member(folder: Path, source: Source, name: str) -> Path:
    """The file of that name, plain or packed as it is there, of those that the source vouches for."""
    vouched = [folder / member for member in (f"{name}.gz", name) if member in source.checksums]
    if not vouched:
        raise DataError(
            f"the members of {source.title} must be {TRAIN_IMAGES}, {TRAIN_LABELS}, {TEST_IMAGES} and"
            f" {TEST_LABELS}, each plain or .gz, got {', '.join(source.members)}; correct the table that"
            " CS231N_KIT_SOURCES names"
        )
    return next((path for path in vouched if os.path.isfile(path)), vouched[0])
