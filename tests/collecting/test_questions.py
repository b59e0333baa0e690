"""Which inline questions have an answer, also where a program dropped the ids of cells."""

import json

import pytest

from cs231n_kit.checks.assignments import NAMES, assignment
from cs231n_kit.collecting.notebook import Cell, cells_of
from cs231n_kit.collecting.questions import questions, removed, unanswered
from cs231n_kit.collecting.taken import notebook

from .work import PLACEHOLDER, answer


def text(source, id="", *tags, kind="markdown", **others):
    return Cell(kind, source, id, tags, **others)


ASKED = text("**Inline question 1.** Why?", "question-why", "inline-question")
NEXT = text("**Inline question 2.** How?", "question-how", "inline-question")
KIT = text("## 3. The next section", "section")


def answered(source, **others):
    return text(source, "question-why-answer", "inline-answer", **others)


FOUND = {
    "as handed out": ([ASKED, answered(PLACEHOLDER)], ""),
    "emptied": ([ASKED, answered("")], ""),
    "nothing but signs": ([ASKED, answered(f"{PLACEHOLDER} ...\n\n—")], ""),
    "nothing but a comment": ([ASKED, answered(f"{PLACEHOLDER}\n<!-- later -->")], ""),
    "removed": ([ASKED, KIT], ""),
    "written below": ([ASKED, answered(f"{PLACEHOLDER}\n\nBecause.")], "Because."),
    "written behind": ([ASKED, answered(f"{PLACEHOLDER} Because.")], "Because."),
    "written between the asterisks": ([ASKED, answered("*Your answer: Because.*")], "Because.*"),
    "written over": ([ASKED, answered("Because.")], "Because."),
    "a number": ([ASKED, answered(f"{PLACEHOLDER} 2")], "2"),
    "in another alphabet": ([ASKED, answered(f"{PLACEHOLDER} 因为")], "因为"),
    "turned into code": ([ASKED, answered("1 + 1", kind="code")], "1 + 1"),
    "a picture alone": (
        [ASKED, answered("![](attachment:a.png)", attachments={"a.png": {}})],
        "![](attachment:a.png)",
    ),
    "moved away": ([ASKED, KIT, KIT, answered("Because.")], "Because."),
    "without ids": (
        [text(ASKED.source, "", "inline-question"), text("Because.", "", "inline-answer")],
        "Because.",
    ),
    "without ids and tags": ([text(ASKED.source), text(f"{PLACEHOLDER} Because.")], "Because."),
    "without ids and tags, empty": ([text(ASKED.source), text(PLACEHOLDER), KIT], ""),
    "without any mark": ([text(ASKED.source), text("Because.")], "Because."),
    "new ids": ([text(ASKED.source, "a1b2c3d4"), text(PLACEHOLDER, "b1b2c3d4")], ""),
    "the next one's answer": ([ASKED, NEXT, text("Thus.", "question-how-answer")], ""),
    "the next one's placeholder": ([text(ASKED.source), text(NEXT.source), text(PLACEHOLDER)], ""),
    "in the last cell": ([ASKED], ""),
}


@pytest.mark.parametrize("case", FOUND)
def test_the_answer_is_found(case):
    cells, written = FOUND[case]
    first = questions(cells)[0]
    assert (first.title, first.asked, first.answer) == ("Inline question 1", 0, written)
    assert first.name == ("why" if cells[0] is ASKED else "1")
    assert (first in unanswered(questions(cells))) is (written == "")


@pytest.mark.parametrize(
    "cells", [[], [KIT], [text("x", "question-why", kind="code")], [answered("Because.")]]
)
def test_what_is_no_question_is_none(cells):
    assert questions(cells) == []


HANDED_OUT = ("title", "question-why", "question-why-answer", "question-how", "question-how-answer")


@pytest.mark.parametrize(
    "cells, gone",
    [
        ([ASKED, NEXT], []),
        ([ASKED], ["how"]),
        ([], ["why", "how"]),
        ([text(ASKED.source)], []),  # without ids it is not known which one is gone
        ([ASKED, text(NEXT.source)], []),
        ([ASKED, NEXT, text("**Inline question 3.** My own?")], []),
    ],
)
def test_questions_that_were_handed_out_are_missed(cells, gone):
    found = removed(questions(cells), HANDED_OUT)
    assert [one.name for one in found] == gone == [one.name for one in unanswered(found)]
    assert removed(questions(cells), ()) == []


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("lost", [(), ("id",), ("id", "metadata")])
def test_all_questions_of_the_kit_are_found_whatever_is_lost(name, lost):
    taken = notebook(assignment(name))
    content = json.loads(taken.data)
    count = sum("inline-question" in cell["metadata"].get("tags", []) for cell in content["cells"])
    assert count >= 3
    for change, open_ones in ((lambda content: None, count), (answer, 0)):
        content = json.loads(taken.data)
        change(content)
        for cell in content["cells"]:
            for part in lost:
                del cell[part]
        found = questions(cells_of(type(taken)(taken.name, json.dumps(content).encode(), 0.0)))
        assert [one.title for one in found] == [f"Inline question {n}" for n in range(1, count + 1)]
        assert len(unanswered(found)) == open_ones
        assert all(one.place == one.asked + 1 for one in found)
