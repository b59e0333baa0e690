"""The one overlay mechanism: the pristine kit plus files laid over it make a tree to run.

Nothing laid over gives the stubs; the reference solutions and a submission are overlays like any
other. Only the student's files are taken from an overlay, whatever else lies in it. Nor does a tree hold
what tells the answers: neither the reference nor, unless that is asked for, what is made of it.
"""

import shutil
from pathlib import Path

from .tasks import PACKAGE, STUBS, task_files

REFERENCE = PACKAGE / "solutions"
NOTEBOOKS = PACKAGE.parent / "notebooks"

_LEFT_OUT = ("solutions", "__pycache__", "*.bak")
_TELLING = ("mistakes", "mutants")  # formulas of the right and of the wrong numbers, lines of the reference


def build_tree(
    destination: Path, overlay: Path | None = None, notebooks: Path = NOTEBOOKS, authoring: bool = False
) -> Path:
    """Build ``destination/cs231n_kit`` and ``destination/notebooks``.

    The package is the kit as it was handed out, not as a student may have changed it since: the
    pristine stubs are laid over it first, then the files of `overlay`.

    Parameters
    ----------
    destination : Path
        A folder that is absent or empty.
    overlay : Path, optional
        A folder with the student's files under their paths in the package.
    notebooks : Path
        The folder of notebooks to take along.
    authoring : bool
        Whether the tree is for staff alone, who record answers and try mutants in it: it then holds the
        mistakes and the mutants.

    Returns
    -------
    tree : Path
        `destination`, to be put on ``PYTHONPATH``.
    """
    package = destination / "cs231n_kit"
    left_out = _LEFT_OUT if authoring else (*_LEFT_OUT, *_TELLING)
    shutil.copytree(PACKAGE, package, ignore=shutil.ignore_patterns(*left_out))
    lay(package, overlay)
    shutil.copytree(notebooks, destination / "notebooks", ignore=shutil.ignore_patterns(".*", "__pycache__"))
    return destination


def lay(package: Path, overlay: Path | None = None) -> None:
    """Lay the pristine stubs over `package`, and the files of `overlay` over them."""
    for layer in [STUBS, *([overlay] if overlay else [])]:
        for file in task_files():
            if (layer / file).is_file():
                (package / file).write_bytes((layer / file).read_bytes())
