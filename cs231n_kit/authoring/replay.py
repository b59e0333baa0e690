"""Replay: run the notebooks with the reference solutions and compare every saved output.

Each notebook runs in a temporary tree (the kit with the reference laid over it), in a pytest with
nbval of its own. Text is not sanitised: what was saved must come out again to the last digit.
"""

import shutil
import signal
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ..errors import DataError, KitError
from ..overlay import NOTEBOOKS, REFERENCE, build_tree
from .nbval_run import replay_tree
from .notebooks import chosen, read
from .replayed import Replayed, table

# In seconds: a slow machine may take long, a hanging cell must end.
CELL_TIMEOUT = {"sample": 600, "cifar10": 7200}
READS_CIFAR10 = ("get_softmax_data", "get_CIFAR10_data", "load_CIFAR10", "load_CIFAR_batch")
READS_MNIST = ("get_MNIST_data",)


def replay(names: list[str], data: str) -> int:
    """Replay the kit's notebooks, or those named, telling how each one fares; the exit code.

    Parameters
    ----------
    names : list of str
        Notebooks by path or name; none for all of the kit's.
    data : {"sample", "cifar10"}
        On the sample every saved output is compared. On the real data, CIFAR-10 and MNIST, the numbers
        are others: there only what the notebooks assert themselves can fail.

    Raises
    ------
    KitError
        If a notebook cannot be read or the data is not there.
    SystemExit
        With code 143, everything cleaned up, if the process is asked to terminate meanwhile.
    """
    notebooks, compare = _chosen_once(names), data == "sample"
    root = _data_folder(data, list(notebooks))
    with (
        _cleaned_up_when_terminated(),
        tempfile.TemporaryDirectory(prefix="cs231n-kit-replay-", ignore_cleanup_errors=True) as folder,
    ):
        tree = build_tree(Path(folder) / "tree", REFERENCE)
        for path in notebooks:
            shutil.copy(path, tree / "notebooks")
        given = {path.name: name for path, name in notebooks.items()}
        replayed = _replay_telling(tree, root, given, compare, CELL_TIMEOUT[data])
    print(table(replayed))
    return _verdict(
        replayed, {path.name for path in notebooks if path.parent == NOTEBOOKS.resolve()}, compare
    )


def _verdict(replayed: list[Replayed], own: set[str], compare: bool) -> int:
    """Tell what all came to; the exit code. Of the kit's own notebooks a least is demanded."""
    too_little = [one for one in replayed if compare and one.notebook in own and one.holds and one.too_little]
    for one in too_little:
        print(one.too_little)
    if failed := [one.notebook for one in replayed if not one.holds or one in too_little]:
        print(f"Fell short: {', '.join(failed)}")
        return 1
    if not compare:
        print(
            "All ran through and their own assertions held; saved outputs are compared on the sample alone."
        )
        return 0
    ignored = sum(one.ignored for one in replayed)
    cells = "1 cell is" if ignored == 1 else f"{ignored} cells are"
    left_out = f"; {cells} not compared (tagged nbval-ignore-output)" if ignored else ""
    print(f"Every compared output came out again{left_out}.")
    return 0


@contextmanager
def _cleaned_up_when_terminated() -> Iterator[None]:
    """Let SIGTERM, as a cancelled job gets it, end this process by an exception, so that all is undone."""
    if threading.current_thread() is not threading.main_thread():  # no other may set a handler
        yield
        return

    def end(*_: object) -> None:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)  # a second one must not disturb the cleaning up
        raise SystemExit(128 + signal.SIGTERM)

    before = signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before or signal.SIG_DFL)  # None: one that Python cannot set again


def _replay_telling(
    tree: Path, data: Path, given: dict[str, str], compare: bool, timeout: float
) -> list[Replayed]:
    """Replay, telling about each notebook as it finishes; all of them by name.

    `given` maps the file names of the notebooks to how the user named them.
    """
    from rich.console import Console

    replayed = []
    with Console().status("starting") as status:  # says nothing where no terminal is
        for one in replay_tree(
            tree,
            data,
            list(given),
            compare=compare,
            timeout=timeout,
            progress=lambda line: status.update(line),
        ):
            print(one.told(compare, given[one.notebook]), flush=True)
            replayed.append(one)
    return sorted(replayed, key=lambda one: one.notebook)


def _chosen_once(names: list[str]) -> dict[Path, str]:
    """The notebooks to replay, and how the user named each."""
    paths = chosen(names)
    named = dict(zip(paths, names or [path.name for path in paths], strict=True))
    if not paths:
        raise KitError(
            f"{NOTEBOOKS} must hold the notebooks, and there is none; put them back (git checkout)"
        )
    for path in named:
        read(path)  # or pytest would tell at length what is no notebook
        if path.suffix != ".ipynb" or sum(path.name == other.name for other in named) > 1:
            raise KitError(
                f"each NOTEBOOK must be an .ipynb file with a name of its own, got {path}; rename it"
            )
    return named


def _data_folder(data: str, notebooks: list[Path]) -> Path:
    """The folder to read: the sample, or the real data, of which what the notebooks load must be there."""
    if data == "sample":
        from ..datasets.sample import ensure_sample

        return ensure_sample()
    from ..datasets.checksums import faults
    from ..datasets.folders import data_folder
    from ..datasets.mnist import FOLDER, open_digits
    from ..datasets.sources import source

    root, cifar10 = data_folder(), source("cifar10")
    text = "".join(path.read_text("utf-8") for path in notebooks)
    if any(loader in text for loader in READS_MNIST):
        open_digits(root / FOLDER)  # says what is wrong with it
    if any(loader in text for loader in READS_CIFAR10) and (
        wrong := faults(root / cifar10.folder, cifar10.members)
    ):
        listed = ", ".join(f"{member}: {fault}" for member, fault in wrong.items())
        raise DataError(
            f"--data cifar10 needs CIFAR-10 complete in {root / cifar10.folder}, and it is not ({listed});"
            " run `cs231n-kit data`, or let CS231N_KIT_DATA name another folder"
        )
    return root
