"""What an author should know about a release that is well otherwise."""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from ...releases import Release
from ...tasks import Task, tasks
from .imports import imported


def notes_on(files: Mapping[str, bytes], release: Release, before: Release | None) -> Iterator[str]:
    """Notebooks that need one that is left out, and a version that says nothing."""
    written_in = {task.name: task for task in tasks()}
    for notebook in release.cells:
        for task in _called(files[notebook], written_in):
            if task.notebook not in files:
                yield (
                    f"{notebook} calls {task.name}, which is written in {task.notebook};"
                    f" `--assignment {Path(task.notebook).stem}` hands that out too"
                )
    if before and before.kit_version == release.kit_version and before.digest != release.digest:
        yield (
            f"the release before was {before.kit_version} too; raise __version__ in cs231n_kit/__init__.py,"
            " so that `update` and `grade` can tell which is newer"
        )


def _called(page: bytes, known: Mapping[str, Task]) -> list[Task]:
    """The tasks that the code cells of a notebook import."""
    names = dict.fromkeys(
        name.rpartition(".")[2]
        for cell in json.loads(page)["cells"]
        if cell["cell_type"] == "code"
        for name in _imported("".join(cell["source"]))
    )
    return [known[name] for name in names if name in known]


def _imported(source: str) -> list[str]:
    plain = re.sub(r"(?m)^[%!].*", "", source)  # commands of IPython
    try:
        return [name for _, name in imported("notebooks/cell.py", plain.encode()) if "cs231n_kit" in name]
    except SyntaxError:
        return []
