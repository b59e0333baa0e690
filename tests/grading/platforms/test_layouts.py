"""Where in the files of the platforms what is, and which files are refused."""

from decimal import Decimal

import pytest

from cs231n_kit.errors import KitError
from cs231n_kit.grading.platforms.blackboard import BLACKBOARD
from cs231n_kit.grading.platforms.canvas import CANVAS
from cs231n_kit.grading.platforms.layout import Person
from cs231n_kit.grading.platforms.moodle import MOODLE

from . import made
from .made import sheet

HUNDRED = made.MOODLE.replace('"20.00"', '"100"')
BLIND = (
    "Identifier,Status,Grade,Maximum Grade,Grade can be changed,Last modified (submission),Last"
    " modified (grade)\n"
    "Participant 11,Submitted,-,20.00,Yes,-,-\n"
)
ALL_FULL = BLIND.replace("11,Submitted,-", "11,Submitted,20.00")
NUMBERED = (
    "Identifiant,Nom complet,Numéro d'identification,Statut,Note,Note maximale,La note peut être"
    " modifiée,a,b,c\n"
    'Participant 11,Ada,4711,Remis,"20,00","20,00",Oui,-,-,\n'
)

DEPARTMENT = (
    "Identifier,Full name,ID number,Department,Status,Grade,Maximum Grade,Grade can be changed,a,b\n"
    "Participant 11,Ada,4711,20,Submitted,-,20.00,Yes,-,-\nParticipant"
    " 12,Bob,4712,20,Submitted,-,20.00,Yes,-,-\n"
)


@pytest.mark.parametrize(
    "text, column, expected",
    [
        (made.CANVAS, None, (6, "Softmax (123456)", 20, False)),
        (made.CANVAS, "77", (7, "Large margin (77)", 10, False)),
        (made.CANVAS, "large margin", (7, "Large margin (77)", 10, False)),
        (made.CANVAS, "Large margin (77)", (7, "Large margin (77)", 10, False)),
        (made.CANVAS.replace(",", ";").replace(".00", ",00"), None, (6, "Softmax (123456)", 20, True)),
        (made.CANVAS.replace("Softmax", "Softmax (new)"), "123456", (6, "Softmax (new) (123456)", 20, False)),
        (made.CANVAS.split("\n", 1)[0] + "\nAda,1,,,,,,,\n", None, (6, "Softmax (123456)", None, False)),
    ],
)
def test_canvas(text, column, expected):
    found = CANVAS.layout(sheet(text), column, "softmax")
    assert (found.column, found.title, found.out_of, found.comma) == expected


def test_the_students_of_canvas_are_the_rows_with_a_number_but_the_test_student():
    assert CANVAS.layout(sheet(made.CANVAS), None, "softmax").people[:2] == (
        Person(3, "101", ("S1", "ada"), "Lovelace, Ada"),
        Person(4, "102", ("S2", "grace@x.edu"), "Hopper, Grace"),
    )
    assert [one.user for one in CANVAS.layout(sheet(made.CANVAS), None, "softmax").people] == [
        *("101", "102", "103", "104")
    ]


@pytest.mark.parametrize(
    "text, column, expected",
    [
        (made.MOODLE, None, (4, "Grade", 20, False, 10)),
        (made.MOODLE_GERMAN, None, (4, "Bewertung", 20, True, None)),
        (HUNDRED, None, (4, "Grade", 100, False, 10)),
        (BLIND, None, (2, "Grade", 20, False, None)),
        (ALL_FULL, None, (2, "Grade", 20, False, None)),
        (NUMBERED, None, (4, "Note", 20, True, 9)),
        (DEPARTMENT, None, (5, "Grade", 20, False, None)),
        (BLIND.replace(",-\n", ",\n"), None, (2, "Grade", 20, False, None)),  # a time, and not a comment
        (made.MOODLE_GERMAN, "bewertung", (4, "Bewertung", 20, True, None)),
    ],
)
def test_moodle(text, column, expected):
    found = MOODLE.layout(sheet(text), column, "softmax")
    assert (found.column, found.title, found.out_of, found.comma, found.comments) == expected


def test_the_students_of_moodle_have_the_number_in_the_identifier():
    assert MOODLE.layout(sheet(made.MOODLE_GERMAN), None, "softmax").people[0] == Person(
        1, "11", ("ada@x.edu", "Zur Bewertung abgegeben"), "Ada Lovelace"
    )


@pytest.mark.parametrize(
    "text, column, expected",
    [
        (made.utf16(made.BLACKBOARD), None, (7, 20, True)),
        (made.BLACKBOARD.replace("\t", ",").replace("55,5", "55.5"), "123456", (7, 20, False)),
        (
            made.BLACKBOARD.replace("[Total Pts: 20 Score]", "[Gesamtpunkte: 12,5 Punkte]"),
            None,
            (7, Decimal("12.5"), True),
        ),
        (made.BLACKBOARD.replace(" [Total Pts: 20 Score]", ""), None, (7, None, True)),
    ],
)
def test_blackboard(text, column, expected):
    found = BLACKBOARD.layout(sheet(text), column, "softmax")
    assert (found.column, found.out_of, found.comma) == expected
    assert found.people[0] == Person(1, "ada", ("ada", "S1"), "Lovelace, Ada")


CHOICES = "Softmax (123456), Large margin (77)"


@pytest.mark.parametrize(
    "platform, text, column, said",
    [
        (
            CANVAS,
            made.MOODLE,
            None,
            "--into must be a gradebook exported from Canvas, whose first columns are Student and ID, got"
            " 'Identifier', 'Full name'; export it again",
        ),
        (
            CANVAS,
            made.CANVAS.replace("Softmax", "Homework 1"),
            None,
            "--into has no column for the assignment softmax; choose one with --column: Homework 1 (123456),"
            " Large margin (77)",
        ),
        (
            CANVAS,
            made.CANVAS,
            "x",
            f"--into has no column for --column 'x'; choose one with --column: {CHOICES}",
        ),
        (
            CANVAS,
            made.CANVAS,
            "",
            f"--into has no column for --column ''; choose one with --column: {CHOICES}",
        ),
        (
            CANVAS,
            made.CANVAS.replace("Large margin", "softmax"),
            None,
            "--into has several columns for the assignment softmax; choose one with --column: Softmax"
            " (123456),"
            " softmax (77)",
        ),
        (
            CANVAS,
            made.CANVAS.replace("20.00", "(read only)"),
            None,
            "Canvas does not import Softmax (123456), which is read only; choose another with --column",
        ),
        (
            CANVAS,
            made.CANVAS.split("\n", 1)[0] + "\n",
            None,
            "--into holds no student; download the file again from Canvas",
        ),
        (
            MOODLE,
            made.CANVAS,
            None,
            "--into must be a grading worksheet downloaded from Moodle, each row of which begins like"
            " 'Participant 123', got '' in row 2; download it again",
        ),
        (
            MOODLE,
            made.MOODLE.replace("20.00", "-"),
            None,
            "--into must have a column of grades before one with the same highest grade in every row, and"
            " none is;"
            " name the column of grades with --column",
        ),
        (
            MOODLE,
            BLIND.replace("Submitted", "-").replace("-,20.00,Yes", "5,20.00,20.00"),
            None,
            "--into must have a column of grades before one with the same highest grade in every row, and"
            " several"
            " could be it; name the column of grades with --column",
        ),
        (
            MOODLE,
            BLIND,
            "Note",
            "--into has no column headed 'Note'; choose one with --column: Status, Grade, Maximum Grade,"
            " Grade can"
            " be changed, Last modified (submission), Last modified (grade)",
        ),
        (
            MOODLE,
            BLIND.split("\n", 1)[0] + "\n",
            "Grade",
            "--into holds no student; download the file again from Moodle",
        ),
        (
            BLACKBOARD,
            made.CANVAS,
            None,
            "--into must be a file downloaded from Blackboard's Grade Center, whose first columns are last"
            " name,"
            " first name and username, with items headed like 'Title [Total Pts: 20 Score] |123456', got"
            " 'Student',"
            " 'ID', 'SIS User ID', 'SIS Login ID'; download it again",
        ),
        (
            BLACKBOARD,
            "Softmax |1,First,User,B |2\n1,Ada,ada,\n",
            None,
            "--into must be a file downloaded from Blackboard's Grade Center, whose first columns are last"
            " name,"
            " first name and username, with items headed like 'Title [Total Pts: 20 Score] |123456', got"
            " 'Softmax |1', 'First', 'User', 'B |2'; download it again",
        ),
        (
            BLACKBOARD,
            made.BLACKBOARD,
            "100 ",
            "--into has no column for --column '100 '; choose one with --column: Weighted Total [Total Pts:"
            " up to 0"
            " Percentage] |100, Softmax [Total Pts: 20 Score] |123456",
        ),
        (
            BLACKBOARD,
            made.BLACKBOARD.split("\r\n", 1)[0],
            None,
            "--into holds no student; download the file again from Blackboard",
        ),
    ],
)
def test_refused(platform, text, column, said):
    with pytest.raises(KitError) as error:
        platform.layout(sheet(text), column, "softmax")
    assert str(error.value) == said


@pytest.mark.parametrize(
    "platform, text, column",
    [
        (CANVAS, made.CANVAS.replace("Softmax", "\x1b[2J\x07"), "x"),
        (CANVAS, made.CANVAS.replace("Softmax", "\x1b[2J\x07").replace("20.00", "(read only)"), "123456"),
        (CANVAS, made.MOODLE.replace("Identifier", "\x1b[2J\x07"), None),
        (MOODLE, made.MOODLE.replace("Status", "\x1b[2J\x07"), "x"),
        (MOODLE, made.MOODLE.replace("Participant 12", "\x1b[2J\x07"), None),
        (BLACKBOARD, made.BLACKBOARD.replace("Softmax", "\x1b[2J\x07"), "x"),
        (BLACKBOARD, made.CANVAS.replace("Student", "\x1b[2J\x07"), "x"),
    ],
)
def test_a_title_acts_on_no_terminal(platform, text, column):
    with pytest.raises(KitError) as error:
        platform.layout(sheet(text), column, "softmax")
    assert str(error.value).isprintable() and "[2J" in str(error.value)
