"""The environment of a kernel that replays: the tree's package, named data, one thread, no user settings."""

import os
from pathlib import Path

# More threads would change the order of sums in a matrix product and so the last digits.
ONE_THREAD = dict.fromkeys(
    (
        "OPENBLAS_NUM_THREADS",
        "OMP_NUM_THREADS",
        "MKL_NUM_THREADS",
        "VECLIB_MAXIMUM_THREADS",
        "BLIS_NUM_THREADS",
    ),
    "1",
)


def kernel_environment(tree: Path, data: Path) -> dict[str, str]:
    """Environment variables for running the notebooks of `tree` on the data folder `data`."""
    settings = tree / ".settings"  # in place of the user's: a start-up file there could define anything
    return (
        os.environ
        | ONE_THREAD
        | {
            "PYTHONPATH": str(tree),
            "PYTHONHASHSEED": "0",
            "PYTHONDONTWRITEBYTECODE": "1",
            "CS231N_KIT_DATA": str(data),
            "IPYTHONDIR": str(settings / "ipython"),
            "JUPYTER_CONFIG_DIR": str(settings / "jupyter"),
        }
    )
