"""Did the call return what it should? Asked before any number is compared.

NaN is neither below nor above a tolerance, and ``(1,)`` broadcasts against ``(5,)``: so type, shape and
finiteness come first, in this order.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from ..finding import Fault

Shape = tuple[int, ...] | str
NUMBER = ()  # the shape of a number
ANY = "any"  # in place of a shape: whichever it is
UNSEEN = "unseen"  # in place of a shape: whatever it is, an empty array stands for it
LARGEST = 1_000_000  # numbers in an array of `ANY` shape, or in lists; the checks ask for hundreds
TOO_MANY = f"more than {LARGEST:,} numbers"
SPELT = 60  # characters of the name of a type


class TooLarge(ValueError):
    """More numbers than are looked at."""


def returned(value: Any, names: Sequence[str], shapes: Sequence[Shape]) -> list[np.ndarray]:
    """The parts of what a task returned, as float64 arrays of the shapes they must have.

    A number may also come as an array with one entry, a matrix as ``np.matrix``: they are as right.

    Parameters
    ----------
    value : object
        What came back.
    names : sequence of str
        What the parts are called in the docstring of the task, e.g. ``("loss", "dW")``.
    shapes : sequence of tuple or str
        Their shapes; `NUMBER` for a number, `ANY` or `UNSEEN` for what is not judged.

    Raises
    ------
    Fault
        ``wrong_return`` or ``wrong_shape``.
    """
    parts = [value] if len(names) == 1 else _parts(value, names)
    arrays = [_real(*given) for given in zip(parts, names, shapes, strict=True)]
    return [_shaped(*given) for given in zip(arrays, names, shapes, strict=True)]


def finite(parts: Mapping[str, np.ndarray]) -> None:
    """Refuse nan and inf in any of `parts`: a `Fault` with the code ``not_finite``."""
    for name, array in parts.items():
        if not np.isfinite(array).all():
            what = "nan" if np.isnan(array).any() else "inf"
            raise Fault("not_finite", name=name, what=what, share=float(np.mean(~np.isfinite(array))))


def as_array(value: Any) -> np.ndarray:
    """What came back as the array that NumPy makes of it, of whichever type.

    Lists are looked through before: they may hold one array a thousand times, or one long text for which
    each of their entries would get as much room.

    Raises
    ------
    ValueError
        If it is lists of different lengths, or with text in them; `TooLarge` if they hold too much.
    """
    if isinstance(value, list | tuple) and any(isinstance(leaf, str | bytes) for leaf in leaves(value)):
        raise ValueError("text among numbers")
    return np.asarray(value)


def shape_of(value: Any) -> tuple[int, ...] | None:
    """The shape of what came back; None where it is lists that are no array, or too large to be looked at."""
    try:
        return as_array(value).shape
    except ValueError:
        return None


def leaves(value: Any) -> Iterator[Any]:
    """What lists, tuples and dicts hold, in order and as often as it stands there.

    Raises
    ------
    TooLarge
        As soon as it is more than `LARGEST` numbers.
    """
    left, waiting = LARGEST, [value]
    while waiting:
        part = waiting.pop()
        left -= max(part.size, part.nbytes // 8, 1) if isinstance(part, np.ndarray) else 1
        if left < 0:
            raise TooLarge(TOO_MANY)
        if isinstance(part, list | tuple | dict):
            waiting.extend(reversed(part.values() if isinstance(part, dict) else part))
        else:
            yield part


def kind_of(value: Any) -> str:
    """The name of its type, no more than can be read."""
    return type(value).__name__[:SPELT]


def _parts(value: Any, names: Sequence[str]) -> Sequence[Any]:
    if value is None:
        raise Fault("wrong_return", expected=", ".join(names), got="None")
    if not isinstance(value, tuple | list) or len(value) != len(names):
        got = f"{len(value)} values" if isinstance(value, tuple | list) else kind_of(value)
        raise Fault("wrong_return", expected=", ".join(names), got=got)
    return value


def _real(part: Any, name: str, shape: Shape) -> np.ndarray:
    if shape == UNSEEN:
        return np.empty(0)
    if part is None:
        raise Fault("wrong_return", expected=name, got="None")
    try:
        array = as_array(part)
    except TooLarge:
        raise Fault("wrong_return", expected=name, got=TOO_MANY) from None
    except ValueError:
        array = np.empty(0, object)
    if array.dtype.kind not in "fiu":
        got = kind_of(part) if array.dtype.kind == "O" else f"an array of {array.dtype}"[:SPELT]
        raise Fault("wrong_return", expected=f"real numbers for {name}", got=got)
    return array


def _shaped(array: np.ndarray, name: str, shape: Shape) -> np.ndarray:
    if shape == NUMBER and array.size == 1:
        return array.astype(np.float64).reshape(())
    if array.shape != shape and shape not in (ANY, UNSEEN):
        raise Fault("wrong_shape", name=name, expected=list(shape), got=list(array.shape))
    if shape == ANY and array.size > LARGEST:
        raise Fault("wrong_return", expected=name, got=TOO_MANY)
    return array.astype(np.float64)
