"""The tree that student code runs beside: the student's part of the kit, and ``grading/inside``."""

import shutil
from pathlib import Path

from ..overlay import lay
from ..tasks import PACKAGE

# What knows an answer, or how one is judged, or is of no use there.
LEFT_OUT = ("solutions", "mistakes", "authoring", "recorded", "questions", "assignments", "show", "commands")


def inside_tree(destination: Path) -> Path:
    """Build ``destination/cs231n_kit``, to be put on ``PYTHONPATH``; everybody may read it."""
    package = destination / "cs231n_kit"
    shutil.copytree(PACKAGE, package, ignore=_ignored)
    lay(package)
    for path in [destination, *destination.rglob("*")]:
        path.chmod(0o755 if path.is_dir() else 0o644)
    return destination


def _ignored(folder: str, names: list[str]) -> set[str]:
    left_out = {name for name in names if name in (*LEFT_OUT, "__pycache__") or name.endswith(".bak")}
    if Path(folder) == PACKAGE / "grading":
        left_out |= {name for name in names if name not in ("__init__.py", "inside")}
    return left_out
