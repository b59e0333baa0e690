"""Reading CIFAR-10: the kit against the classic way, in time and in memory.

Run it by itself with ``python benchmarks/bench_loader.py [--data FOLDER] [--json]``, on Linux or macOS.
Every way runs in a fresh process, the ways in turn, several times. Memory is the peak of the process
less the peak of one that only imports NumPy.
"""

import argparse
import json
import os
import pickle
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

REPOSITORY = Path(__file__).resolve().parents[1]
FOLDER = "cifar-10-batches-py"
REPEATS = 5


def classic_batch(path: Path):
    """Unpickle, put the colours last, make floats."""
    with path.open("rb") as file:
        batch = pickle.load(file, encoding="latin1")
    images = batch["data"].reshape(-1, 3, 32, 32).transpose(0, 2, 3, 1).astype(float)
    return images, np.array(batch["labels"])


def classic_load(root: Path):
    """All batches as floats, joined."""
    batches = [classic_batch(root / FOLDER / f"data_batch_{number}") for number in range(1, 6)]
    Xtr = np.concatenate([images for images, _ in batches])
    ytr = np.concatenate([labels for _, labels in batches])
    del batches
    return Xtr, ytr, *classic_batch(root / FOLDER / "test_batch")


def classic_first(root: Path):
    """The first 5,000 training images and 1,000 test images."""
    Xtr, ytr, Xte, yte = classic_load(root)
    return Xtr[:5000], ytr[:5000], Xte[:1000], yte[:1000]


def kit_first(root: Path):
    """The same by the kit."""
    from cs231n_kit.data_utils import load_CIFAR10

    return load_CIFAR10(root, num_train=5000, num_test=1000)


def classic_split(root: Path):
    """The notebook's split, one step after the other: choose, flatten, subtract the mean, append the ones."""
    X_train, y_train, X_test, y_test = classic_load(root)
    train = 49 * len(X_train) // 50
    X_val = X_train[list(range(train, len(X_train)))]
    X_train = X_train[list(range(train))]
    X_test = X_test[list(range(len(X_test) // 10))]
    X_dev = X_train[np.random.choice(train, train // 98, replace=False)]
    X_train, X_val, X_test, X_dev = (X.reshape(len(X), -1) for X in (X_train, X_val, X_test, X_dev))
    mean = X_train.mean(axis=0)
    for X in (X_train, X_val, X_test, X_dev):
        X -= mean
    del X
    X_train = np.hstack([X_train, np.ones((len(X_train), 1))])
    X_val, X_test, X_dev = (np.hstack([X, np.ones((len(X), 1))]) for X in (X_val, X_test, X_dev))
    return X_train, X_val, X_test, X_dev


def kit_split(root: Path):
    """The same by the kit; the environment names `root`."""
    from cs231n_kit.data_utils import get_softmax_data

    return get_softmax_data()


FIRST, SPLIT = "load_CIFAR10(num_train=5000)", "get_softmax_data()"
WAYS: dict[str, Callable[[Path], object]] = {
    "bare": lambda root: None,
    f"{FIRST} classic": classic_first,
    f"{FIRST} cold": kit_first,
    f"{FIRST} cached": kit_first,
    f"{SPLIT} classic": classic_split,
    f"{SPLIT} cached": kit_split,
}
# Ours, its peer, and the targets for time and memory.
PAIRS = [
    (f"{FIRST} cold", f"{FIRST} classic", ("", "")),
    (f"{FIRST} cached", f"{FIRST} classic", ("≤ 0.1", "≤ 0.125")),
    (f"{SPLIT} cached", f"{SPLIT} classic", ("", "")),
]


def run_here(way: str, root: Path) -> None:
    """Go one way in this process and print seconds and peak bytes."""
    start = time.perf_counter()
    result = WAYS[way](root)
    seconds = time.perf_counter() - start
    print(json.dumps([seconds, peak()]))
    del result


def peak() -> int:
    """The most memory that this process ever had in use, in bytes."""
    status = Path("/proc/self/status")
    if status.exists():  # elsewhere what `resource` says; on Linux that may be the peak of the parent
        return 1024 * int(status.read_text().partition("VmHWM:")[2].split()[0])
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def measure(root: Path, repeats: int = REPEATS) -> dict[str, dict[str, list[float]]]:
    """Seconds and megabytes of each way, `repeats` times."""
    figures = {way: {"seconds": [], "megabytes": []} for way in WAYS}
    with tempfile.TemporaryDirectory() as folder:
        # The kit's own data folder has its cache inside; a link to it has one that we can name and empty.
        linked = Path(folder) / "data"
        linked.mkdir()
        (linked / FOLDER).symlink_to(root.resolve() / FOLDER, target_is_directory=True)
        warm = Path(folder) / "warm"
        for way in WAYS:  # fills the cache and the system's cache of files
            run(way, linked, warm)
        for repeat in range(repeats):
            for way, figure in figures.items():
                cache = Path(folder) / f"cold-{repeat}" if way.endswith("cold") else warm
                seconds, peak_bytes = run(way, linked, cache)
                figure["seconds"].append(seconds)
                figure["megabytes"].append(peak_bytes / 1e6)
    bare = statistics.median(figures.pop("bare")["megabytes"])
    for figure in figures.values():
        figure["megabytes"] = [megabytes - bare for megabytes in figure["megabytes"]]
    return figures


def run(way: str, root: Path, cache: Path) -> tuple[float, int]:
    """Go one way in a fresh process with a cache folder of its own."""
    environment = os.environ | {
        "PYTHONPATH": str(REPOSITORY),
        "CS231N_KIT_DATA": str(root),
        "XDG_CACHE_HOME": str(cache),
        "HOME": str(cache),  # macOS
    }
    command = [sys.executable, __file__, "--way", way, "--data", str(root)]
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=True)
    return tuple(json.loads(done.stdout))


def ratios(figures: dict, ours: str, peer: str, unit: str) -> list[float]:
    return [a / b for a, b in zip(figures[ours][unit], figures[peer][unit], strict=True)]


def rows() -> list:
    """Rows of the table, on CIFAR-10 if it is there, else on the sample."""
    from .measure import Row

    root, title = data()
    targets_hold = title == "CIFAR-10"  # the sample is a fifth of it
    figures = measure(root)
    return [
        Row(
            f"`{ours.split()[0]}`, {ours.split()[1]}, {what}, {title}",
            "pickle to float64",
            values,
            target * targets_hold,
        )
        for ours, peer, targets in PAIRS
        for what, unit, target in zip(("time", "peak memory"), ("seconds", "megabytes"), targets, strict=True)
        for values in [ratios(figures, ours, peer, unit)]
    ]


def data() -> tuple[Path, str]:
    from cs231n_kit.data_utils import data_root, describe_data

    root = data_root()
    return root, describe_data(root)["title"]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, metavar="FOLDER", help=f"holds {FOLDER}; the kit's by default")
    parser.add_argument("--json", action="store_true", help="print every figure as JSON")
    parser.add_argument(
        "--way", choices=WAYS, help="go one way in this process, print seconds and peak bytes"
    )
    arguments = parser.parse_args()
    if arguments.data and not (arguments.data / FOLDER).is_dir():
        parser.error(f"--data must name a folder that holds {FOLDER}, and {arguments.data} does not")
    if arguments.way:
        return run_here(arguments.way, arguments.data)
    figures = measure(arguments.data or data()[0])
    if arguments.json:
        return print(json.dumps(figures, indent=1))
    print(f"{'':40}{'seconds':>28}{'megabytes':>28}")
    for way, figure in figures.items():
        print(f"{way:40}" + "".join(f"{told(figure[unit]):>28}" for unit in ("seconds", "megabytes")))
    print("\nratios to the classic way")
    for ours, peer, _ in PAIRS:
        told_ratios = [told(ratios(figures, ours, peer, unit)) for unit in ("seconds", "megabytes")]
        print(f"{ours:40}" + "".join(f"{one:>28}" for one in told_ratios))


def told(values: list[float]) -> str:
    """Median and spread."""
    return f"{statistics.median(values):.4g} ({min(values):.3g} … {max(values):.3g})"


if __name__ == "__main__":
    main()
