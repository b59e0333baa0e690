"""Which release of the kit this is: what ``RELEASE.json`` says, and what follows from it.

A release for students brings the file; a checkout has none. It lists every file that was handed out
with its hash, so that an update can tell what a student has changed.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath

from . import __version__
from .errors import KitError
from .tasks import PACKAGE, STUBS

SCHEMA = 1
NAME = f"{PACKAGE.name}/RELEASE.json"
UNFINISHED = ".cs231n-update"  # the folder of an update that has been decided and not yet done
STUB_FOLDER = f"{PACKAGE.name}/stubs/"


@dataclass(frozen=True)
class Release:
    """What was handed out.

    ``files`` gives the sha256 of each by its path, ``cells`` the hash of the source of each cell of a
    notebook by its id, in order. ``digest`` is the hash of all files: two releases are the same if it is.
    """

    kit_version: str
    digest: str
    assignments: tuple[str, ...]
    files: Mapping[str, str]
    cells: Mapping[str, Mapping[str, str]]

    @property
    def title(self) -> str:
        return f"{self.kit_version} ({self.digest[:8]})"

    def as_json(self) -> str:
        return json.dumps({"schema": SCHEMA, **asdict(self)}, indent=1, sort_keys=False) + "\n"


def hashed(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def digest_of(files: Mapping[str, str]) -> str:
    """One hash for all files."""
    return hashed(json.dumps(sorted(files.items())).encode())


def of_kit(package: Path = PACKAGE) -> Release | None:
    """The release that this kit is, None for a checkout."""
    path = package / "RELEASE.json"
    return parsed(path.read_bytes(), str(path)) if path.is_file() else None


def parsed(content: bytes, where: str) -> Release:
    """The release that a ``RELEASE.json`` describes; a `KitError` if it is damaged or was made up."""
    try:
        data = json.loads(content)
        if data.pop("schema") != SCHEMA:
            raise ValueError("of another schema")
        release = Release(**data | {"assignments": tuple(data["assignments"])})
        texts = [release.kit_version, *release.assignments, *release.files, *release.files.values()]
        cells = [text for ids in release.cells.values() for text in (*ids, *ids.values())]
        sound = all(isinstance(text, str) for text in texts + cells) and all(map(is_inside, release.files))
        if not sound or digest_of(release.files) != release.digest:
            raise ValueError("its parts do not agree")
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        reason = str(error).partition("\n")[0][:100]
        raise KitError(
            f"{where} must be what `cs231n-kit release --out` wrote, but it is not ({reason});"
            " get the release again from where the course keeps it"
        ) from None
    return release


def is_inside(path: str) -> bool:
    """Whether a path of a release stays in its folder on every platform."""
    parts = path.split("/")
    return not re.search(r'[\x00-\x1f\\:*?"<>|]', path) and not {"", ".", ".."} & set(parts)


def order_of(version: str) -> tuple[tuple[int, ...], bool, str]:
    """What versions are sorted by: 0.2.0rc1 < 0.2.0 = 0.2 < 0.10.0."""
    numbers, rest = re.fullmatch(r"([\d.]*)(.*)", version, re.DOTALL).groups()  # type: ignore[union-attr]
    parts = [int(part) for part in numbers.split(".") if part]
    while parts and not parts[-1]:
        parts.pop()
    return tuple(parts), not rest or rest.startswith(("post", "+")), rest


def told_where(folder: Path | None = None, package: Path = PACKAGE) -> str | None:
    """For `check`: what is wrong with the kit that runs, None if nothing is known to be.

    An update was interrupted; or one works in the folder of one release, and Python runs another: that
    happens to who unpacks a new release beside an older one and does not install it.

    Parameters
    ----------
    folder : Path, optional
        Where one works, the current folder if it is not given.
    package : Path
        The package that runs.
    """
    if (package.parent / UNFINISHED).exists():
        return f"an update of {package.parent} was interrupted; run `cs231n-kit update` to finish it"
    here = (folder or Path.cwd()).resolve()
    root = next((root for root in (here, *here.parents) if (root / NAME).is_file()), None)
    if root is None or (root / PACKAGE.name) == package.resolve():
        return None
    found, runs = of_kit(root / PACKAGE.name), of_kit(package)
    if found is None or (runs and runs.digest == found.digest):
        return None
    title, version = (runs.title, runs.kit_version) if runs else (__version__, __version__)
    older = "an older release, " if order_of(version) < order_of(found.kit_version) else ""
    return (
        f"you work in {root}, release {found.title}, but what runs is {older}{title} in"
        f" {package.parent}; run `python -m pip install -e .` in {root}, then restart the kernel"
    )


def told_of_submission(release: object, files: Iterable[str], stubs: Path = STUBS) -> str | None:
    """For `grade`: that a submission was written with another release than this kit, None if it was not.

    Parameters
    ----------
    release : object
        What its manifest says under ``release``, a ``RELEASE.json``; or anything, it comes from outside.
    files : iterable of str
        The assignment's files, relative to the package.
    stubs : Path
        This kit's.
    """
    if not isinstance(release, dict) or not isinstance(release.get("files"), dict):
        return None
    version = str(release.get("kit_version"))[:40]
    version = version if re.fullmatch(r"[\w.+-]+", version) else "unknown"
    changed = [
        file
        for file in sorted(files)
        if (stubs / file).is_file()
        and release["files"].get(STUB_FOLDER + file) != hashed((stubs / file).read_bytes())
    ]
    if version == __version__ and not changed:
        return None
    older = "an older release" if order_of(version) < order_of(__version__) else "another release"
    differ = f"its stubs of {', '.join(changed)} are other ones" if changed else "the stubs are the same"
    return f"It was written with {older} of the kit, {version}, and is graded with {__version__}; {differ}."


def top_of(names: Iterable[str]) -> str | None:
    """The folder, ``""`` or one that ends in a slash, in which a listing of files holds a release."""
    for name in sorted(names, key=len):
        if PurePosixPath(name).parts[-2:] == PurePosixPath(NAME).parts:
            return name.removesuffix(NAME)
    return None
