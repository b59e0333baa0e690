"""A copy of the kit in which a new assignment is made and tried before anything is written."""

import shutil
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from ...datasets.sample import ensure_sample
from ...errors import KitError
from ...overlay import REFERENCE, build_tree
from ..child import child
from ..notebooks import canonical, execute
from .names import Names

_COMPILED = shutil.ignore_patterns("__pycache__")


def made_in_a_copy(texts: Mapping[str, str], wanted: list[str], names: Names) -> dict[str, str]:
    """The files that the kit makes of `texts`, and its notebook with outputs, by their paths.

    Parameters
    ----------
    texts : dict
        All new and changed files, by their paths relative to the folder that holds the package.
    wanted : list of str
        The paths of what is to be made.

    Raises
    ------
    KitError
        If the assignment does not work: its stub, its answers, its notebook or an automatic mutant.
    """
    notebook = f"notebooks/{names.assignment}.ipynb"
    with TemporaryDirectory(prefix="cs231n-new-") as folder:
        tree = build_tree(Path(folder) / "kit", authoring=True)
        shutil.copytree(REFERENCE, tree / "cs231n_kit" / "solutions", ignore=_COMPILED)
        for path, text in texts.items():
            (tree / path).parent.mkdir(parents=True, exist_ok=True)
            (tree / path).write_text(text, "utf-8", newline="\n")
        _run(tree, "release")
        _run(tree, "authoring", "mutants", "--assignment", names.assignment, "--automatic", "--save")
        made = {path: (tree / path).read_text("utf-8") for path in wanted}
        solution = tree / "cs231n_kit" / "solutions" / names.file
        (tree / "cs231n_kit" / names.file).write_bytes(solution.read_bytes())
        return made | {notebook: canonical(execute(tree / notebook, tree, ensure_sample()))}


def _run(tree: Path, *arguments: str) -> None:
    process = child(tree, "__main__", *arguments)
    printed, errors = process.communicate()
    if process.returncode:
        said = [*printed.splitlines(), *errors.splitlines()][-1:] or ["it said nothing"]
        raise KitError(
            f"`cs231n-kit {' '.join(arguments)}` must succeed with the new assignment in a copy of the kit,"
            f" and it said: {said[0]}; nothing was written; mend that and try again"
        )
