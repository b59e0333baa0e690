"""A file verified before it is opened, above all a pickle of arrays.

A pickle can run any code when it is loaded. So none is, unless its sha256 is the one that its source
names, and then it may ask for nothing but what an array is made of.
"""

import codecs
import hashlib
import io
import os
import pickle
from pathlib import Path
from typing import Any

import numpy as np

from ..errors import DataError
from . import folders
from .sources import Source


def unpickled(path: Path, source: Source) -> dict[str, Any]:
    """The dictionary in the file `path`, a member of `source`; bytes from Python 2 stay bytes but for keys.

    Raises
    ------
    DataError
        If the file is missing, cannot be read, has another checksum or holds something else.
    """
    content = verified_bytes(path, source)
    try:
        # From the very bytes that were verified. encoding: Python 2 had one type for text and bytes.
        entries = ArraysOnly(io.BytesIO(content), encoding="bytes").load()
        return {text(key): value for key, value in entries.items()}
    except Exception as error:  # what is no such pickle fails in any way
        raise malformed(path, f"a pickled dictionary of arrays and lists ({error})") from None


class ArraysOnly(pickle.Unpickler):
    """Refuses whatever an array is not made of."""

    ALLOWED = {
        ("numpy", "ndarray"): np.ndarray,
        # CIFAR-10 says 0 and 1 where some versions of NumPy want to hear False and True.
        ("numpy", "dtype"): lambda name, align, copy: np.dtype(name, bool(align), bool(copy)),
        # Two functions that move from version to version of NumPy; an array knows where they are.
        ("numpy._core.multiarray", "_reconstruct"): np.empty(0).__reduce__()[0],
        ("numpy._core.numeric", "_frombuffer"): np.empty(0).__reduce_ex__(5)[0],
        ("_codecs", "encode"): codecs.encode,  # how Python 3 writes bytes for Python 2
    }

    def find_class(self, module: str, name: str) -> Any:
        # NumPy 2 renamed numpy.core, which is what CIFAR-10 asks for.
        renamed = module.replace("numpy.core.", "numpy._core.")
        if (renamed, name) not in self.ALLOWED:
            raise pickle.UnpicklingError(f"it asks for {module}.{name}")
        return self.ALLOWED[renamed, name]


def verified_bytes(path: Path, source: Source) -> bytes:
    """The bytes of the file `path`, a member of `source`; a `DataError` if it is missing or was changed."""
    content = read_bytes(required(path, source))
    digest, expected = hashlib.sha256(content).hexdigest(), source.checksums[path.name]
    if digest != expected:
        raise DataError(
            f"{path} must have the sha256 {expected} of {source.title}, but its {len(content):,} bytes have"
            f" {digest}, so it is cut short or was changed; {remedy(path, source)}"
        )
    return content


def required(path: Path, source: Source) -> Path:
    """`path`, which is a member of `source`; a `DataError` if no such file is there."""
    if not os.path.isfile(path):
        raise DataError(f"{source.title} needs the file {path}, which is missing; {remedy(path, source)}")
    return path


def read_bytes(path: Path) -> bytes:
    """The bytes of a file; a `DataError` if the system does not give them."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise DataError(
            f"{path} must be readable, and is not ({error.strerror}); correct its permissions"
        ) from None


def text(value: str | bytes) -> str:
    """What Python 2 or 3 pickled as a string."""
    return value.decode("utf-8") if isinstance(value, bytes) else value


def malformed(path: Path, required: str) -> DataError:
    """The error for a member that its source vouches for and that is in another format all the same."""
    return DataError(
        f"{path} must hold {required}, and it does not, although its sha256 is right; correct the file and"
        " its sha256 in the table that CS231N_KIT_SOURCES names"
    )


def remedy(path: Path, source: Source) -> str:
    """What to do about a member that is missing or wrong."""
    if not source.archives:
        return f"remove {path.parent}, and the kit draws it again when it is needed"
    return f"{fetching(path.parents[1], 'mnist' if source.folder == 'mnist' else '')} repairs it"


def fetching(root: Path, name: str = "") -> str:
    """The command that makes the data set `name`, or CIFAR-10, complete in the folder `root`."""
    command = f"`cs231n-kit data {name}`" if name else "`cs231n-kit data`"
    return command if root == folders.KIT_DATA else f"{command} with {folders.VARIABLE}={root}"
