"""Doing what was planned, so that it can be interrupted anywhere and gone on with.

Everything new is written aside, then the backups, and only then, by one rename, the update is decided. What
follows is renaming files into place; the next `cs231n-kit update` does what is left of it.
"""

import json
import os
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

from ..errors import KitError
from ..releases import UNFINISHED
from ..tasks import backup_of
from .plan import Change

LIST = "changes.json"


def apply(root: Path, changes: Sequence[Change]) -> dict[str, Path]:
    """Make these changes in the folder `root`; the backups that were made, by path.

    An error before the update is decided leaves everything as it was.
    """
    for left in root.glob(f"{UNFINISHED}-*"):  # of one that was killed before it was decided
        shutil.rmtree(left, ignore_errors=True)
    aside = Path(tempfile.mkdtemp(dir=root, prefix=f"{UNFINISHED}-"))
    backups: dict[str, Path] = {}
    try:
        _write_aside(aside, changes)
        for change in changes:
            if change.backup:
                backups[change.path] = backup_of(root / change.path)
        os.rename(aside, root / UNFINISHED)
    except BaseException:
        for copy in backups.values():
            copy.unlink(missing_ok=True)
        shutil.rmtree(aside, ignore_errors=True)
        raise
    finish(root)
    return backups


def _write_aside(aside: Path, changes: Sequence[Change]) -> None:
    for change in changes:
        if change.content is not None:
            path = aside / "new" / change.path
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(change.content)
            path.chmod(0o755 if path.suffix == ".sh" else 0o644)
    listed = [[change.path, change.content is not None] for change in changes]
    (aside / LIST).write_text(json.dumps(listed), "utf-8")


def finish(root: Path) -> bool:
    """Do what is left of an update that was decided; whether there was one."""
    decided = root / UNFINISHED
    if not decided.exists():
        return False
    if (decided / LIST).is_file():
        for path, written in _listed(decided / LIST):
            if written and (decided / "new" / path).is_file():
                (root / path).parent.mkdir(parents=True, exist_ok=True)
                os.replace(decided / "new" / path, root / path)
            elif not written:
                (root / path).unlink(missing_ok=True)
    # Without its list it is done but for this.
    (decided / LIST).unlink(missing_ok=True)
    shutil.rmtree(decided)
    return True


def _listed(path: Path) -> list[tuple[str, bool]]:
    try:
        return [(str(name), bool(written)) for name, written in json.loads(path.read_bytes())]
    except (ValueError, TypeError):
        raise KitError(
            f"{path} must list what is left of an update, and it is damaged;"
            f" remove {path.parent} and update again"
        ) from None
