"""A data set of images, and its parts: images to train on, to validate and to test with."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import DTypeLike

from ..errors import KitError
from .sources import Source

Part = tuple[np.ndarray, np.ndarray]  # images, still bytes, and labels
Share = tuple[int, int]  # so many images of so many


@dataclass(frozen=True)
class DataSet:
    """A data set of N training and M test images; the images are read-only, those of CIFAR-10 on disk.

    ``train_images (N, …)`` and ``test_images (M, …)`` are uint8: row, column, and for CIFAR-10 colour.
    ``train_labels (N,)`` and ``test_labels (M,)`` are int64: places in `class_names`.
    """

    source: Source
    class_names: tuple[str, ...]
    train_images: np.ndarray
    train_labels: np.ndarray
    test_images: np.ndarray
    test_labels: np.ndarray

    def about(self) -> dict[str, Any]:
        """Which data it is, for people and programs."""
        return {
            "name": self.source.name,
            "title": self.source.title,
            "class_names": list(self.class_names),
        }


def split(
    data: DataSet,
    num_training: int | None,
    num_validation: int | None,
    num_test: int | None,
    usual: tuple[Share, Share, Share],
) -> dict[str, Part]:
    """The parts "train", "val" (the images after those to train on) and "test".

    A number that is None is the usual one: ``(a, b)`` in `usual` stands for a of b images, and for as many
    in proportion of another number.
    """
    N, M = len(data.train_images), len(data.test_images)
    train, val, test = (a * n // b for (a, b), n in zip(usual, (N, N, M), strict=True))
    train = counted("num_training", num_training, train, N, least=1)
    val = counted("num_validation", num_validation, val, N)
    test = counted("num_test", num_test, test, M)
    if train + val > N:
        raise KitError(
            f"num_training + num_validation must be at most {N:,}, the number of training images, got"
            f" {train:,} + {val:,}; ask for fewer"
        )
    return {
        "train": (data.train_images[:train], data.train_labels[:train].copy()),
        "val": (data.train_images[train : train + val], data.train_labels[train : train + val].copy()),
        "test": (data.test_images[:test], data.test_labels[:test].copy()),
    }


def counted(name: str, asked: int | None, usual: int, most: int, least: int = 0) -> int:
    """How many images: `usual` unless asked for."""
    if asked is None:
        return usual
    if not isinstance(asked, int | np.integer) or isinstance(asked, bool):
        raise KitError(f"{name} must be a whole number or None, got {asked!r}; pass e.g. {usual}")
    if not least <= asked <= most:
        raise KitError(
            f"{name} must be {least} … {most:,}, as many images as there are, got {asked:,}; correct it"
        )
    return int(asked)


def floating(dtype: DTypeLike) -> np.dtype:
    """`dtype`, which must be floating point."""
    dtype = np.dtype(dtype)
    if not np.issubdtype(dtype, np.floating):
        raise KitError(f"dtype must be floating point, got {dtype}; pass np.float64 or np.float32")
    return dtype
