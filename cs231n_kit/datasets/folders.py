"""Where data sets lie and where what is derived from them may be kept.

The data folder is ``CS231N_KIT_DATA`` where that is set, else ``datasets/`` beside the package
(a checkout), else a folder of the user's. It holds one folder a data set.
"""

import os
import sys
from pathlib import Path

from ..errors import DataError

VARIABLE = "CS231N_KIT_DATA"
KIT_DATA = Path(__file__).resolve().parents[2] / "datasets"


def make_absolute() -> None:
    """Make the paths in the kit's variables absolute: a kernel started later works in another folder."""
    for variable in (VARIABLE, "CS231N_KIT_SOURCES"):
        if value := os.environ.get(variable):
            os.environ[variable] = str(Path(value).expanduser().resolve())


def data_folder() -> Path:
    """The folder that holds the data sets, absolute; it need not exist unless it was named."""
    value = os.environ.get(VARIABLE)
    if not value:
        return KIT_DATA if KIT_DATA.is_dir() else user_cache() / "datasets"
    folder = Path(value).expanduser().resolve()
    if not folder.is_dir():
        raise DataError(
            f"{VARIABLE} must name a folder that holds the data sets, and {folder} is not one;"
            f" correct it, or unset it to use {KIT_DATA}"
        )
    return folder


def cache_folder(data: Path) -> Path:
    """Where to keep what is derived from `data`: inside it if it is the kit's own and writable."""
    if data == KIT_DATA and os.access(data, os.W_OK):
        return data / ".cache"
    return user_cache()


def user_cache() -> Path:
    """The user's cache folder for this kit, by the habit of the platform."""
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local"
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Caches"
    else:
        base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "cs231n_kit"
