"""What an update would do, decided from what was handed out, what is there now, and what is new."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from ..errors import KitError
from ..releases import NAME, STUB_FOLDER, Release, hashed
from ..tasks import PACKAGE, text_of
from .cells import merged_cells
from .functions import Merged, merged


@dataclass(frozen=True)
class Change:
    """What becomes of one file: its new bytes, None to remove it, and what to say if it is the student's.

    ``backup`` is asked for where something of the student's is replaced.
    """

    path: str
    content: bytes | None
    said: tuple[str, ...] = ()
    backup: bool = False


def planned(root: Path, before: Release, now: Release, files: Mapping[str, bytes]) -> list[Change]:
    """The changes that bring the folder `root` from one release to another, the version file last.

    Raises
    ------
    KitError
        If a file cannot be brought along; nothing has been changed then.
    """
    paths = dict.fromkeys([*now.files, *before.files])
    changes = [change for path in paths if (change := _change(path, root, before, now, files))]
    if _there(root / NAME) != files[NAME]:
        changes.append(Change(NAME, files[NAME]))
    return changes


def _change(
    path: str, root: Path, before: Release, now: Release, files: Mapping[str, bytes]
) -> Change | None:
    mine, new = _there(root / path), files.get(path)
    untouched = mine is not None and hashed(_unix(mine)) == before.files.get(path)
    file = path.removeprefix(f"{PACKAGE.name}/")
    if mine == new:
        return None
    if mine is None or (untouched and new is not None):
        return Change(path, new)
    if path.endswith(".ipynb"):
        return _notebook(path, mine, before, now, new)
    if STUB_FOLDER + file in {*before.files, *now.files}:
        return _task_file(path, root, mine, before, new)
    if new is None:
        return Change(path, None) if untouched else None  # theirs now, it is no part of this release
    if before.files.get(path) == now.files[path]:
        return None  # nothing new in it
    return Change(path, new, ("replaced: you had changed it",), backup=True)


def _notebook(path: str, mine: bytes, before: Release, now: Release, new: bytes | None) -> Change | None:
    if new is None or before.files.get(path) == now.files[path]:
        return None  # another choice of notebooks, or nothing new in it
    try:
        merged = merged_cells(mine, new, before.cells.get(path, {}))
    except ValueError:
        return Change(path, new, ("replaced: it could not be read as a notebook",), backup=True)
    said = [f"{', '.join(merged.kept)}: as you have them"] if merged.kept else []
    said += [f"{merged.own} cells of your own stay"] if merged.own > 1 else []
    said += ["a cell of your own stays"] if merged.own == 1 else []
    if merged.content == mine:
        return None
    return Change(path, merged.content, tuple(said), backup=True)


def _task_file(path: str, root: Path, mine: bytes, before: Release, new: bytes | None) -> Change | None:
    file = path.removeprefix(f"{PACKAGE.name}/")
    stub, listed = _there(root / STUB_FOLDER / file), before.files.get(STUB_FOLDER + file)
    if listed and (stub is None or hashed(_unix(stub)) != listed):
        raise KitError(
            f"{STUB_FOLDER}{file} must be as it was handed out, so that your work can be told from it, but it"
            " is missing or changed; put it back from the release that you have"
        )
    if new in (None, stub):
        return None  # the task is gone, the work is not; or it is the same as before
    found = merged(text_of(mine, file), (stub or b"").decode(), new.decode(), file)
    if found.text.encode() == _unix(mine):
        return None
    said = [f"{', '.join(names)}: {what}" for names, what in _fates(found) if names]
    return Change(path, found.text.encode(), (*said, *found.notes), backup=True)


def _fates(found: Merged) -> Iterator[tuple[tuple[str, ...], str]]:
    yield found.kept, "as you have written"
    yield found.renewed, "the new stub"
    yield found.added, "new"


def _there(path: Path) -> bytes | None:
    if path.is_dir():
        raise KitError(f"{path} must be a file, and a folder is there; move it away and update again")
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def _unix(content: bytes) -> bytes:
    return content.replace(b"\r\n", b"\n")
