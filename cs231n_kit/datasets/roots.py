"""Where a data set is read from, unless a path says so."""

import os
from pathlib import Path

from ..errors import DataError
from .folders import VARIABLE, data_folder


def root_of(folder: str, title: str, command: str, stand_in: str) -> Path:
    """The folder that holds the folder of a data set, or of what the kit drew to stand in for it.

    It is the one that ``CS231N_KIT_DATA`` names, if it is set; else the kit's data folder, if the data set
    is there; else the sample, which is drawn now if need be. A line says so.

    Parameters
    ----------
    folder : str
        Of the data set, e.g. ``"mnist"``.
    title : str
        Of the data set, for people.
    command : str
        Fetches the data set.
    stand_in : str
        What the sample is, to go on after "Note: … is not here, so".

    Raises
    ------
    DataError
        If ``CS231N_KIT_DATA`` is set and names no folder with such a folder.
    """
    root = data_folder()
    if os.path.isdir(root / folder):
        return root
    if os.environ.get(VARIABLE):
        hint = f"name {root.parent}" if root.name == folder else f"run `{command}` to fetch it"
        raise DataError(
            f"{VARIABLE} must name a folder that holds {folder}, and {root} does not;"
            f" {hint}, or unset {VARIABLE} to use the kit's own data"
        )
    from .sample import ensure_sample

    print(f"Note: {title} is not here, so {stand_in}; `{command}` fetches {title}.")
    return ensure_sample()
