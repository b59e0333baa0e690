"""A source made into a `Submission`: the texts of its task files, or why there are none."""

import hashlib
import json
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from ..submission import Submission
from .archive import archive_contents
from .choose import choose
from .entries import LIMITS, Contents, Entry, Limits, Unreadable
from .folder import file_contents, folder_contents
from .found import KINDS, Source
from .handed import handed_in
from .layout import layout_notes
from .manifest import manifest_notes, take_manifest
from .names import ARCHIVES, listed, shown
from .python2 import python2_notes
from .text import decoded

NOTEBOOK = "there is a notebook, {}, but the functions are read from the .py files"
ASIDE = {
    "archive": "An archive in it was not opened",
    "outside": "A path that leads outside was left out",
    "link": "A link was not followed",
    "special": "What is neither a file nor a folder was left out",
    "blocked": "A folder in it cannot be read",
    "twice": "A file is in it more than once, and the last one was read",
}


def read(source: Source, files: tuple[str, ...], limits: Limits = LIMITS) -> Submission:
    """Read what is needed of a submission, whatever is in it.

    Parameters
    ----------
    source : Source
    files : tuple of str
        The task files of the assignment, relative to the package, e.g. ``classifiers/softmax.py``.
    limits : Limits

    Returns
    -------
    submission : Submission
        If none of the files is in it, ``unreadable`` says what was looked for, and what there is.
    """
    try:
        contents = _contents(source, limits)
        manifest = take_manifest(contents)
        texts, notes, taken = _texts(contents, files, limits)
        if manifest:
            notes += manifest_notes(manifest, taken)
        if not texts:
            raise Unreadable(" ".join([_nothing(contents, files), *notes]))
    except Unreadable as why:
        return _unreadable(source, str(why))
    except OSError as error:  # it may be changed, or taken away, while it is read
        return _unreadable(source, f"It cannot be read ({error.strerror or error}).")
    told = [*source.notes, *contents.notes, *_about(contents), *notes, *_absent(texts, contents, files)]
    return Submission(source.id, texts, tuple(told), "", _digest(texts), source.identity)


def _unreadable(source: Source, why: str) -> Submission:
    return Submission(source.id, {}, source.notes, why, _digest({"": why}), source.identity)


def _contents(source: Source, limits: Limits) -> Contents:
    if source.parts:
        return handed_in(source.path, source.parts, limits)
    path = source.path
    if path.is_symlink():
        raise Unreadable("It is a symbolic link, and links are not followed; put the files themselves there.")
    if path.is_dir():
        return _in_folder(path, limits)
    if not path.is_file():
        said = "neither a file nor a folder" if os.path.lexists(path) else "not there any more"
        raise Unreadable(f"It is {said}; a submission is {KINDS}.")
    if path.name.lower().endswith(ARCHIVES):
        return archive_contents(path, limits)
    if not path.name.lower().endswith((".py", ".ipynb")):
        raise Unreadable(f"It is {shown(path.name)}; a submission is {KINDS}.")
    return file_contents(path, limits)


def _in_folder(path: Path, limits: Limits) -> Contents:
    """A folder; if it has no Python file but one archive, what that holds."""
    contents = folder_contents(path, limits)
    archives = contents.aside.get("archive", [])
    if contents.has_python() or len(archives) != 1:
        return contents
    packed = archive_contents(path / archives[0], limits)
    packed.notes.insert(0, f"There is no Python file beside {shown(archives[0])}, which was read.")
    return packed


def _texts(
    contents: Contents, files: Sequence[str], limits: Limits
) -> tuple[dict[str, str], list[str], dict[str, Entry]]:
    """The texts of the task files, what is to be noted of them, and where they were."""
    texts: dict[str, str] = {}
    notes: list[str] = []
    taken: dict[str, Entry] = {}
    for file in files:
        entry, note = choose(file, contents.files)
        if entry is None:
            continue
        said = [note] if note else []
        try:
            text, guess = _text(entry, limits)
        except Unreadable as why:
            said.append(str(why))
        else:
            texts[file], taken[file] = text, entry
            said += [guess] if guess else []
            said += [*layout_notes(text), *python2_notes(text)]
        notes += [f"{file}: {one}" for one in said]
    return texts, notes, taken


def _text(entry: Entry, limits: Limits) -> tuple[str, str]:
    text, guess = decoded(_data(entry, limits))
    if len(text) > limits.characters:
        raise Unreadable(
            f"{shown(entry.path)} has {len(text):,} characters, and at most {limits.characters:,} are read."
        )
    return text, guess


def _data(entry: Entry, limits: Limits) -> bytes:
    try:
        data = entry.content()
    except OSError as error:
        raise Unreadable(f"{shown(entry.path)} cannot be read ({error.strerror or error}).") from None
    if max(entry.size, len(data)) > limits.file:
        size = max(entry.size, len(data))
        raise Unreadable(f"{shown(entry.path)} has {size:,} bytes, and at most {limits.file:,} are read.")
    return data


def _nothing(contents: Contents, files: Sequence[str]) -> str:
    names = " or ".join(file.rpartition("/")[2] for file in files)
    if not contents.seen:
        return f"It is empty; {names} should be in it."
    if contents.files:
        said = f"; its Python files are {listed([entry.path for entry in contents.files])}"
    elif notebooks := contents.aside.get("notebook"):
        said = f"; {NOTEBOOK.format(listed(notebooks))}"
    else:
        said = ", and no other Python file"
    return " ".join([f"There is no {names} in it{said}.", *_about(contents)])


def _about(contents: Contents) -> Iterator[str]:
    """What was left alone, and why."""
    for kind, said in ASIDE.items():
        if paths := sorted(contents.aside.get(kind, [])):
            yield f"{said}: {listed(paths)}."


def _absent(texts: dict[str, str], contents: Contents, files: Sequence[str]) -> Iterator[str]:
    absent = [file for file in files if file not in texts]
    for file in absent:
        yield f"{file}: there is none; its tasks count as not done."
    if absent and (notebooks := contents.aside.get("notebook")):
        said = NOTEBOOK.format(listed(notebooks))
        yield f"{said[0].upper()}{said[1:]}."


def _digest(texts: dict[str, str]) -> str:
    """Of the texts by their paths; JSON keeps them apart, whatever is in them."""
    return hashlib.sha256(json.dumps(texts, sort_keys=True).encode()).hexdigest()
