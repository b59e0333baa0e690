"""Whose cell is whose, also where ids are lost and cells were added."""

import pytest

from cs231n_kit.collecting.notebook import Cell, cells_of
from cs231n_kit.collecting.taken import Taken
from cs231n_kit.grading.questions.answers import GONE, Answer, answers
from cs231n_kit.grading.questions.asked import asked, of_cells

from .made import FIRST, NAMES, PLACEHOLDER, at, cell_of, data, notebook, own, without_ids

ASKED = f"question-{FIRST}"
REPLY = f"{ASKED}-answer"


@pytest.fixture(scope="module")
def kit():
    return asked("softmax")


def found(content, kit):
    return answers(cells_of(Taken("softmax.ipynb", data(content), 0.0)), kit)


def test_the_kits_notebook_asks(kit):
    assert tuple(one.name for one in kit.questions) == NAMES
    assert [one.title for one in kit.questions] == [f"Inline question {n}" for n in range(1, 7)]
    assert {one.placeholder for one in kit.questions} == {PLACEHOLDER}


def inserted(content, *cells, after=ASKED):
    place = at(content, after) + 1
    content["cells"][place:place] = cells
    return content


def emptied(content, text="", id=REPLY):
    cell_of(content, id)["source"] = text
    return content


def removed(content, *ids):
    content["cells"] = [cell for cell in content["cells"] if cell["id"] not in ids]
    return content


def moved(content):
    cell = cell_of(content, REPLY)
    content["cells"].remove(cell)
    content["cells"].append(cell)
    return content


def in_the_question(content):
    cell_of(content, ASKED)["source"] += ["\n\nBecause of the shift."]
    return content


def rewrapped(content):
    cell = cell_of(content, ASKED)
    cell["source"] = " ".join("".join(cell["source"]).split())
    return content


def as_code(content):
    cell = cell_of(content, REPLY)
    cell.update(own("print(1)", "code", id=REPLY))
    return content


WRITTEN = {
    "below the placeholder": (lambda: notebook(underflow=f"{PLACEHOLDER}\n\nBecause."), "Because."),
    "over it": (lambda: notebook(underflow="Because."), "Because."),
    "between its asterisks": (
        lambda: notebook(underflow="*Your answer: Because.*"),
        "*Your answer: Because.*",
    ),
    "without ids": (lambda: without_ids(notebook(underflow=f"{PLACEHOLDER} Because.")), "Because."),
    "without ids, the placeholder gone": (lambda: without_ids(notebook(underflow="Because.")), "Because."),
    "without ids, the question wrapped anew": (
        lambda: without_ids(rewrapped(notebook(underflow="Because."))),
        "Because.",
    ),
    "in an own cell above the placeholder": (lambda: inserted(notebook(), own("Mine.")), "Mine."),
    "in an own cell below it": (lambda: inserted(notebook(), own("Mine."), after=REPLY), "Mine."),
    "in own cells, without ids": (
        lambda: without_ids(inserted(notebook(), own("Mine."), own("1 + 1", "code"))),
        "Mine.\n\n```python\n1 + 1\n```",
    ),
    "in both": (
        lambda: inserted(notebook(underflow="Because."), own("More."), after=REPLY),
        "Because.\n\nMore.",
    ),
    "in place of the cell": (lambda: removed(inserted(notebook(), own("Mine.")), REPLY), "Mine."),
    "moved to the end": (lambda: moved(notebook(underflow="Because.")), "Because."),
    "into the question": (lambda: in_the_question(notebook()), "Because of the shift."),
    "the question removed": (lambda: removed(notebook(underflow="Because."), ASKED), "Because."),
    "as code": (lambda: as_code(notebook()), "```python\nprint(1)\n```"),
    "code with a fence in it": (
        lambda: inserted(notebook(), own("s = '```'", "code")),
        "````python\ns = '```'\n````",
    ),
    "raw": (lambda: inserted(notebook(), own("*raw*", "raw")), "*raw*"),
    "left as it was": (notebook, "[not answered]"),
    "left as it was, without ids": (lambda: without_ids(notebook()), "[not answered]"),
    "emptied": (lambda: emptied(notebook()), "[not answered]"),
    "signs alone": (lambda: emptied(notebook(), f"{PLACEHOLDER} ...\n\n—"), "[not answered]"),
    "the placeholder without asterisks": (lambda: emptied(notebook(), "Your answer:"), "[not answered]"),
    "a comment of HTML alone": (lambda: emptied(notebook(), "<!-- later -->"), "[not answered]"),
    "both cells removed": (lambda: removed(notebook(), ASKED, REPLY), f"[{GONE}]"),
    "an empty notebook": (lambda: notebook() | {"cells": []}, f"[{GONE}]"),
}


@pytest.mark.parametrize("case", WRITTEN)
def test_the_answer_is_found(kit, case):
    make, text = WRITTEN[case]
    assert found(make(), kit)[FIRST].text == text


@pytest.mark.parametrize("case", WRITTEN)
def test_no_answer_is_taken_for_one_to_another_question(kit, case):
    make, _ = WRITTEN[case]
    expected = {f"[{GONE}]"} if case == "an empty notebook" else {"[not answered]"}
    assert {one.text for name, one in found(make(), kit).items() if name != FIRST} == expected


def test_what_follows_the_kits_next_cell_is_no_answer(kit):
    content = notebook()
    place = at(content, REPLY) + 1
    assert content["cells"][place]["cell_type"] == "markdown" or content["cells"][place]["id"] in kit.ids
    content["cells"].insert(place + 1, own("An own experiment."))
    for one in (content, without_ids(content)):
        assert found(one, kit)[FIRST].text == "[not answered]"


def test_a_picture_alone_is_an_answer(kit):
    content = notebook(underflow="![](attachment:a.png)")
    cell_of(content, REPLY)["attachments"] = {"a.png": {"image/png": "AAAA"}}
    (part,) = found(content, kit)[FIRST].parts
    assert part.attachments == {"a.png": {"image/png": "AAAA"}}


@pytest.mark.parametrize(
    "one, other, alike",
    [
        ("Because.", "Because.\n", True),
        ("a b", "a\n  b", True),
        ("a b", "ab", False),
        ("Because.", "because.", False),
        ("", "x", False),
    ],
)
def test_answers_are_alike_but_for_white_space(kit, one, other, alike):
    first, second = (found(notebook(underflow=text), kit)[FIRST].digest for text in (one, other))
    assert (first == second) is alike


def test_digests_tell_pictures_kinds_and_reasons_apart(kit):
    content = notebook(underflow="x")
    digests = [found(content, kit)[FIRST].digest]
    cell_of(content, REPLY)["attachments"] = {"a.png": {"image/png": "AAAA"}}
    digests += [found(content, kit)[FIRST].digest, found(as_code(content), kit)[FIRST].digest]
    digests += [Answer().digest, Answer(problem=GONE).digest]
    assert len(set(digests)) == len(digests)


def test_a_notebook_that_asks_nothing_has_no_questions():
    assert of_cells([Cell("markdown", "Hello", "question-why"), Cell("code", "1", "b")]).questions == ()
