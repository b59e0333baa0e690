"""Names that came from outside made safe: as the name of a file, in HTML, at a terminal."""

import hashlib
import os
import re
import unicodedata

ARCHIVES = (
    *(".tar.gz", ".tar.bz2", ".tar.xz", ".tgz", ".tbz2", ".txz", ".tar"),
    *(".zip", ".rar", ".7z", ".gz", ".bz2", ".xz"),
)
LONGEST = 100  # characters of an id
MOST_BYTES = 180  # of an id in UTF-8: a file may have 255 in its name, and needs some for a suffix
SHOWN = 80  # characters of a path in a sentence

_UNSAFE = re.compile(r"[/\\<>&\"'`:*?|]")
_DEVICES = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\.|$)")  # no file can have these names on Windows


def safe_id(name: str) -> str:
    """The id of a submission that lies under `name`: one line that reads as it is written.

    An archive's suffix goes. Letters are composed (NFC); control characters, marks of direction, what has no
    sign of its own, separators of paths and what has a meaning in HTML each become ``_``, and so do a dot or
    hyphen in front. A long name is cut and ends in a part of its SHA-256.
    """
    composed = unicodedata.normalize("NFC", "".join(map(_visible, without_archive(name))))
    id = _UNSAFE.sub("_", composed).strip()
    id = re.sub(r"^[.\-~]+", lambda found: "_" * len(found[0]), id)
    id = re.sub(r"[. ]+$", "", id) or "unnamed"
    if _DEVICES.match(id):
        id = f"_{id}"
    if len(id) <= LONGEST and len(id.encode()) <= MOST_BYTES:
        return id
    mark = hashlib.sha256(os.fsencode(name)).hexdigest()[:8]
    return id[:LONGEST].encode()[: MOST_BYTES - 20].decode(errors="ignore").rstrip(". ") + f"-{mark}"


def same_to_the_eye(id: str) -> str:
    """Equal for two ids that a reader, or a file system that minds no case, would take for one."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", id).casefold())


def without_archive(name: str) -> str:
    """A name without the suffix of an archive."""
    suffix = next((suffix for suffix in ARCHIVES if name.lower().endswith(suffix)), "")
    return name[: len(name) - len(suffix)] if len(suffix) < len(name) else name


def shown(path: str) -> str:
    """A path for a sentence: in one line, without what a terminal or a page would act on, and not long."""
    return f"`{plain(path).replace('`', '_')}`"


def plain(said: str) -> str:
    """Any text for a sentence."""
    if len(said) > SHOWN:
        said = f"{said[: SHOWN // 2 - 1]}…{said[-SHOWN // 2 :]}"
    return "".join(map(_visible, said))


def listed(paths: list[str], most: int = 3) -> str:
    """Some paths for a sentence, and how many more there are."""
    more = len(paths) - most
    return ", ".join(map(shown, paths[:most])) + (f" and {more} more" if more > 0 else "")


def _visible(sign: str) -> str:
    """The sign itself, or ``_``: categories C (control, format, unknown) and Z (but the space)."""
    if sign == " ":
        return sign
    category = unicodedata.category(sign)
    return "_" if category[0] in "CZ" else sign
