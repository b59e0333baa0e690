"""Replay: run the notebooks with the reference solutions and compare every saved output.

Each notebook runs in a temporary tree (the kit with the reference laid over it), in a pytest with
nbval of its own. Text is not sanitised: what was saved must come out again to the last digit.
"""

import shutil
import tempfile
from pathlib import Path

from ..errors import DataError, KitError
from ..overlay import NOTEBOOKS, REFERENCE, build_tree
from .nbval_run import replay_tree
from .notebooks import chosen, read
from .replayed import Replayed, table

# In seconds: a slow machine may take long, a hanging cell must end.
CELL_TIMEOUT = {"sample": 600, "cifar10": 7200}


def replay(names: list[str], data: str) -> int:
    """Replay the kit's notebooks, or those named, telling how each one fares; the exit code.

    Parameters
    ----------
    names : list of str
        Notebooks by path or name; none for all of the kit's.
    data : {"sample", "cifar10"}
        On the sample every saved output is compared. On CIFAR-10 the numbers are others: there only
        what the notebooks assert themselves can fail.

    Raises
    ------
    KitError
        If a notebook cannot be read or the data is not there.
    """
    paths, root, compare = _chosen_once(names), _data_folder(data), data == "sample"
    with tempfile.TemporaryDirectory(prefix="cs231n-kit-replay-", ignore_cleanup_errors=True) as folder:
        tree = build_tree(Path(folder) / "tree", REFERENCE)
        for path in paths:
            shutil.copy(path, tree / "notebooks")
        replayed = _replay_telling(tree, root, [path.name for path in paths], compare, CELL_TIMEOUT[data])
    print(table(replayed))
    if failed := [one.notebook for one in replayed if not one.holds]:
        print(f"Fell short: {', '.join(failed)}")
        return 1
    print(
        "Every saved output came out again."
        if compare
        else "All ran through and their own assertions held; saved outputs are compared on the sample alone."
    )
    return 0


def _replay_telling(
    tree: Path, data: Path, names: list[str], compare: bool, timeout: float
) -> list[Replayed]:
    """Replay, telling about each notebook as it finishes; all of them by name."""
    from rich.console import Console

    replayed = []
    with Console().status("starting") as status:  # says nothing where no terminal is
        for one in replay_tree(
            tree, data, names, compare=compare, timeout=timeout, progress=lambda line: status.update(line)
        ):
            print(one.told(compare), flush=True)
            replayed.append(one)
    return sorted(replayed, key=lambda one: one.notebook)


def _chosen_once(names: list[str]) -> list[Path]:
    if not NOTEBOOKS.is_dir():
        raise KitError(
            f"the notebooks must lie beside the package, but {NOTEBOOKS} is not there; work in a checkout"
        )
    paths = list(dict.fromkeys(chosen(names)))
    if not paths:
        raise KitError(
            f"{NOTEBOOKS} must hold the notebooks, and there is none; put them back (git checkout)"
        )
    for path in paths:
        read(path)  # or pytest would tell at length what is no notebook
        if path.suffix != ".ipynb" or sum(path.name == other.name for other in paths) > 1:
            raise KitError(
                f"each NOTEBOOK must be an .ipynb file with a name of its own, got {path}; rename it"
            )
    return paths


def _data_folder(data: str) -> Path:
    if data == "sample":
        from ..datasets.sample import ensure_sample

        return ensure_sample()
    from ..datasets.fetch.unpack import faults
    from ..datasets.folders import data_folder
    from ..datasets.sources import source

    root, cifar10 = data_folder(), source("cifar10")
    if wrong := faults(root / cifar10.folder, cifar10.members):
        listed = ", ".join(f"{member}: {fault}" for member, fault in wrong.items())
        raise DataError(
            f"--data cifar10 needs CIFAR-10 complete in {root / cifar10.folder}, and it is not ({listed});"
            " run `cs231n-kit data`, or let CS231N_KIT_DATA name another folder"
        )
    return root
