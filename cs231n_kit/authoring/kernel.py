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
    # The first import makes the list of fonts, and a folder for it where the user's home is read-only.
    # Done in a kernel, it would say so in the middle of a notebook's output.
    import matplotlib.font_manager

    settings = tree / ".settings"  # in place of the user's: a start-up file there could define anything
    settings.mkdir(exist_ok=True)
    return {name: value for name, value in os.environ.items() if not _is_a_setting(name)} | {
        **ONE_THREAD,
        "PYTHONPATH": str(tree),
        "PYTHONHASHSEED": "0",
        "PYTHONDONTWRITEBYTECODE": "1",
        "CS231N_KIT_DATA": str(data),
        "IPYTHONDIR": str(settings / "ipython"),
        "JUPYTER_CONFIG_DIR": str(settings / "jupyter"),
        "MPLCONFIGDIR": matplotlib.get_cachedir(),
        "MATPLOTLIBRC": str(Path(matplotlib.get_data_path()) / "matplotlibrc"),
    }


def _is_a_setting(name: str) -> bool:
    """Whether a variable of the user's may change what Python or a picture does.

    ``PYTHONSTARTUP`` runs a file in every kernel, ``PYTHONOPTIMIZE`` removes the notebooks' assertions.
    """
    return name.startswith(("PYTHON", "PYTEST")) or name == "MPLBACKEND"
