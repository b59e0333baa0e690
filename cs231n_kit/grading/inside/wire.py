"""Calls, answers and arrays as bytes. Nothing is unpickled, and what is too large is not read.

What is packed is the length of a JSON text, that text, and the bytes of the arrays in it::

    uint32 bytes of JSON | JSON | arrays, one after the other

In the JSON a number, text, None, True and False stand for themselves, and all else is an object with one key.
"""

import json
import math
import re
import struct
from typing import Any, Literal

import numpy as np

LARGEST = 4 * 2**20  # bytes of a body
JSON = 2**18  # bytes of its text, which becomes many times as many where it is read
ITEMS = 100_000  # in all lists and dicts of a body
TRUSTED = 2**32  # items and characters of what the grader sends itself
DEPTH = 8
KINDS = "biufc"  # of arrays: booleans, integers, floats and complex numbers
TEXT = 2**12  # characters of a text
FLOATS = np.dtype(np.float64)
AS_THEY_ARE = frozenset({bool, float, type(None)})
PLAIN = AS_THEY_ARE | {int, str}

_LENGTH = struct.Struct("<I")
_DTYPE = re.compile(rf"[<|][{KINDS}]\d\d?")  # np.dtype understands much more


_BROKEN = (ValueError, TypeError, LookupError, RecursionError, OverflowError, MemoryError, struct.error)


class BadFrame(Exception):
    """What came is no frame, or more than is taken."""


def packed(value: Any, trusted: bool = False) -> bytes:
    """A value as the body of a frame: numbers, text, None, arrays, and lists, tuples and dicts of them.

    What is none of these is sent as the name of its type. What is `trusted` may be as large as it likes.
    """
    packing = _Packing(TRUSTED, TRUSTED, {}) if trusted else _Packing(ITEMS, TEXT)
    text = json.dumps(packing.of(value, 0)).encode()
    body = b"".join([_LENGTH.pack(len(text)), text, *packing.arrays])
    if not trusted:
        _refuse_large(len(text), len(body))
    return body


def unpacked(body: bytes, trusted: bool = False) -> Any:
    """The value in the body of a frame.

    Raises
    ------
    BadFrame
        Whatever is wrong with it.
    """
    try:
        (size,) = _LENGTH.unpack_from(body)
        if not trusted:
            _refuse_large(size, len(body))
        if size > len(body) - _LENGTH.size:
            raise BadFrame("a text that did not come whole")
        tree = json.loads(body[_LENGTH.size : _LENGTH.size + size])
        rest = memoryview(body)[_LENGTH.size + size :]
        return _Unpacking(rest, trusted).of(tree)
    except BadFrame:
        raise
    except _BROKEN as error:
        raise BadFrame(f"{type(error).__name__}: {error}") from None


def _refuse_large(text: int, body: int) -> None:
    if text > JSON:
        raise BadFrame(f"a text of {text} bytes; at most {JSON} are taken")
    if body > LARGEST:
        raise BadFrame(f"a frame of {body} bytes; at most {LARGEST} are taken")


def foreign(name: str) -> Any:
    """Something of a type that is not sent, of which only the name is known, as far as it can be shown."""
    return type("".join(sign if sign.isprintable() else "_" for sign in name), (), {})()


class _Packing:
    """Values as JSON, with the bytes of their arrays beside it."""

    def __init__(self, items: int, characters: int, seen: dict[Any, int] | None = None) -> None:
        self.arrays: list[bytes] = []
        self._items, self._characters = items, characters
        self._seen = seen  # where each array was packed first, if it is not to be packed again

    def of(self, value: Any, depth: int) -> Any:
        kind = type(value)
        if kind in AS_THEY_ARE:
            return value
        if kind is np.ndarray and value.dtype is FLOATS and value.flags.c_contiguous:
            return self._packed("<f8", value, "C")  # most are
        if kind is int:
            return value if value.bit_length() <= 64 else _named(value)
        if issubclass(kind, float):
            return self.of(float.__float__(value), depth)
        if kind is str:
            return value[: self._characters]
        if isinstance(value, np.ndarray):
            return self._array(np.asarray(value))
        if isinstance(value, np.generic):
            packed = self._array(np.asarray(value))
            return packed if "o" in packed else {"g": packed}
        if isinstance(value, dict) and dict.__len__(value) <= self._items:
            return {"d": [[self._key(k), self._part(v, depth)] for k, v in dict.items(value)]}
        if isinstance(value, tuple) and tuple.__len__(value) <= self._items:
            return {"t": [self._part(part, depth) for part in tuple.__iter__(value)]}
        if isinstance(value, list) and list.__len__(value) <= self._items:
            return {"l": [self._part(part, depth) for part in list.__iter__(value)]}
        return _named(value)

    def _part(self, value: Any, depth: int) -> Any:
        self._items -= 1
        if depth >= DEPTH or self._items < 0:
            return _named(value)
        return value if type(value) in AS_THEY_ARE else self.of(value, depth + 1)

    def _key(self, key: Any) -> str:
        return key[: self._characters] if type(key) is str else f"<{type(key).__name__[:60]}>"

    def _array(self, array: np.ndarray) -> Any:
        if array.dtype.kind not in KINDS:
            return {"o": f"array of {array.dtype}"[:60]}
        if array.dtype.itemsize > 16 or array.dtype.kind == "f" and array.dtype.itemsize > 8:
            array = array.astype(np.complex128 if array.dtype.kind == "c" else np.float64)
        order: Literal["C", "F"] = "F" if array.flags.f_contiguous and not array.flags.c_contiguous else "C"
        array = array.astype(array.dtype.newbyteorder("<"), copy=False)
        return self._packed(array.dtype.str, array, order)

    def _packed(self, code: str, array: np.ndarray, order: Literal["C", "F"]) -> Any:
        if array.nbytes > LARGEST:
            return {"o": f"array of {array.nbytes} bytes"}
        found, content = [code, array.shape, order], array.tobytes(order)
        if self._seen is not None:
            place = self._seen.setdefault((str(found), content), len(self.arrays))
            if place < len(self.arrays):
                return {"s": place}
        self.arrays.append(content)
        return {"a": found}


class _Unpacking:
    """Values from JSON, which take their arrays from `rest` in order."""

    def __init__(self, rest: memoryview, trusted: bool) -> None:
        self._rest = rest
        self._items, self._trusted = TRUSTED if trusted else ITEMS, trusted
        self._arrays: list[np.ndarray] = []

    def of(self, tree: Any, depth: int = 0) -> Any:
        if not isinstance(tree, dict):
            if isinstance(tree, list):
                raise BadFrame("a list outside of an object")
            return tree
        ((kind, content),) = tree.items()
        if kind == "a":
            self._arrays.append(self._array(*content))
            return self._arrays[-1]
        if kind == "s" and self._trusted:  # from a box it would make much of little
            return self._arrays[content]
        if kind == "g":
            return self._number(self.of(content, depth))
        if kind == "d":
            values = self._parts([part for _, part in content], depth)
            return {str(key): value for (key, _), value in zip(content, values, strict=True)}
        if kind in ("t", "l"):
            parts = self._parts(content, depth)
            return tuple(parts) if kind == "t" else parts
        if kind == "o":
            return foreign(str(content)[:80])
        raise BadFrame(f"unknown kind {kind!r}")

    def _parts(self, content: list[Any], depth: int) -> list[Any]:
        self._items -= len(content)
        if self._items < 0 or content and depth > DEPTH:
            raise BadFrame("more, or deeper, than is taken")
        return [part if type(part) in PLAIN else self.of(part, depth + 1) for part in content]

    def _number(self, array: Any) -> Any:
        if not isinstance(array, np.ndarray) or array.ndim:
            raise BadFrame("a number that is none")
        return array[()]

    def _array(self, code: str, shape: list[int], order: str) -> np.ndarray:
        if not _DTYPE.fullmatch(code):
            raise BadFrame(f"an array of {code[:60]}")
        dtype = np.dtype(code)
        if any(type(n) is not int or n < 0 for n in shape) or len(shape) > 8:
            raise BadFrame(f"an array of the shape {shape}")
        size = dtype.itemsize * math.prod(shape)
        if size > len(self._rest):
            raise BadFrame("an array with more numbers than came")
        flat, self._rest = np.frombuffer(self._rest[:size], dtype), self._rest[size:]
        return flat.reshape(shape, order="F" if order == "F" else "C")


def _named(value: Any) -> Any:
    return {"o": type(value).__name__[:60]}
