"""The files of a release that are written for it: ``pyproject.toml``, README and workflow."""

import re
import tomllib
from collections.abc import Iterable
from pathlib import Path

from ... import __version__
from ...errors import KitError
from ...tasks import tasks

# The tables that installing the kit takes; the others are the staff's tools.
TABLES = ("build-system", "project", "project.scripts", "tool.setuptools.")
README = Path(__file__).with_name("README.student.md")
WORKFLOW = Path(__file__).with_name("check.yml")


def project(text: str, files: Iterable[str]) -> bytes:
    """The kit's ``pyproject.toml`` with the tables that a student needs, and no others."""
    folders = {name.rpartition("/")[0].replace("/", ".") for name in files}
    tables = re.split(r"(?m)^(?=\[)", text)
    kept = "".join(_only(folders, table) for table in tables if _is_needed(table))
    kept = re.sub(r"(?m)^(\s*)#.*\n", "", kept)
    try:
        data = tomllib.loads(kept)
        data["project"]["dependencies"], data["tool"]["setuptools"]["packages"]
    except (tomllib.TOMLDecodeError, KeyError) as error:
        raise KitError(f"pyproject.toml must keep its tables one after the other, but {error}") from None
    return (kept.rstrip() + "\n").encode()


def _is_needed(table: str) -> bool:
    name = table.partition("]")[0].removeprefix("[")
    return any(name == one or (one.endswith(".") and name.startswith(one)) for one in TABLES)


def _only(folders: set[str], table: str) -> str:
    """A table without its lines about packages that are not handed out."""
    return re.sub(
        r'(?m)^"?(cs231n_kit[\w.]*)"? *=.*\n', lambda line: line[0] if line[1] in folders else "", table
    )


def readme(notebooks: dict[str, str], stubs: Path) -> bytes:
    """What a student reads first; `notebooks` by the names of their assignments."""
    text = README.read_text("utf-8")
    rows = [_row(notebook, stubs) for notebook in notebooks.values()]
    table = "\n".join(["| notebook | you write | in |", "|---|---|---|", *rows])
    filled_in = {"{version}": __version__, "{table}": table, "{assignment}": list(notebooks)[-1]}
    for name, value in filled_in.items():
        text = text.replace(name, value)
    return text.encode()


def _row(notebook: str, stubs: Path) -> str:
    here = [task for task in tasks(stubs) if task.notebook == notebook]
    files = dict.fromkeys(task.file for task in here)
    written = ", ".join(f"`{task.name}`" for task in here)
    return f"| `{notebook}` | {written} | {', '.join(f'`cs231n_kit/{file}`' for file in files)} |"


def workflow(notebooks: Iterable[str]) -> bytes:
    """What GitHub runs: `check` on the assignments that are handed out."""
    return WORKFLOW.read_text("utf-8").replace("ASSIGNMENTS", " ".join(notebooks)).encode()
