"""Arrays that were made from files, kept as ``.npy`` and memory-mapped while neither has changed.

A stamp beside the arrays is written last. It holds the marks of the arrays and of the files that they
were made from; whatever differs from it, for any reason, makes the arrays anew.
"""

import json
import os
from collections.abc import Callable, Iterable
from pathlib import Path

import numpy as np

from ..files import write_atomically
from .lock import lock

Arrays = dict[str, np.ndarray]


def mark(path: Path) -> list[int]:
    """What changes when a file does: its size in bytes and its times in nanoseconds."""
    stat = path.stat()
    return [stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns]


def kept(folder: Path, names: Iterable[str], origin: object, make: Callable[[], Arrays]) -> Arrays:
    """The arrays called `names`, read-only from `folder`, or else from `make`, which are then kept there.

    Parameters
    ----------
    folder : Path
        Made where it is absent. It must belong to the content: whoever writes an array there writes
        the same bytes, so that a process which has it open may go on.
    names : iterable of str
        The arrays; `make` gives the same ones.
    origin : JSON value
        Tells what the arrays are made from, usually by the `mark` of each file.
    make : callable
        Is called at most once. Its errors must not be an `OSError`, which stands for a folder that
        cannot be used: then its arrays are returned from memory and nothing is kept.
    """
    names = tuple(names)
    if found := _load(folder, names, origin):
        return found
    made: Arrays = {}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with lock(folder / "lock", say=lambda _: None):
            # Another process may have made them while this one waited.
            if found := _load(folder, names, origin):
                return found
            made = make()
            _save(folder, made, origin)
            return _load(folder, names, origin) or _read_only(made)
    except OSError:  # no permission, no room, or on Windows an array that a process has open
        return _read_only(made or make())


def _load(folder: Path, names: tuple[str, ...], origin: object) -> Arrays | None:
    try:
        stamp = json.loads((folder / "stamp.json").read_text(encoding="utf-8"))
        if stamp != _stamp(folder, names, origin):
            return None
        # asarray: what is computed from a memmap should be an ordinary array.
        return {name: np.asarray(np.load(folder / f"{name}.npy", mmap_mode="r")) for name in names}
    except (OSError, ValueError, EOFError):
        return None


def _read_only(arrays: Arrays) -> Arrays:
    for array in arrays.values():
        array.flags.writeable = False
    return arrays


def _save(folder: Path, arrays: Arrays, origin: object) -> None:
    part = folder / "part"  # always this name, so that a process which is killed leaves one at most
    try:
        for name, array in arrays.items():
            with part.open("wb") as file:
                np.save(file, array, allow_pickle=False)
                file.flush()
                os.fsync(file.fileno())  # or the stamp may outlive a power cut and the array not
            part.replace(folder / f"{name}.npy")
    finally:
        part.unlink(missing_ok=True)
    write_atomically(folder / "stamp.json", json.dumps(_stamp(folder, arrays, origin)))


def _stamp(folder: Path, names: Iterable[str], origin: object) -> dict[str, object]:
    return {"origin": origin, "arrays": {name: mark(folder / f"{name}.npy") for name in names}}
