"""What holds for every notebook without running it: form, set-up cell, pictures, questions, no leaks."""

import ast
import html
import os
import re
import sys
import types

import nbformat
import pytest

from cs231n_kit.authoring import notebooks
from cs231n_kit.authoring.notebooks import all_notebooks, canonical, read
from cs231n_kit.overlay import REFERENCE
from cs231n_kit.tasks import PACKAGE, task_files, tasks

NOTEBOOKS = {path.name: read(path) for path in all_notebooks()}
TAGS = {"nbval-ignore-output", "inline-question", "inline-answer"}

every_notebook = pytest.mark.parametrize("name", NOTEBOOKS)


def code_cells(name):
    return [cell for cell in NOTEBOOKS[name].cells if cell.cell_type == "code"]


def tags(cell):
    return set(cell.metadata.get("tags", []))


def test_every_task_has_its_notebook():
    assert {task.notebook for task in tasks()} == {f"notebooks/{name}" for name in NOTEBOOKS}


@every_notebook
def test_saved_in_the_canonical_form(name):
    path = PACKAGE.parent / "notebooks" / name
    assert path.read_bytes() == canonical(NOTEBOOKS[name]).encode()


def test_the_canonical_form_forgets_how_a_notebook_was_run():
    stream = {"output_type": "stream", "name": "stdout"}
    cell = nbformat.v4.new_code_cell(
        "1", id="one", execution_count=7, metadata={"collapsed": True, "tags": ["a"]}
    )
    cell.outputs = [
        nbformat.from_dict(stream | {"text": "a\n"}),
        nbformat.v4.new_output("execute_result", {"text/plain": "1"}, execution_count=7),
        nbformat.from_dict(stream | {"text": "b\n"}),
    ]
    notebook = nbformat.v4.new_notebook(
        cells=[cell], metadata={"widgets": {}, "language_info": {"name": "python", "version": "3"}}
    )
    saved = nbformat.reads(canonical(notebook), as_version=4)
    assert saved.cells[0].execution_count == saved.cells[0].outputs[1].execution_count == 1
    assert saved.cells[0].metadata == {"tags": ["a"]}
    assert [output.get("text") for output in saved.cells[0].outputs] == ["a\nb\n", None]
    assert set(saved.metadata) == {"kernelspec", "language_info"}
    assert "version" not in saved.metadata.language_info
    assert canonical(saved) == canonical(notebook)


def one_cell(text, tags=("nbval-ignore-output",)):
    cell = nbformat.v4.new_code_cell("run()", id="one", execution_count=1, metadata={"tags": list(tags)})
    cell.outputs = [nbformat.v4.new_output("stream", name="stderr", text=text)]
    return nbformat.v4.new_notebook(cells=[cell])


def test_of_a_progress_bar_only_its_end_is_saved():
    saved = nbformat.reads(canonical(one_cell("  0%| | 0/9\r 50%|█ | 5/9\r100%|██| 9/9 [00:24<00:00]\n")), 4)
    assert saved.cells[0].outputs[0].text == "100%|██| 9/9 [00:24<00:00]\n"


@pytest.mark.parametrize(
    "new, tags, kept",
    [
        ("100%|███| 9/9 [00:31<00:00, 3.1s/it]\n", ["nbval-ignore-output"], True),
        ("  0%| | 0/9\r100%|██| 9/9 [01:31<00:00, 9.1s/it]\n", ["nbval-ignore-output"], True),
        ("searching: 100%|██| 9/9 [00:24<00:00, 2.7s/it]\n", ["nbval-ignore-output"], False),
        ("100%|███| 9/9 [00:31<00:00, 3.1s/it]\n", [], False),
    ],
)
def test_a_saved_timing_is_kept_while_nothing_else_changes(new, tags, kept):
    old = one_cell("100%|██| 9/9 [00:24<00:00, 2.7s/it]\n")
    new_cell = one_cell(new, tags)
    new_cell.cells[0].outputs = [dict(reversed(output.items())) for output in new_cell.cells[0].outputs]
    executed = notebooks._with_old_timings(nbformat.from_dict(new_cell), old)
    assert (executed.cells[0].outputs == old.cells[0].outputs) == kept


@every_notebook
def test_cells_have_telling_ids_and_known_tags(name):
    for cell in NOTEBOOKS[name].cells:
        assert re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", cell.id), cell.id
        assert not re.fullmatch(r"[0-9a-f-]{8,}", cell.id), f"{cell.id} was made by a machine"
        assert tags(cell) <= TAGS
        assert "NBVAL" not in cell.source


@every_notebook
def test_every_code_cell_was_run_in_order(name):
    counts = [cell.execution_count for cell in code_cells(name)]
    assert counts == list(range(1, len(counts) + 1))


@every_notebook
def test_at_most_four_outputs_are_not_compared(name):
    ignored = [cell for cell in code_cells(name) if "nbval-ignore-output" in tags(cell)]
    assert len(ignored) <= 4
    for cell in ignored:
        assert not re.search(r"loss|accuracy", str(cell.outputs), re.IGNORECASE)


def set_up(name):
    first = code_cells(name)[0].source
    ast.parse(first)  # plain Python, no magic
    return first


def test_all_notebooks_have_the_same_set_up_cell():
    assert len({set_up(name) for name in NOTEBOOKS}) == 1


@every_notebook
def test_nothing_is_put_before_the_overlay(name):
    assert not [
        cell for cell in code_cells(name) if "sys.path.insert" in cell.source or "chdir" in cell.source
    ][1:]
    assert "sys.path.insert" not in set_up(name)


@every_notebook
def test_set_up_does_nothing_on_ones_own_machine(name):
    before = (list(sys.path), os.getcwd(), dict(os.environ), set(sys.modules))
    exec(set_up(name), {})
    assert before == (list(sys.path), os.getcwd(), dict(os.environ), set(sys.modules))


@every_notebook
def test_set_up_works_in_the_kits_folder_on_colab(name, monkeypatch):
    done = []
    drive = types.SimpleNamespace(mount=lambda where: done.append(("mount", where)))
    colab = types.ModuleType("google.colab")
    colab.drive = drive
    monkeypatch.setitem(sys.modules, "google", types.ModuleType("google"))
    monkeypatch.setitem(sys.modules, "google.colab", colab)
    monkeypatch.setattr(os, "chdir", lambda where: done.append(("chdir", where)))
    monkeypatch.setattr(sys, "path", list(sys.path))
    exec(set_up(name), {})
    kit = "/content/drive/MyDrive/cs231n-kit"
    assert done == [("mount", "/content/drive"), ("chdir", f"{kit}/notebooks")]
    assert sys.path[-1] == kit


@every_notebook
def test_every_picture_is_described(name):
    pictures = 0
    for cell in code_cells(name):
        for output in cell.outputs:
            data = output.get("data", {})
            assert "image/png" not in data, f"{cell.id}: a bare PNG has no alternative text, use Described"
            if "data:image/png" in data.get("text/html", ""):
                pictures += 1
                alt = data["text/plain"]
                assert len(alt) > 60, cell.id
                assert data["text/html"].startswith(
                    f'<img alt="{html.escape(alt)}" src="data:image/png;base64,'
                )
    assert pictures >= 3


@every_notebook
def test_every_question_has_room_for_its_answer(name):
    cells = NOTEBOOKS[name].cells
    questions = [n for n, cell in enumerate(cells) if "inline-question" in tags(cell)]
    assert len(questions) >= 2
    for n in questions:
        assert "inline-answer" in tags(cells[n + 1])
        assert cells[n + 1].cell_type == "markdown"
    assert sum("inline-answer" in tags(cell) for cell in cells) == len(questions)


def solution_lines():
    """Lines that stand in a solution region and nowhere else, white space apart, 25 characters or longer."""
    inside, outside = set(), set()
    for file in task_files():
        bucket = outside
        for line in (REFERENCE / file).read_text("utf-8").splitlines():
            if "### BEGIN SOLUTION" in line:
                bucket = inside
            elif "### END SOLUTION" in line:
                bucket = outside
            else:
                bucket.add("".join(line.split("#")[0].split()))
    return {line for line in inside - outside if len(line) >= 25}


@every_notebook
def test_no_line_of_a_solution_stands_in_a_notebook(name):
    lines = solution_lines()
    assert len(lines) > 10
    text = "".join((PACKAGE.parent / "notebooks" / name).read_text("utf-8").split())
    assert [line for line in lines if line in text] == []
