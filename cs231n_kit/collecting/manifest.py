"""``manifest.json``: what is in an archive and what was still open, for the program that grades it."""

import hashlib
import json
from collections.abc import Mapping, Sequence

from .. import __version__
from ..releases import Release

NAME = "manifest.json"
SCHEMA = 1


def manifest(
    assignment: str,
    files: Mapping[str, bytes],
    undone: Sequence[str],
    unanswered: Sequence[str],
    stale: Mapping[str, Sequence[str]],
    release: Release | None,
) -> bytes:
    """The manifest as JSON.

    ``files`` are the SHA-256 of all other files of the archive; ``undone`` tasks and ``unanswered`` questions
    by name; ``stale`` has for each notebook what was seen, nothing if all is well; ``release`` names the
    release that the student has, null for a checkout.
    """
    content = {
        "schema": SCHEMA,
        "kit_version": __version__,
        "assignment": assignment,
        "files": {name: hashlib.sha256(data).hexdigest() for name, data in files.items()},
        "undone": list(undone),
        "unanswered": list(unanswered),
        "stale": {name: list(said) for name, said in stale.items()},
        "release": release and {"kit_version": release.kit_version, "digest": release.digest},
    }
    return (json.dumps(content, indent=1, ensure_ascii=False) + "\n").encode()
