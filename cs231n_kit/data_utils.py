"""Reading CIFAR-10, or the kit's own sample in the same format. Complete: for reading and use.

On disk an image is 32 × 32 × 3 bytes: a row, a column and a colour (red, green, blue) choose one of
them, 0 is dark and 255 bright. All functions here take the images they are asked for out of one large
array of bytes on disk and turn only these into floats, which take eight times the room.

Which data is read, unless a path says so, `data_root` decides. MNIST and points on spiral arms are given by
`get_MNIST_data` and `spiral_data`, which are called from here and written in ``datasets/``.
"""

import os
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import DTypeLike

from .datasets.batches import FOLDER, open_batches, read_batch
from .datasets.mnist import get_MNIST_data as get_MNIST_data
from .datasets.parts import DataSet, counted, floating, split
from .datasets.roots import root_of
from .datasets.spiral import spiral_data as spiral_data
from .errors import KitError

USUAL = ((49_000, 50_000), (1_000, 50_000), (1_000, 10_000))  # the course's split of CIFAR-10


def data_root() -> Path:
    """The folder that holds the data to use, i.e. a folder ``cifar-10-batches-py``.

    It is the folder that the environment variable ``CS231N_KIT_DATA`` names, if it is set; else the kit's
    data folder, if CIFAR-10 is there; else the sample, which is drawn now if need be. A line says so.

    Raises
    ------
    DataError
        If ``CS231N_KIT_DATA`` is set and names no such folder.
    """
    return root_of(FOLDER, "CIFAR-10", "cs231n-kit data", "this is the kit's own sample")


def describe_data(root: str | os.PathLike[str] | None = None) -> dict[str, Any]:
    """Which data is read: name, title, class names and numbers of images.

    Parameters
    ----------
    root : path, optional
        As in `load_CIFAR10`; `data_root` by default.

    Returns
    -------
    dict
        ``name`` is "cifar10", "sample", or what your own table of sources says; ``title`` is for people;
        ``class_names`` is a list in the order of the labels; ``num_train`` and ``num_test`` count images.
    """
    data = _open(root)
    return data.about() | {"num_train": len(data.train_images), "num_test": len(data.test_images)}


def load_CIFAR10(
    root: str | os.PathLike[str],
    *,
    num_train: int | None = None,
    num_test: int | None = None,
    dtype: DTypeLike = np.float64,
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Images and labels in the order of the files.

    Parameters
    ----------
    root : path
        The folder ``cifar-10-batches-py`` or the one that holds it. Where there is no such path, the data
        of `data_root` is read instead, and a line says so.
    num_train : int, optional
        Only so many of the training images, from the first on.
    num_test : int, optional
        Only so many of the test images, from the first on. By default the share of them that `num_train`
        is of the training images, rounded up: 1,000 of 10,000 with ``num_train=5000``.
    dtype : dtype
        Of the images; any that holds 0 … 255. ``np.uint8`` takes an eighth of the memory of float64.

    Returns
    -------
    Xtr : ndarray (num_train, 32, 32, 3)
        Images as row, column, colour; values 0 … 255.
    Ytr : ndarray of int64 (num_train,)
    Xte : ndarray (num_test, 32, 32, 3)
    Yte : ndarray of int64 (num_test,)

    Raises
    ------
    DataError
        If the data is incomplete, or was changed.
    KitError
        If a number is out of range, or `dtype` cannot hold the values.
    """
    dtype = np.dtype(dtype)
    if not np.issubdtype(dtype, np.number) or not np.can_cast(np.uint8, dtype):
        raise KitError(f"dtype must hold the numbers 0 … 255, got {dtype}; pass np.float64 or np.uint8")
    data = _open(root)
    N, M = len(data.train_images), len(data.test_images)
    n = counted("num_train", num_train, N, N)
    m = counted("num_test", num_test, -(-n * M // N), M)
    return (
        data.train_images[:n].astype(dtype),
        data.train_labels[:n].copy(),
        data.test_images[:m].astype(dtype),
        data.test_labels[:m].copy(),
    )


def load_CIFAR_batch(filename: str | os.PathLike[str]) -> tuple[np.ndarray, np.ndarray]:
    """One file of the data set, e.g. ``…/cifar-10-batches-py/data_batch_1``.

    Returns
    -------
    X : ndarray of float64 (n, 32, 32, 3)
        Images as row, column, colour; values 0 … 255.
    Y : ndarray of int64 (n,)
    """
    images, labels = read_batch(Path(filename))
    return images.astype(np.float64), labels


def get_CIFAR10_data(
    num_training: int | None = None,
    num_validation: int | None = None,
    num_test: int | None = None,
    subtract_mean: bool = True,
) -> dict[str, np.ndarray]:
    """The split for networks that see images: channels first, the mean training image removed.

    Parameters
    ----------
    num_training, num_validation, num_test : int, optional
        By default 49,000, 1,000 and 1,000, as the course has it; on a smaller data set in proportion. The
        validation images are those after the training images.
    subtract_mean : bool
        Whether the mean of the training images is removed from all images.

    Returns
    -------
    dict
        ``X_train (num_training, 3, 32, 32)`` of float64, ``y_train (num_training,)`` of int64, and likewise
        ``X_val``, ``y_val``, ``X_test``, ``y_test``.
    """
    data = _open()
    parts = split(data, num_training, num_validation, num_test, USUAL)
    mean_image = _mean(parts["train"][0]) if subtract_mean else 0.0
    arrays: dict[str, np.ndarray] = {}
    for part, (images, labels) in parts.items():
        X = np.empty((len(images), 3, 32, 32))
        np.subtract(images, mean_image, out=X.transpose(0, 2, 3, 1))
        arrays |= {f"X_{part}": X, f"y_{part}": labels}
    return arrays


def get_softmax_data(
    num_training: int | None = None,
    num_validation: int | None = None,
    num_test: int | None = None,
    num_dev: int | None = None,
    *,
    seed: int = 231,
    dtype: DTypeLike = np.float64,
) -> dict[str, Any]:
    """The split for linear classifiers: images as rows, the mean removed, a 1 for the bias at the end.

    A row is ``[x - μ, 1]``: x is the image as 3,072 numbers (pixel by pixel, row by row, red, green and blue
    of each) and μ the mean of the training images. Scores ``X @ W`` with W (3073, C) then have a bias b
    without any more code: it is the last row of W.

    Parameters
    ----------
    num_training, num_validation, num_test, num_dev : int, optional
        By default 49,000, 1,000, 1,000 and 500, as the course has it; on a smaller data set in proportion.
        The validation images are those after the training images; the development images are drawn from
        the training images, none twice.
    seed : int
        Of the draw.
    dtype : dtype
        Of the images: np.float64 or np.float32.

    Returns
    -------
    dict
        ``X_train (num_training, 3073)``, ``y_train (num_training,)`` of int64, and likewise for ``val``,
        ``test`` and ``dev``; ``mean_image (32, 32, 3)`` of float64; ``name``, ``title`` and ``class_names``
        as in `describe_data`. ``X_train``, ``X_val`` and ``X_test`` are parts of one array.
    """
    dtype = floating(dtype)
    data = _open()
    parts = split(data, num_training, num_validation, num_test, USUAL)
    n = len(parts["train"][0])
    usual = min(500 * len(data.train_images) // 50_000, n)
    dev = np.random.default_rng(seed).choice(n, counted("num_dev", num_dev, usual, n), replace=False)
    mean_image = _mean(parts["train"][0])

    # 49,000 rows take 1.2 GB. So there is one array, and each image goes from the disk straight to its place
    # in it. To load, flatten, subtract and append one after the other would make a copy at every step.
    num_rows = sum(len(images) for images, _ in parts.values())
    X = np.empty((num_rows, mean_image.size + 1), dtype)
    X[:, -1] = 1
    start = 0
    arrays: dict[str, Any] = {}
    for part, (images, labels) in parts.items():
        rows = X[start : start + len(images)]
        np.subtract(images.reshape(-1, mean_image.size), mean_image.ravel(), out=rows[:, :-1])
        arrays |= {f"X_{part}": rows, f"y_{part}": labels}
        start += len(images)
    arrays |= {"X_dev": arrays["X_train"][dev], "y_dev": arrays["y_train"][dev]}
    return arrays | {"mean_image": mean_image} | data.about()


def _open(root: str | os.PathLike[str] | None = None) -> DataSet:
    """The data set at `root`, or at `data_root` where there is no such path."""
    if root is not None and Path(root).expanduser().exists():
        return open_batches(Path(root))
    if root is not None:
        print(f"Note: {os.fspath(root)} is not there, so the kit's own data is read.")
    return open_batches(data_root())


def _mean(images: np.ndarray) -> np.ndarray:
    """The mean image (32, 32, 3) of float64, exact: a sum of integers loses nothing."""
    return images.sum(axis=0, dtype=np.int64) / len(images)
