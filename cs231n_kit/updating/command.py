"""``cs231n-kit update``: plan, tell, do."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from ..errors import KitError
from ..releases import NAME, UNFINISHED, Release, of_kit, order_of, told_where
from ..tasks import PACKAGE
from .applied import apply, finish
from .plan import Change, planned
from .source import nearest_release, read_release

NEEDED = ("pyproject.toml", "requirements.txt")


def update(path: Path | None, dry_run: bool, older: bool, package: Path = PACKAGE) -> int:
    """Bring the folder of the kit to the release in `path`; 0 when it is done."""
    root = package.parent
    before = _release_here(package)
    if not dry_run and finish(root):
        before = _release_here(package)
        print(f"finished the update that was interrupted: release {before.title}")
        if path is None:
            return 0
    if said := told_where(package=package):
        raise KitError(said)
    path = path.expanduser() if path else nearest_release([Path.cwd(), root, root.parent])
    now, files = read_release(path)
    if order_of(now.kit_version) < order_of(before.kit_version) and not older:
        raise KitError(
            f"{path} is release {now.title}, older than {before.title}, which you have; nothing was changed"
            " (--older goes back to it all the same)"
        )
    changes = planned(root, before, now, files)
    if not changes:
        print(f"this is release {now.title} already; there is nothing to change")
        return 0
    print(f"{'would update' if dry_run else 'update'} {root} from release {before.title} to {now.title}")
    backups = {} if dry_run else apply(root, changes)
    for line in _told(changes, backups):
        print(line)
    if not dry_run and any(change.path in NEEDED for change in changes):
        print(
            "what the kit needs may have changed: run `python -m pip install -r requirements.txt` once more"
        )
    if not dry_run:
        print("restart the kernels of open notebooks, and load the notebooks again from the disk")
    return 0


def _release_here(package: Path) -> Release:
    """The release in the folder of the kit; a `KitError` if it is none that can be updated."""
    release = of_kit(package)
    if release is None:
        raise KitError(
            f"{package.parent} is not a release for students, it has no {NAME}; update a checkout with git"
        )
    if not (package.parent / "pyproject.toml").is_file() and not (package.parent / UNFINISHED).exists():
        raise KitError(
            f"the kit that runs is installed in {package.parent}, without notebooks;"
            " install the new release with pip"
        )
    return release


def _told(changes: Sequence[Change], backups: dict[str, Path]) -> Iterable[str]:
    """The plan: the student's files one by one, all others by their number."""
    quiet = [change for change in changes if not change.said]
    for change in changes:
        if change.said:
            copy = f" (as it was: {backups[change.path].name})" if change.path in backups else ""
            yield f"  {change.path}{copy}"
            yield from (f"    {line}" for line in change.said)
    written = sum(change.content is not None for change in quiet)
    if written:
        yield f"  {_files(written)} as handed out, without work of yours: the new ones"
    if written < len(quiet):
        yield f"  {_files(len(quiet) - written)} that you had not touched: removed, no part of this release"


def _files(number: int) -> str:
    return f"{number} file{'s' * (number > 1)}"
