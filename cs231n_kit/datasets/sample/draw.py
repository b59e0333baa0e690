"""The embedded sample: what the notebooks run on when CIFAR-10 is not on disk.

12,000 small pictures of ten classes, in the batch files of CIFAR-10, are drawn from a seed on first use
and must have the checksums that ``sources.json`` records: the same bytes on every machine.
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
from .drawing import Dice
from .pictures import PICTURES
from .scenery import photograph

SEED = 231
PER_BATCH = 2000
META = "batches.meta"
TRAINING = {f"data_batch_{k}": f"training batch {k} of 5" for k in range(1, 6)}
BATCHES = TRAINING | {"test_batch": "testing batch 1 of 1"}  # file name: batch_label


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
        The folder that contains ``cifar-10-batches-py/``.

    Raises
    ------
    DataError
        If it cannot be written, or what is drawn here is not what was recorded.
    """
    root = sample_root()
    sample = source("sample")
    folder, stamp = root / sample.folder, root / "stamp.json"
    if not _is_stamped(stamp, folder, sample.members):
        try:
            _repair(folder, sample.members, progress)
            write_atomically(stamp, _stamp(folder, sample.members))
        except OSError as error:
            raise DataError(
                f"the sample must be drawn into {root}, which cannot be written ({error.strerror});"
                f" make room or give write access there, or name a folder with CIFAR-10 by {folders.VARIABLE}"
            ) from None
    return root


def draw_member(name: str) -> bytes:
    """One file of the sample.

    Parameters
    ----------
    name : str
        ``"batches.meta"``, ``"data_batch_1"`` … ``"data_batch_5"`` or ``"test_batch"``.
    """
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
    training, test = _shuffled_labels(len(TRAINING) * PER_BATCH, 0), _shuffled_labels(PER_BATCH, 1)
    return np.concatenate([training, test])[batch * PER_BATCH :][:PER_BATCH]


def _shuffled_labels(count: int, seed: int) -> np.ndarray:
    labels = np.arange(count, dtype=np.int32) % len(PICTURES)
    return labels[np.argsort(np.random.PCG64((SEED, seed)).random_raw(count), kind="stable")]


def _repair(folder: Path, members: dict[str, str], progress: bool) -> None:
    """Draw each file that is absent or damaged; last ``batches.meta``, by which a data set is known."""
    from tqdm import tqdm  # type: ignore[import-untyped]

    wrong = faults(folder, members)
    damaged = [name for name in (*BATCHES, META) if name in wrong]
    for name in tqdm(damaged, "drawing the sample", disable=None if progress else True, leave=False):
        content = draw_member(name)
        if hashlib.sha256(content).hexdigest() != members[name]:
            raise DataError(
                f"{name} of the sample must have the sha256 {members[name]} and was drawn differently"
                f" with NumPy {np.__version__}; please report this"
            )
        try:
            write_atomically(folder / name, content)
        except OSError:  # Windows refuses to replace a file that another process is reading
            if faults(folder, {name: members[name]}):
                raise


def _is_stamped(stamp: Path, folder: Path, members: dict[str, str]) -> bool:
    """Whether the files are those that were once verified; much quicker than to read them all."""
    try:
        return stamp.read_text(encoding="utf-8") == _stamp(folder, members)
    except (OSError, ValueError):
        return False


def _stamp(folder: Path, members: dict[str, str]) -> str:
    """Checksum, size and time of each file."""
    stats = {name: (folder / name).stat() for name in members}
    return json.dumps(
        {name: [members[name], s.st_size, s.st_mtime_ns] for name, s in stats.items()}, indent=1
    )
