"""Which files make an assignment: from templates, and rows in the tables that name every assignment."""

from collections.abc import Mapping
from pathlib import Path

from ...errors import KitError
from .cells import notebook_of
from .names import Names
from .tables import with_row

TEMPLATES = Path(__file__).with_name("templates")

Texts = dict[str, str]

# What is made of each template, relative to the folder that holds the package; and what it is.
WRITTEN = {
    "solution.txt": ("cs231n_kit/solutions/{file}", "the task and its reference"),
    "notebook.txt": ("notebooks/{assignment}.ipynb", "the notebook, run with the reference"),
    "questions.txt": ("cs231n_kit/checks/questions/{assignment}/__init__.py", "a folder for the questions"),
    "means.txt": ("cs231n_kit/checks/questions/{assignment}/means.py", "what is asked of the task"),
    "assignment.txt": ("cs231n_kit/checks/assignments/{assignment}.py", "the table of checks and points"),
    "mutants.txt": ("cs231n_kit/authoring/mutants/catalogue/{assignment}.py", "mistakes, and their codes"),
    "variants.txt": ("tests/checks/variants/{assignment}.py", "right solutions that nobody expects"),
}
# Tables that have a row for each assignment or task.
ROWS = (
    ("cs231n_kit/checks/assignments/__init__.py", "NAMES", '"{assignment}"'),
    ("cs231n_kit/classifiers/__init__.py", "_FILES", '"{task}": "{module}"'),
    ("tests/test_tasks.py", "TASKS", '"{assignment}.ipynb": ["{task}"]'),
    ("tests/checks/assignments/test_anything_returned.py", "SHAPED", '"{task}": "labels"'),
)
WORDS = "cs231n_kit/checks/judging/words.toml"
# What the kit's own commands make of these.
MADE = {
    "cs231n_kit/stubs/{file}": "the stub, as it is handed out",
    "cs231n_kit/{file}": "the same, for a student to write in",
    "cs231n_kit/checks/recorded/{assignment}.json": "the reference's answers",
    "cs231n_kit/authoring/mutants/automatic.txt": "one operator, number or name exchanged at a time",
}


def laid_out(names: Names, root: Path) -> tuple[Texts, Texts]:
    """The new files and the files with a row more, each text by its path relative to `root`.

    Tests are laid out where there are tests.

    Raises
    ------
    KitError
        If a file is there already, or the kit knows the task.
    """
    new = {
        _path(path, names): names.fill((TEMPLATES / template).read_text("utf-8"))
        for template, (path, _) in WRITTEN.items()
        if _belongs(path, root)
    }
    notebook = _path(WRITTEN["notebook.txt"][0], names)
    _require_free([*new, *(_path(path, names) for path in MADE if "{" in path)], root)
    changed = _with_rows(names, root)
    return new | {notebook: notebook_of(new[notebook])}, changed


def made(names: Names) -> dict[str, str]:
    """What is to be made by commands, by its path, and what it is."""
    return {_path(path, names): what for path, what in MADE.items()}


def about(names: Names) -> Mapping[str, str]:
    """What each file of an assignment is, by its path."""
    return {_path(path, names): what for path, what in WRITTEN.values()} | made(names)


def _with_rows(names: Names, root: Path) -> Texts:
    texts = {
        path: with_row((root / path).read_text("utf-8"), table, _path(row, names), path)
        for path, table, row in ROWS
        if _belongs(path, root)
    }
    words = (TEMPLATES / "words.txt").read_text("utf-8")
    return texts | {WORDS: (root / WORDS).read_text("utf-8") + names.fill(words)}


def _belongs(path: str, root: Path) -> bool:
    return not path.startswith("tests/") or (root / "tests" / "checks").is_dir()


def _path(pattern: str, names: Names) -> str:
    return pattern.format(assignment=names.assignment, module=names.module, task=names.task, file=names.file)


def _require_free(paths: list[str], root: Path) -> None:
    for path in paths:
        folder = path.removesuffix("/__init__.py")
        if (root / path).exists() or (folder != path and (root / f"{folder}.py").exists()):
            raise KitError(
                f"a new assignment must not touch what is there, but {path} exists already;"
                " choose another NAME, or another --file"
            )
