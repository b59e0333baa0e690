"""Pickles of CIFAR-10 batches, the same bytes whichever Python and NumPy write them.

`pickle` would leave the choice to NumPy, which calls its module ``numpy.core`` or ``numpy._core`` by its
version. Here every opcode is written out, in the form of the original files (Python 2, protocol 2): its
strings become bytes or str as the reader asks with ``encoding="bytes"`` or ``"latin1"``. One thing differs:
the two flags of the dtype are booleans, because NumPy 2.4 warns of the original's 0 and 1.
"""

import pickle

import numpy as np

Value = int | str | list | dict | np.ndarray


def pickled(value: Value) -> bytes:
    """The pickle of a dict, list, str, int or (N, D) uint8 array, nested as one likes.

    Parameters
    ----------
    value : dict, list, str of at most 255 Latin-1 characters, int of 32 bits, or ndarray of uint8

    Returns
    -------
    bytes
        To be read by ``pickle.load(file, encoding="bytes")`` or ``"latin1"``.
    """
    return pickle.PROTO + b"\x02" + _opcodes(value) + pickle.STOP


def _opcodes(value: Value) -> bytes:
    if isinstance(value, int):
        return _integer(value)
    if isinstance(value, str):
        text = value.encode("latin-1")
        return pickle.SHORT_BINSTRING + len(text).to_bytes(1, "little") + text
    if isinstance(value, dict):
        items = b"".join(_opcodes(key) + _opcodes(entry) for key, entry in value.items())
        return pickle.EMPTY_DICT + pickle.MARK + items + pickle.SETITEMS
    if isinstance(value, np.ndarray):
        return _array(value)
    if isinstance(value, list):
        return pickle.EMPTY_LIST + pickle.MARK + b"".join(map(_opcodes, value)) + pickle.APPENDS
    raise TypeError(f"cannot write a {type(value).__name__} in a batch file")


def _integer(value: int) -> bytes:
    if 0 <= value < 1 << 8:
        return pickle.BININT1 + value.to_bytes(1, "little")
    return pickle.BININT + value.to_bytes(4, "little", signed=True)


def _array(value: np.ndarray) -> bytes:
    """``_reconstruct(ndarray, (0,), "b")``, then its state: version, shape, dtype, order and raw bytes."""
    if value.dtype != np.uint8:
        raise TypeError(f"images must be uint8, got {value.dtype}")
    raw = np.ascontiguousarray(value).tobytes()
    dtype = (
        _global("numpy", "dtype")
        + _opcodes("u1")
        + pickle.NEWFALSE  # align
        + pickle.NEWTRUE  # copy
        + pickle.TUPLE3
        + pickle.REDUCE
        + pickle.MARK
        + _opcodes(3)
        + _opcodes("|")
        + 3 * pickle.NONE
        + 2 * _opcodes(-1)
        + _opcodes(0)
        + pickle.TUPLE
        + pickle.BUILD
    )
    return (
        _global("numpy.core.multiarray", "_reconstruct")
        + _global("numpy", "ndarray")
        + _opcodes(0)
        + pickle.TUPLE1
        + _opcodes("b")
        + pickle.TUPLE3
        + pickle.REDUCE
        + pickle.MARK
        + _opcodes(1)
        + pickle.MARK
        + b"".join(_integer(size) for size in value.shape)
        + pickle.TUPLE
        + dtype
        + pickle.NEWFALSE  # rows first
        + pickle.BINSTRING
        + len(raw).to_bytes(4, "little")
        + raw
        + pickle.TUPLE
        + pickle.BUILD
    )


def _global(module: str, name: str) -> bytes:
    return pickle.GLOBAL + f"{module}\n{name}\n".encode("ascii")
