"""``cs231n-kit release --out``: from the checkout to what students are handed."""

import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from ...errors import KitError
from ...releases import NAME, of_kit, parsed
from ...tasks import PACKAGE
from ..recording import drifted
from .contents import release_files
from .leaks import distinctive_lines, leaks
from .notes import notes_on
from .written import put_release, refuse_other_than_a_release


class Leak(Exception):
    """What is wrong with a release that would give a solution away."""


def release_to(out: Path, names: Iterable[str]) -> int:
    """Write a release to the folder `out` and to ``out.zip``; 1 if it would give a solution away."""
    out = out.expanduser().resolve()
    refuse_other_than_a_release(out, out.with_name(f"{out.name}.zip"))  # before the work
    files = release_files(names)
    _refuse_stale_answers()
    release, before = parsed(files[NAME], NAME), of_kit(out / PACKAGE.name)
    try:
        archive = put_release(out, files, _refuse_leaks)
    except Leak as leak:
        print(leak, file=sys.stderr)
        print(f"nothing was written to {out}: take the solution out of these lines", file=sys.stderr)
        return 1
    print(f"release {release.title}: {out} and {archive}, {len(files)} files")
    for note in notes_on(files, release, before):
        print(f"note: {note}")
    return 0


def _refuse_stale_answers() -> None:
    if stale := drifted():
        files = ", ".join(path.name for path in stale)
        raise KitError(
            f"the answers that `check` compares with must be the reference's, and {files} has others; run"
            " `cs231n-kit release` first"
        )


def _refuse_leaks(found: Mapping[str, bytes]) -> None:
    if leaked := list(leaks(found, distinctive_lines(PACKAGE / "solutions"))):
        raise Leak("\n".join(leaked))
