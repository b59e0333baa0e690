"""``cs231n-kit collect``: take, look through, pack, say."""

import sys
from pathlib import Path

from ..checks.assignments import assignment as assignment_of
from ..errors import KitError
from ..releases import Release, of_kit
from ..tasks import PACKAGE
from .archive import target, write_archive
from .manifest import NAME, manifest
from .notebook import cells_of
from .questions import questions, removed, unanswered
from .stale import stale
from .summary import summary
from .taken import notebook, task_files
from .undone import undone


def collect(name: str, out: Path | None = None, package: Path = PACKAGE) -> int:
    """Write the archive of an assignment and say what is in it; 0 if nothing is open, else 1.

    Raises
    ------
    KitError
        If a file is missing or cannot be used; then nothing is written.
    """
    assignment = assignment_of(name)
    place = target(out or Path(f"{name}-submission.zip"))
    files, book = task_files(assignment, package), notebook(assignment, package)
    cells = cells_of(book)
    left, found, release = undone(assignment, files), questions(cells), _release(package)
    found += removed(found, release.cells.get(assignment.notebook, ()) if release else ())
    why = stale(cells, book, files, left, release.files.get(book.name) if release else None)

    from .pages.page import page  # what it imports takes a second or two

    shown = page(book.name, cells, found, why).encode()
    content = {taken.name: taken.data for taken in (*files.values(), book)}
    content[f"{book.name.removesuffix('.ipynb')}.html"] = shown
    waiting = [one.name for one in unanswered(found)]
    about = manifest(name, content, left.tasks, waiting, {book.name: why} if why else {}, release)
    content = {NAME: about, **content}

    size = write_archive(place, content)
    if hasattr(sys.stdout, "reconfigure"):  # a console may lack a sign of a path
        sys.stdout.reconfigure(errors="replace")
    print(summary(assignment, left, found, why, list(content), place, size))
    return 1 if left.tasks or waiting or why else 0


def _release(package: Path) -> Release | None:
    """The release of the student's kit; that its version file is damaged keeps nobody from handing in."""
    try:
        return of_kit(package)
    except (KitError, OSError):
        return None
