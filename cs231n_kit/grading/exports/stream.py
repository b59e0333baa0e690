"""Writing a file piece by piece so that nobody ever finds half of it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from ...errors import KitError


@contextmanager
def written(path: Path, encoding: str = "utf-8") -> Iterator[TextIO]:
    """A text file that takes the place of `path` when all of it is written; line ends stay as they are.

    What a killed run left half-written has always the same name, so that the next one writes over it.
    """
    part = path.with_name(f".{path.name}.part")
    try:
        with in_words(path):
            with part.open("w", encoding=encoding, newline="") as file:
                yield file
            os.replace(part, path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


@contextmanager
def in_words(path: Path) -> Iterator[None]:
    """A full disk or a folder that cannot be written, as one sentence."""
    try:
        yield
    except OSError as error:
        raise KitError(
            f"{path} cannot be written ({error.strerror}); correct that and run the same command again: the"
            " results are kept in gradebook.sqlite"
        ) from None
