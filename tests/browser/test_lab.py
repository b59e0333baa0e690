"""JupyterLab as a student sees it: started by the command line, driven in a Chromium."""

import nbformat
import pytest
from playwright.sync_api import expect

from .lab import chromium, jupyterlab, run_all

pytestmark = pytest.mark.browser
ERROR = ".jp-OutputArea-output[data-mime-type='application/vnd.jupyter.stderr']"
NOT_DONE = "not done yet: softmax_loss_naive, see notebooks/softmax.ipynb"


def forget_outputs(path):
    """Whatever is in the page afterwards was made there."""
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    nbformat.write(notebook, path)


def test_stubs_show_one_calm_line(kit_tree, tmp_path):
    forget_outputs(kit_tree / "notebooks/softmax.ipynb")
    with jupyterlab(kit_tree, tmp_path) as address, chromium() as page:
        run_all(page, address, "softmax.ipynb")
        errors = page.locator(ERROR)
        expect(errors).to_have_count(1, timeout=120_000)
        expect(errors.first).to_have_text(NOT_DONE)
        page.screenshot(path=tmp_path / "stubs.png")


def described(path):
    """The descriptions of the pictures that are saved in a notebook."""
    return [
        output.data["text/plain"]
        for cell in nbformat.read(path, as_version=4).cells
        for output in cell.get("outputs", [])
        if "<img" in output.get("data", {}).get("text/html", "")
    ]


def test_every_saved_picture_is_shown_and_can_be_read_aloud(kit_tree, tmp_path):
    with jupyterlab(kit_tree, tmp_path) as address, chromium() as page:
        for path in sorted((kit_tree / "notebooks").glob("*.ipynb")):
            page.goto(f"{address}/lab/tree/notebooks/{path.name}")
            # The notebooks before it stay open behind it.
            pictures = page.locator(".jp-NotebookPanel:not(.lm-mod-hidden) .jp-OutputArea-output img")
            expect(pictures).to_have_count(len(described(path)), timeout=60_000)
            assert pictures.evaluate_all("all => all.map(img => img.alt)") == described(path)
            assert pictures.evaluate_all("all => all.every(img => img.naturalWidth > 200)"), path.name
            page.screenshot(path=tmp_path / f"{path.stem}.png")


@pytest.mark.parametrize("notebook", ["gradient_check.ipynb", "softmax.ipynb"])
def test_solutions_run_through_with_pictures_that_can_be_read_aloud(kit_tree, tmp_path, notebook):
    path = kit_tree / "notebooks" / notebook
    descriptions, saved = described(path), nbformat.read(path, as_version=4)
    last = [cell for cell in saved.cells if cell.cell_type == "code"][-1].execution_count
    forget_outputs(path)
    with jupyterlab(kit_tree, tmp_path, "--solutions") as address, chromium() as page:
        run_all(page, address, notebook)
        prompt = page.locator(".jp-CodeCell .jp-InputArea-prompt", has_text=f"[{last}]:")
        expect(prompt).to_have_count(1, timeout=900_000)
        for error in page.locator(ERROR).all_inner_texts():  # a progress bar is on stderr too
            assert "Error" not in error and "not done yet" not in error
        pictures = page.locator(".jp-OutputArea-output img")
        assert pictures.evaluate_all("all => all.map(img => img.alt)") == descriptions
        assert pictures.evaluate_all("all => all.every(img => img.naturalWidth > 300)")
        page.screenshot(path=tmp_path / "solutions.png")
