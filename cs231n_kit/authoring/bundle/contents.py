"""What a student is handed: the files of a release, by their paths, as bytes.

Parts are named, not left out: a new folder of the staff's does not slip in. What the parts import and is
not among them is an error, so that nothing that a student needs is forgotten.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

from ... import __version__
from ...checks.assignments import assignment
from ...errors import KitError
from ...releases import NAME, Release, digest_of, hashed
from ...tasks import PACKAGE
from ..release import generate
from .imports import refuse_missing
from .pages import cells_of, notebook_page
from .project import project, readme, workflow

ROOT_FILES = (".gitignore", "LICENSE", "get_datasets.sh", "requirements.txt", "datasets/README.md")
PARTS = ("checks", "classifiers", "collecting", "datasets", "updating")  # and what lies flat in the package
COMMANDS = ("__init__", "parser", "check", "collect", "data", "lab", "reset", "update")
LAB = ("__init__", "kernel", "lab", "notebooks")  # of authoring/, what `lab` is made of
SUFFIXES = (".css", ".html", ".js", ".json", ".md", ".py", ".sha256", ".svg", ".toml", ".txt", ".typed")


def release_files(names: Iterable[str] = (), package: Path = PACKAGE) -> dict[str, bytes]:
    """The files of a release with the notebooks of these assignments, all without names, sorted by path.

    The student's files are made from the solutions anew, whatever the checkout holds in their place.

    Raises
    ------
    KitError
        If there is no such assignment, a file of the checkout is missing, or a part needs what is left out.
    """
    root = package.parent
    chosen = _chosen(names, root)
    stubs = {file: text.encode() for file, text in generate(package).items()}
    files = {file: _read(root, file) for file in [*ROOT_FILES, *_checksums(root)]}
    files |= {f"{package.name}/{file}": _read(package, file) for file in _parts(package)}
    files |= {
        f"{package.name}/{folder}{file}": text for folder in ("", "stubs/") for file, text in stubs.items()
    }
    files |= {name: notebook_page(root / name) for name in chosen.values()}
    files["pyproject.toml"] = project(_read(root, "pyproject.toml").decode(), files)
    files[".github/workflows/check.yml"] = workflow(chosen)
    files["README.md"] = readme(chosen, package / "stubs")
    refuse_missing(files, package)
    files[NAME] = _release(files, chosen).as_json().encode()
    return dict(sorted(files.items()))


def _chosen(names: Iterable[str], root: Path) -> dict[str, str]:
    """The notebooks by the names of their assignments; all of those that have one without a name."""
    if wanted := list(dict.fromkeys(names)):
        return {name: assignment(name).notebook for name in wanted}
    return {path.stem: f"notebooks/{path.name}" for path in sorted((root / "notebooks").glob("*.ipynb"))}


def _checksums(root: Path) -> list[str]:
    return sorted(path.relative_to(root).as_posix() for path in (root / "datasets").glob("*.sha256"))


def _parts(package: Path) -> Iterator[str]:
    """The files of the student's part of the package, relative to it."""
    yield from (f"commands/{name}.py" for name in COMMANDS if (package / f"commands/{name}.py").exists())
    yield from (f"authoring/{name}.py" for name in LAB)
    for path in package.rglob("*"):
        file = path.relative_to(package)
        inside = len(file.parts) == 1 or file.parts[0] in PARTS
        made = (
            any(part.startswith((".", "__pycache__")) for part in file.parts) or str(file) == "RELEASE.json"
        )
        if inside and not made and path.suffix in SUFFIXES and path.is_file():
            yield file.as_posix()


def _read(folder: Path, file: str) -> bytes:
    try:
        return (folder / file).read_bytes().replace(b"\r\n", b"\n")  # a checkout on Windows
    except FileNotFoundError:
        raise KitError(
            f"a release is made from a checkout of the kit, and {folder / file} is not there; put it back"
        ) from None


def _release(files: dict[str, bytes], chosen: dict[str, str]) -> Release:
    listed = {name: hashed(content) for name, content in sorted(files.items())}
    cells = {name: cells_of(files[name]) for name in sorted(chosen.values())}
    return Release(__version__, digest_of(listed), tuple(chosen), listed, cells)
