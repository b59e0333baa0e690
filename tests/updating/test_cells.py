import json

import nbformat
import pytest

from cs231n_kit.releases import hashed
from cs231n_kit.updating.cells import merged_cells

OLD = {
    "title": "# Softmax",
    "load-code": "import numpy",
    "question-a": "**Why?**",
    "question-a-answer": "*Your answer:*",
    "plot-code": "plot(1)",
    "question-b": "**How?**",
    "question-b-answer": "*Your answer:*",
}
NEW = OLD | {"title": "# The softmax", "plot-code": "plot(2)", "question-c": "**New?**"}


def hashes(sources):
    return {id: hashed(source.encode()) for id, source in sources.items()}


def brought(page, work, new=NEW, before=OLD):
    """The sources of the merged notebook by id, and what was said of it."""
    content = work if isinstance(work, str) else page(**work)
    found = merged_cells(content.encode(), page(**new).encode(), hashes(before))
    nbformat.validate(nbformat.reads(found.content.decode(), as_version=4))
    cells = json.loads(found.content)["cells"]
    assert len({cell["id"] for cell in cells}) == len(cells)
    return {cell["id"]: "".join(cell["source"]) for cell in cells}, found


def test_an_untouched_notebook_becomes_the_new_one(page):
    sources, found = brought(page, OLD)
    assert sources == NEW
    assert (found.kept, found.own) == ((), 0)


def test_answers_and_changed_cells_stay(page):
    mine = {"question-a-answer": "Because.", "plot-code": "plot(1, colour='red')"}
    sources, found = brought(page, OLD | mine)
    assert sources == NEW | mine
    assert list(sources) == list(NEW)
    assert (found.kept, found.own) == (("question-a-answer", "plot-code"), 0)


def test_outputs_of_the_student_stay_where_the_cell_is_the_same(page):
    work = json.loads(page(**OLD))
    for cell in work["cells"]:
        if cell["cell_type"] == "code":
            cell["outputs"] = [{"output_type": "stream", "name": "stdout", "text": ["mine"]}]
    _, found = brought(page, json.dumps(work), NEW | {"x-code": "1"})
    texts = {
        cell["id"]: cell["outputs"][0]["text"]
        for cell in json.loads(found.content)["cells"]
        if "code" in cell["id"]
    }
    assert texts == {"load-code": ["mine"], "plot-code": ["saved"], "x-code": ["saved"]}


def test_cells_of_ones_own_stay_where_they_are(page):
    work = {"first": "mine", **OLD}
    work = dict(list(work.items())[:4] + [("try-code", "1 + 1")] + list(work.items())[4:])
    sources, found = brought(page, work)
    assert list(sources) == ["first", *list(NEW)[:3], "try-code", *list(NEW)[3:]]
    assert (sources["first"], sources["try-code"], found.own) == ("mine", "1 + 1", 2)


def test_a_cell_that_the_release_has_dropped_goes_unless_it_was_changed(page):
    new = {id: source for id, source in NEW.items() if not id.startswith("question-b")}
    sources, _ = brought(page, OLD | {"question-b-answer": "Like this."}, new)
    assert "question-b" not in sources
    assert sources["question-b-answer"] == "Like this."


@pytest.mark.parametrize("lost", ["dropped", "made anew"])
def test_cells_are_known_by_their_order_where_the_ids_were_lost(page, lost):
    mine = {"question-a-answer": "Because.", "question-b-answer": "Like this."}
    work = json.loads(page(**OLD | mine))
    for number, cell in enumerate(work["cells"]):
        del cell["id"]
        if lost == "made anew":
            cell["id"] = f"id{number}"
    sources, found = brought(page, json.dumps(work))
    assert sources == NEW | mine
    assert (found.kept, found.own) == (("question-a-answer", "question-b-answer"), 0)


def test_without_the_old_hashes_whatever_differs_is_the_students(page):
    mine = OLD | {"question-a-answer": "Because."}
    sources, found = brought(page, mine, before={})
    assert sources == NEW | mine
    assert found.kept == ("title", "question-a-answer", "plot-code")


def test_what_the_release_and_the_student_changed_alike_is_no_difference(page):
    sources, found = brought(page, OLD | {"plot-code": "plot(2)"})
    assert (sources, found.kept) == (NEW, ())


@pytest.mark.parametrize("source", ["a\u2028b\fc\r\nd", "\ud800", "<script>alert(1)</script>", ""])
def test_any_text_is_kept_as_it_is(page, source):
    content = json.dumps(json.loads(page(**OLD | {"question-a-answer": "@"}))).replace(
        '"@"', json.dumps(source)
    )
    found = merged_cells(content.encode(), page(**NEW).encode(), hashes(OLD))
    cells = {cell["id"]: "".join(cell["source"]) for cell in json.loads(found.content)["cells"]}
    assert cells["question-a-answer"] == source


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{",
        "[]",
        "{}",
        '{"cells": 1}',
        '{"cells": [1]}',
        '{"cells": [{"cell_type": "code"}]}',
        "[" * 100_000,
    ]
    + ['{"cells": [{"cell_type": "code", "source": [1]}]}', "<<<<<<< HEAD\n{}"],
)
def test_what_is_no_notebook_is_refused(page, content):
    with pytest.raises(ValueError):
        merged_cells(content.encode(), page(**NEW).encode(), hashes(OLD))
