"""Writing several files, or none."""

from collections.abc import Mapping
from pathlib import Path

from ...files import write_atomically


def write_all(texts: Mapping[Path, str]) -> None:
    """Write each text to its path. If one cannot be written, all are put back as they were."""
    before = {path: path.read_bytes() if path.exists() else None for path in texts}
    folders = {folder for path in texts for folder in path.parents if not folder.exists()}
    try:
        for path, text in texts.items():
            write_atomically(path, text)
    except BaseException:
        for path, content in before.items():
            _put_back(path, content)
        for folder in sorted(folders, reverse=True):  # the inner ones first
            if folder.exists():
                folder.rmdir()
        raise


def _put_back(path: Path, content: bytes | None) -> None:
    if content is None:
        path.unlink(missing_ok=True)
    elif path.read_bytes() != content:
        write_atomically(path, content)
