"""A release on the disk, as a folder and beside it as an archive: written, read back, and put in place."""

import io
import os
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

from ...errors import KitError
from ...releases import NAME, Release, hashed, of_kit, parsed
from ...tasks import PACKAGE

TOP = "cs231n-kit/"  # the folder in the archive, by the name that the notebooks expect on Colab
LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the earliest that an archive knows
PROGRAMS = (".sh",)
# What using a release leaves in its folder, or building a wheel.
LEFT_BY_USE = ("__pycache__", ".ipynb_checkpoints", ".DS_Store", ".cache", ".venv", "build", "dist")


def put_release(
    out: Path, files: Mapping[str, bytes], examine: Callable[[Mapping[str, bytes]], None]
) -> Path:
    """Write a release to the folder `out` and to ``out.zip``, in place of an earlier one; gives the archive.

    Both are written aside and read back; `examine` raises what is wrong with what was read. Only then are
    they put in place, so that `out` is the whole release or as it was.
    """
    archive = out.with_name(f"{out.name}.zip")
    refuse_other_than_a_release(out, archive)
    out.parent.mkdir(parents=True, exist_ok=True)
    aside = Path(tempfile.mkdtemp(dir=out.parent, prefix=f".{out.name}."))
    try:
        (aside / archive.name).write_bytes(zipped(files))
        _write(aside / out.name, files)
        found = _unzipped((aside / archive.name).read_bytes())
        if not found == _read_back(aside / out.name) == dict(files):
            raise KitError(f"what was written beside {out} cannot be read back as it was; is the disk sound?")
        examine(found)
        if out.exists():
            os.replace(out, aside / "before")
        os.replace(aside / out.name, out)
        os.replace(aside / archive.name, archive)
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return archive


def refuse_other_than_a_release(out: Path, archive: Path) -> None:
    """A `KitError` if `out` or `archive` is anything but free, or an earlier release as it was written."""
    if out == PACKAGE.parent or PACKAGE in (out, *out.parents):
        raise KitError(f"--out must name a folder for the release, and {out} is the kit's own; name another")
    if out.exists() and not (out.is_dir() and not any(out.iterdir())):
        release = of_kit(out / PACKAGE.name) if out.is_dir() else None
        if release is None:
            raise KitError(
                f"--out must name a new folder or an earlier release, and {out} is neither; name another"
            )
        if changed := _changed(out, release):
            raise KitError(
                f"{out / changed} is not of the release that {out} holds: somebody works there;"
                " move it away, or name another folder"
            )
    if archive.exists() and not _is_a_release(archive):
        raise KitError(
            f"the archive goes to {archive}, and what is there is not a release; move it away, or name"
            " another folder"
        )


def _changed(out: Path, release: Release) -> str | None:
    """A file of an earlier release's folder that is not as it was handed out."""
    for path in sorted(out.rglob("*")):
        name = path.relative_to(out).as_posix()
        parts = path.relative_to(out).parts
        made = any(part in LEFT_BY_USE or part.endswith(".egg-info") for part in parts)
        if not path.is_file() or made or name == NAME:
            continue
        if release.files.get(name) != hashed(path.read_bytes()):
            return name
    return None


def _is_a_release(archive: Path) -> bool:
    try:
        with zipfile.ZipFile(archive) as packed:
            parsed(packed.read(TOP + NAME), str(archive))
    except (OSError, KeyError, zipfile.BadZipFile, KitError):
        return False
    return True


def zipped(files: Mapping[str, bytes]) -> bytes:
    """The archive of some files: the same bytes for the same files, whenever and wherever it is made."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in sorted(files.items()):
            entry = zipfile.ZipInfo(TOP + name, LONG_AGO)
            entry.create_system, entry.external_attr = 3, (0o100000 | _mode(name)) << 16  # as Unix writes it
            archive.writestr(entry, content, zipfile.ZIP_DEFLATED, 9)
    return buffer.getvalue()


def _mode(name: str) -> int:
    return 0o755 if name.endswith(PROGRAMS) else 0o644


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        path.chmod(_mode(name))


def _read_back(folder: Path) -> dict[str, bytes]:
    found = sorted(path for path in folder.rglob("*") if not path.is_dir())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def _unzipped(packed: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        return {name.removeprefix(TOP): archive.read(name) for name in archive.namelist()}
