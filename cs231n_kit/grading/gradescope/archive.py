"""The archive for Gradescope: ``setup.sh``, ``run_autograder`` and the kit for staff, solutions included."""

import io
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from ...checks.assignments import assignment
from ...errors import KitError
from ...files import write_atomically
from ...overlay import REFERENCE
from ...tasks import PACKAGE, STUBS, task_files
from .run import SETTINGS, Grading

CONTAINER = Path(__file__).with_name("container")
PROGRAMS = ("setup.sh", "run_autograder")
NOTEBOOKS = "kit/notebooks/"  # a folder that the kit expects; grading reads none of them
LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the earliest that an archive knows


def autograder(out: Path, name: str | None, sandbox: str) -> int:
    """Write the archive that grades the assignment `name` to `out`.

    Raises
    ------
    KitError
        If there is no such assignment, the solutions are not here, or `out` is no place for an archive.
    """
    chosen = assignment(name or "softmax")
    if out.suffix.lower() != ".zip" or out.is_dir():
        raise KitError(f"--out must be a .zip file to write, got {out}; name one")
    absent = [file for file in chosen.files if not (REFERENCE / file).is_file()]
    if absent:
        raise KitError(
            f"an autograder needs the reference solutions, and {absent[0]} is not in {REFERENCE};"
            " run this in the kit for staff"
        )
    files = autograder_files(chosen.name, sandbox)
    write_atomically(out, zipped(files))
    print(f"{out}: grades {chosen.name} at Gradescope, {len(files)} files; it holds the solutions")
    return 0


def autograder_files(name: str, sandbox: str) -> dict[str, bytes]:
    """What is in the archive, by path; line ends are those of Linux wherever it is made."""
    files = {path.name: _read(path) for path in CONTAINER.iterdir() if path.is_file()}
    files[SETTINGS] = Grading(name, sandbox).as_json().encode()
    files |= {f"kit/{PACKAGE.name}/{path}": _read(PACKAGE / path) for path in _kit()}
    # The student's files as they are handed out, whatever somebody has tried in this checkout.
    files |= {f"kit/{PACKAGE.name}/{file}": _read(STUBS / file) for file in task_files()}
    return dict(sorted(files.items()))


def zipped(files: Mapping[str, bytes]) -> bytes:
    """The archive: the same bytes for the same files, whenever and wherever it is made."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for path, content in {**files, NOTEBOOKS: b""}.items():
            entry = zipfile.ZipInfo(path, LONG_AGO)
            kind = 0o040755 if path.endswith("/") else 0o100755 if path in PROGRAMS else 0o100644
            entry.create_system, entry.external_attr = 3, kind << 16  # as Unix writes it
            archive.writestr(entry, content, zipfile.ZIP_DEFLATED, 9)
    return buffer.getvalue()


def _kit() -> Iterator[str]:
    """The files of the package, without what using it leaves there."""
    for path in sorted(PACKAGE.rglob("*")):
        file = path.relative_to(PACKAGE)
        left_by_use = any(part.startswith(".") or part == "__pycache__" for part in file.parts)
        if path.is_file() and not left_by_use and path.suffix not in (".bak", ".pyc"):
            yield file.as_posix()


def _read(path: Path) -> bytes:
    return path.read_bytes().replace(b"\r\n", b"\n")
