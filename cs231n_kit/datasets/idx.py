"""Arrays of bytes in the IDX format, in which MNIST comes.

A file is a header and then the bytes, the last dimension first in line. The header holds numbers of four
bytes, the highest byte first: the magic number 0x0800 + d (08 stands for unsigned bytes, d for the number
of dimensions), then d sizes. The format is that of http://yann.lecun.com/exdb/mnist/.
"""

import gzip
import math
import zlib
from pathlib import Path

import numpy as np

from .sources import Source
from .verified import malformed, verified_bytes

UNSIGNED_BYTES = 0x0800


def read_idx(path: Path, source: Source, dimensions: int) -> np.ndarray:
    """The read-only array of uint8 in a member of `source`, plain or, if its name ends so, ``.gz``.

    Nothing is unpacked before its checksum is verified: a small ``.gz`` can hold any amount of zeros.

    Raises
    ------
    DataError
        If the file is missing, cannot be read, has another checksum or holds something else.
    """
    content = verified_bytes(path, source)
    try:
        return array_of(unpacked(content) if path.suffix == ".gz" else content, dimensions)
    except ValueError as error:
        raise malformed(path, str(error)) from None


def unpacked(content: bytes) -> bytes:
    """The content of a gzip file; a `ValueError` that says what it must be otherwise."""
    try:
        return gzip.decompress(content)
    except (EOFError, OSError, zlib.error):
        raise ValueError("one whole gzip file") from None


def array_of(content: bytes, dimensions: int) -> np.ndarray:
    """The array in a file, not copied; a `ValueError` that says what the file must hold otherwise."""
    magic, start = UNSIGNED_BYTES + dimensions, 4 + 4 * dimensions
    if len(content) < start or int.from_bytes(content[:4], "big") != magic:
        raise ValueError(
            f"an IDX header of {start} bytes that starts with {magic:08x} (unsigned bytes in"
            f" {dimensions} dimension{'s' * (dimensions > 1)}; here it starts with {content[:4].hex()})"
        )
    shape = [int.from_bytes(content[k : k + 4], "big") for k in range(4, start, 4)]
    if len(content) != start + math.prod(shape):
        sizes = " × ".join(f"{size:,}" for size in shape)
        raise ValueError(f"{start} + {sizes} bytes as its header says (here are {len(content):,})")
    return np.frombuffer(content, np.uint8, offset=start).reshape(shape)


def idx_bytes(array: np.ndarray) -> bytes:
    """The file that holds an array of uint8."""
    if array.dtype != np.uint8:
        raise TypeError(f"the array must be uint8, got {array.dtype}")
    header = (UNSIGNED_BYTES + array.ndim, *array.shape)
    return b"".join(number.to_bytes(4, "big") for number in header) + np.ascontiguousarray(array).tobytes()
