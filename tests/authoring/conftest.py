"""Small notebooks to replay, written cell by cell."""

import copy

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output


@pytest.fixture(scope="session")
def cell():
    """A code cell as it was saved: what it printed, what its last line gave, its tags."""

    def build(source, printed="", result="", tags=(), run=True):
        outputs = [new_output("stream", name="stdout", text=printed)] if printed else []
        outputs += [new_output("execute_result", data={"text/plain": result})] if result else []
        metadata = {"tags": list(tags)} if tags else {}
        return new_code_cell(source, outputs=outputs, execution_count=1 if run else None, metadata=metadata)

    return build


@pytest.fixture(scope="session")
def save_notebook():
    """Write cells to a notebook; a string becomes a markdown cell."""

    def save(path, *cells):
        path.parent.mkdir(parents=True, exist_ok=True)
        cells = [new_markdown_cell(one) if isinstance(one, str) else copy.deepcopy(one) for one in cells]
        for number, one in enumerate(cells):
            one.id = f"cell-{number}"
        nbformat.write(new_notebook(cells=cells), path)
        return path

    return save
