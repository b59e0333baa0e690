"""Names, comments and ids from outside come out harmless, in every format; the same table for all four."""

import csv
import io
import json

import pytest

from cs231n_kit.grading.platforms.blackboard import BLACKBOARD
from cs231n_kit.grading.platforms.canvas import CANVAS
from cs231n_kit.grading.platforms.command import export
from cs231n_kit.grading.platforms.final import final
from cs231n_kit.grading.platforms.gradescope import as_json
from cs231n_kit.grading.platforms.matching import match
from cs231n_kit.grading.platforms.moodle import MOODLE
from cs231n_kit.grading.platforms.options import Options
from cs231n_kit.grading.platforms.policy import Policy
from cs231n_kit.grading.platforms.result import Part, result
from cs231n_kit.grading.platforms.table import comment, filled, new

from ..rows import finding, row, task
from .classes import gradebook
from .made import CANVAS as CANVAS_FILE
from .made import grade, person, sheet

TABLE = [  # a text, what a new cell holds, and the same in a comment, which is HTML
    ("=cmd|'/c calc'!A1", "'=cmd|'/c calc'!A1", "'=cmd|'/c calc'!A1"),
    ("+1+1", "'+1+1", "'+1+1"),
    ("-2", "'-2", "'-2"),
    ("@SUM(A1)", "'@SUM(A1)", "'@SUM(A1)"),
    ("  =1", "'  =1", None),
    ("＝1", "'＝1", "'＝1"),
    ("\t=1", "�=1", None),
    ("a\n=1", "a�=1", None),
    ("a\r\nb", "a��b", None),
    ("\x1b[2J", "�[2J", "�[2J"),
    ("\u202eevil", "�evil", "�evil"),
    ("<script>alert(1)</script>", "<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
    ("<img src=x onerror=y>", "<img src=x onerror=y>", "&lt;img src=x onerror=y&gt;"),
    ('a","b', 'a","b', 'a","b'),
    ('"', '"', '"'),
    ("a;b", "a;b", "a;b"),
    ("../../etc/passwd", "../../etc/passwd", "../../etc/passwd"),
    ("C:\\x", "C:\\x", "C:\\x"),
    ("雪 Ünï 𝔘", "雪 Ünï 𝔘", "雪 Ünï 𝔘"),
    ("O'Neil-Smith", "O'Neil-Smith", "O'Neil-Smith"),
    ("Ada Lovelace", "Ada Lovelace", "Ada Lovelace"),
]
CELLS = pytest.mark.parametrize("text, cell", [one[:2] for one in TABLE])


def rows_of(content):
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


@CELLS
@pytest.mark.parametrize("platform", [CANVAS, MOODLE, BLACKBOARD], ids=lambda one: one.name)
def test_a_new_file(platform, text, cell):
    grades = [
        grade("plain", 1, identity=person(platform.name, "1", "Plain")),
        grade(text, 2, identity=person(platform.name, "2", text.replace(",", ""), text)),
    ]
    content, _ = new(platform, "Softmax", grades)
    rows = rows_of(content)
    assert len({len(row) for row in rows}) == 1 and len(rows) == (4 if platform is CANVAS else 3)
    if platform is not BLACKBOARD:  # which takes a name in two
        assert cell.replace(",", "") in rows[-1]
    for one in rows[-1]:
        assert not one.lstrip(" ").startswith(("=", "+", "@", "＝", "\t", "\r", "\n")) and one.isprintable()
        assert one == "-" or not one.startswith("-")  # how Moodle writes that there is none


@CELLS
def test_ids_that_stand_in_for_a_login(text, cell):
    for platform, column in ((CANVAS, 3), (BLACKBOARD, 2)):
        assert rows_of(new(platform, "Softmax", [grade(text, 2)])[0])[-1][column] == cell


@CELLS
def test_a_title_for_a_new_column(text, cell):
    for platform in (CANVAS, BLACKBOARD):
        assert rows_of(new(platform, text, [grade("a", 2)])[0])[0][-1] == cell


@pytest.mark.parametrize("text, said", [(text, said) for text, _, said in TABLE if said is not None])
def test_a_reason_in_a_comment(text, said):
    assert comment(grade("a", 1, reasons=(text,))) == said


@CELLS
def test_a_comment_of_a_person_in_a_comment(text, cell):
    said = comment(grade("a", 1, manual=(Part("q", 1, 2, text),)))
    assert said.startswith("q 1 of 2 (") and "<" not in said and said.isprintable()


@CELLS
def test_what_the_platforms_own_file_holds_stays_as_it_is(text, cell):
    quoted = '"' + text.replace('"', '""') + '"'
    data = CANVAS_FILE.replace('"Lovelace, Ada"', quoted).encode()
    read = sheet(data)
    layout = CANVAS.layout(read, None, "softmax")
    grades = [grade("ada", 3)]
    content, _ = filled(read, layout, match(grades, layout.people, "canvas"), grades)
    assert quoted.encode() in content
    assert content == data.replace(b',"CS231N, 1",,', b',"CS231N, 1",3,')


@CELLS
def test_gradescope_takes_it_for_text(text, cell):
    one = row(text, task(finding(message=text, hint=text)), notes=[text]) | {
        "manual": [{"question": text, "points": 0.0, "max_points": 1.0, "comment": text}]
    }
    found = result(one)
    data = json.loads(as_json(one, found, final(Policy(), found), "softmax"))
    assert {test["output_format"] for test in data["tests"]} == {"text"}
    assert [test["output"] for test in data["tests"]] == [f"{text}\n{text}", text]
    assert (data["extra_data"]["id"], data["output"]) == (text, text)


@CELLS
def test_the_terminal_and_the_disk(tmp_path, capsys, text, cell):
    folder = gradebook(tmp_path, row(text))
    before = {path.name for path in folder.iterdir()}
    assert export(Options("canvas", folder)) == 0
    assert {path.name for path in folder.iterdir()} - before == {"canvas.csv"}
    said = capsys.readouterr()
    assert all(line.isprintable() for line in (said.out + said.err).splitlines())
    assert len(said.err.splitlines()) == 2
