"""The embedded sample: what the notebooks run on when CIFAR-10 or MNIST is not on disk.

12,000 small pictures of ten classes, in the batch files of CIFAR-10, and 7,000 digits in the files of MNIST
are drawn from a seed on first use and must have the checksums that ``sources.json`` records: the same bytes
on every machine.
"""

import hashlib
import json
from pathlib import Path

import numpy as np

from ...errors import DataError
from ...files import write_atomically
from .. import folders
from ..checksums import faults
from ..sources import source
from .cifar_pickle import pickled
from .digits import FILES, draw_digits_file
from .drawing import Dice, shuffled
from .pictures import PICTURES
from .scenery import photograph

SEED = 231
PER_BATCH = 2000
META, STAMP = "batches.meta", "stamp.json"
TRAINING = {f"data_batch_{k}": f"training batch {k} of 5" for k in range(1, 6)}
BATCHES = TRAINING | {"test_batch": "testing batch 1 of 1"}  # file name: batch_label
# The files of each source, in the order of drawing: last the one by which a data set is known.
DRAWN = {"digits": FILES, "sample": (*BATCHES, META)}


def sample_root() -> Path:
    """Where the sample is kept: with the kit's data where one can write there, else in the user's cache."""
    return folders.cache_folder(folders.KIT_DATA) / "sample"


def ensure_sample(progress: bool = True) -> Path:
    """Draw the sample unless it is there already, and only what is damaged or absent.

    Several processes may do so at once: each writes whole files, and all write the same. A file that was
    changed without change of its size and time is not noticed here; the reader verifies it.

    Parameters
    ----------
    progress : bool
        Show a progress bar on a terminal's stderr.

    Returns
    -------
    Path
        The folder that contains ``cifar-10-batches-py/`` and ``mnist/``.

    Raises
    ------
    DataError
        If it cannot be written, or what is drawn here is not what was recorded.
    """
    root = sample_root()
    if not _is_stamped(root):
        try:
            _repair(root, progress)
            write_atomically(root / STAMP, _stamp(root))
        except OSError as error:
            raise DataError(
                f"the sample must be drawn into {root}, which cannot be written ({error.strerror});"
                f" make room or give write access there, or name a folder with the real data by"
                f" {folders.VARIABLE}"
            ) from None
    return root


def draw_member(name: str) -> bytes:
    """One file of the sample.

    Parameters
    ----------
    name : str
        ``"batches.meta"``, ``"data_batch_1"`` … ``"data_batch_5"``, ``"test_batch"`` or one of the digits'.
    """
    if name in FILES:
        return draw_digits_file(name)
    names = [picture.__name__ for picture in PICTURES]
    if name == META:
        return pickled({"num_cases_per_batch": PER_BATCH, "label_names": names, "num_vis": 3072})
    batch = list(BATCHES).index(name)
    labels = _labels(batch)
    numbered = enumerate(labels, batch * PER_BATCH)
    return pickled(
        {
            "batch_label": BATCHES[name],
            "labels": labels.tolist(),
            "data": draw_images(labels, SEED, batch),
            "filenames": [f"{names[label]}_s_{number:06d}.png" for number, label in numbered],
        }
    )


def draw_images(labels: np.ndarray, *seed: int) -> np.ndarray:
    """A picture for each label.

    Parameters
    ----------
    labels : ndarray of int, shape (N,)
    seed : int
        One or more; the same seed and labels give the same pictures.

    Returns
    -------
    ndarray of uint8, shape (N, 3072)
        Rows as in CIFAR-10: 1,024 red values, then the green, then the blue.
    """
    rows = np.empty((len(labels), 3072), dtype=np.uint8)
    for label, picture in enumerate(PICTURES):
        chosen = np.flatnonzero(labels == label)
        dice = Dice(len(chosen), *seed, label)
        rows[chosen] = photograph(picture(dice), dice).reshape(len(chosen), 3072)
    return rows


def _labels(batch: int) -> np.ndarray:
    """The labels of a batch: 1,000 a class are shuffled over the training batches, 200 a class to test."""
    training, test = (
        shuffled(count, len(PICTURES), SEED, seed)
        for seed, count in enumerate((len(TRAINING) * PER_BATCH, PER_BATCH))
    )
    return np.concatenate([training, test])[batch * PER_BATCH :][:PER_BATCH]


def _repair(root: Path, progress: bool) -> None:
    """Draw each file that is absent or damaged."""
    from tqdm import tqdm  # type: ignore[import-untyped]

    checksums = _checksums(root)
    damaged = [path for path, sha256 in checksums.items() if faults(path.parent, {path.name: sha256})]
    for path in tqdm(damaged, "drawing the sample", disable=None if progress else True, leave=False):
        content, sha256 = draw_member(path.name), checksums[path]
        if hashlib.sha256(content).hexdigest() != sha256:
            raise DataError(
                f"{path.name} of the sample must have the sha256 {sha256} and was drawn differently"
                f" with NumPy {np.__version__}; please report this"
            )
        try:
            write_atomically(path, content)
        except OSError:  # Windows refuses to replace a file that another process is reading
            if faults(path.parent, {path.name: sha256}):
                raise


def _checksums(root: Path) -> dict[Path, str]:
    """The sha256 of each file, in the order of drawing."""
    parts = ((source(name), files) for name, files in DRAWN.items())
    return {root / part.folder / name: part.members[name] for part, files in parts for name in files}


def _is_stamped(root: Path) -> bool:
    """Whether the files are those that were once verified; much quicker than to read them all."""
    try:
        return (root / STAMP).read_text(encoding="utf-8") == _stamp(root)
    except (OSError, ValueError):
        return False


def _stamp(root: Path) -> str:
    """Checksum, size and time of each file."""
    stats = {path: (sha256, path.stat()) for path, sha256 in _checksums(root).items()}
    return json.dumps(
        {
            path.relative_to(root).as_posix(): [sha256, stat.st_size, stat.st_mtime_ns]
            for path, (sha256, stat) in stats.items()
        },
        indent=1,
    )
