"""Notebooks in one canonical form: re-executed with the reference solutions and saved again.

Two people who save the same notebook get the same bytes: no run-time metadata, cells numbered in
order, the output of a stream in one piece.
"""

import json
import re
import subprocess
import tempfile
from copy import deepcopy
from pathlib import Path
from typing import Any

from ..errors import KitError
from ..files import write_atomically
from ..overlay import NOTEBOOKS, REFERENCE, build_tree
from .kernel import kernel_environment

CELL_TIMEOUT = 600  # seconds; an author's machine may be slow, a hanging cell must still end

_TIMING = re.compile(r"[\d.:,?█▏▎▍▌▋▊▉\s]+")

_METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"file_extension": ".py", "mimetype": "text/x-python", "name": "python"},
}


def read(path: Path) -> Any:
    """The notebook at `path`; a `KitError` if it is not one."""
    import nbformat

    try:
        return nbformat.read(path, as_version=4)
    except OSError as error:
        raise KitError(f"cannot read the notebook {path}: {error.strerror}") from None
    except Exception as error:  # nbformat raises what its JSON and schema libraries raise
        raise KitError(f"{path} must be a Jupyter notebook, got something else: {str(error)[:200]}") from None


def canonical(notebook: Any) -> str:
    """The text that a notebook is saved as; the same for every way of running it.

    Streams are joined as nbval joins them to compare: where they were cut depends on timing, and of
    a progress bar only its end is kept.
    """
    import nbformat
    from nbval.plugin import coalesce_streams  # type: ignore[import-untyped]

    notebook = nbformat.from_dict(notebook)
    notebook.metadata = nbformat.from_dict(_METADATA)
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    count = 0
    for cell in notebook.cells:
        cell.metadata = {key: value for key, value in cell.metadata.items() if key == "tags"}
        if cell.cell_type != "code":
            continue
        if cell.execution_count is not None:
            cell.execution_count = count = count + 1
        cell.outputs = coalesce_streams(cell.outputs)
        for output in cell.outputs:
            if output.output_type == "execute_result":
                output.execution_count = cell.execution_count
    nbformat.validate(notebook)
    return nbformat.writes(notebook, version=4, indent=1, sort_keys=True, ensure_ascii=False) + "\n"


def execute(path: Path, tree: Path, data: Path) -> Any:
    """Run the notebook at `path` in `tree` from a fresh kernel and give it back with its outputs."""
    from jupyter_client.manager import AsyncKernelManager
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
    from nbval.kernel import CURRENT_ENV_KERNEL_NAME, NbvalKernelspecManager  # type: ignore[import-untyped]

    # The Python that runs this, as in a replay, whatever the user has registered as "python3".
    manager = AsyncKernelManager(
        kernel_name=CURRENT_ENV_KERNEL_NAME, kernel_spec_manager=NbvalKernelspecManager()
    )
    notebook = read(path)
    client = NotebookClient(
        notebook, km=manager, timeout=CELL_TIMEOUT, resources={"metadata": {"path": tree / "notebooks"}}
    )
    try:
        # What goes wrong is in the notebook; the kernel's own stderr would only be noise here.
        return client.execute(env=kernel_environment(tree, data), stderr=subprocess.DEVNULL, cleanup_kc=True)
    except (CellExecutionError, CellTimeoutError, DeadKernelError) as error:
        raise KitError(f"{path.name} does not run through with the reference solutions:\n{error}") from None


def save_executed(paths: list[Path], data: Path) -> list[str]:
    """Re-execute notebooks with the reference solutions and save them; the names of those that changed."""
    changed = []
    with tempfile.TemporaryDirectory(prefix="cs231n-kit-") as folder:
        tree = build_tree(Path(folder) / "tree", REFERENCE)
        for path in paths:
            text = canonical(_with_old_timings(execute(path, tree, data), read(path)))
            if text != path.read_text("utf-8"):
                write_atomically(path, text)
                changed.append(path.name)
    return changed


def _with_old_timings(executed: Any, saved: Any) -> Any:
    """Keep what was saved where nothing but timings differs: they would make every save a change."""
    for new, old in zip(executed.cells, saved.cells, strict=True):
        ignored = "nbval-ignore-output" in new.metadata.get("tags", [])
        if ignored and _without_timings(new.outputs) == _without_timings(old.outputs):
            new.outputs = old.outputs
    return executed


def _without_timings(outputs: list[Any]) -> list[str]:
    from nbval.plugin import coalesce_streams

    outputs = coalesce_streams(deepcopy(outputs))
    return [_TIMING.sub(" ", json.dumps(output, sort_keys=True, ensure_ascii=False)) for output in outputs]


def all_notebooks() -> list[Path]:
    """The kit's notebooks, sorted by name."""
    return sorted(NOTEBOOKS.glob("*.ipynb"))


def require_notebooks() -> None:
    """Refuse to work where the kit has no notebooks: installed without its checkout."""
    if not NOTEBOOKS.is_dir():
        raise KitError(
            f"the notebooks must lie beside the package, but {NOTEBOOKS} is not there; work in a checkout"
        )


def chosen(names: list[str]) -> list[Path]:
    """The notebooks that a user named, by path or by name alone; all of them for no name."""
    require_notebooks()
    if not names:
        return all_notebooks()
    return [_choose(name) for name in names]


def _choose(name: str) -> Path:
    for path in (Path(name), NOTEBOOKS / name, NOTEBOOKS / f"{name}.ipynb"):
        if path.is_file():
            return path.resolve()
    known = ", ".join(path.name for path in all_notebooks())
    raise KitError(f"NOTEBOOK must be a file or one of {known}, got {name!r}, which is neither")


def save_all(names: list[str]) -> int:
    """Re-execute and re-save the notebooks that were named, telling which changed."""
    from ..datasets.sample import ensure_sample

    paths = chosen(names)
    changed = save_executed(paths, ensure_sample())
    for path in paths:
        print(f"{'saved anew' if path.name in changed else 'unchanged'}: {path}")
    return 0
