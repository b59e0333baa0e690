import pytest

from cs231n_kit.grading.platforms.layout import Person
from cs231n_kit.grading.platforms.matching import BY_ID, BY_NAME, BY_USER, match

from .made import grade, person

PEOPLE = [
    Person(3, "101", ("S1", "ada"), "Lovelace, Ada"),
    Person(4, "102", ("S2", "grace@x.edu"), "Hopper, Grace"),
    Person(5, "103", ("S3", "kl1"), "Lee, Kim"),
    Person(6, "104", ("S4", "kl2"), "Lee, Kim"),
    Person(7, "105", ("S5", "o'neil\\é"), "O'Neil, Zoë"),
]


@pytest.mark.parametrize(
    "student, identity, way, row",
    [
        ("x", person("canvas", "102", "somebody"), BY_USER, 4),
        ("ada", None, BY_ID, 3),
        (" ADA ", None, BY_ID, 3),
        ("s2", None, BY_ID, 4),
        ("x", person("gradescope", "S3", "Kim Lee"), BY_ID, 5),
        ("x", person("gradescope", "", "Kim Lee", "GRACE@x.edu"), BY_ID, 4),
        ("o_neil_é", None, BY_ID, 7),  # as a folder can be named
        ("Ada Lovelace", None, BY_NAME, 3),
        ("Lovelace, Ada", None, BY_NAME, 3),
        ("lovelaceada", None, BY_NAME, 3),
        ("x", person("moodle", "102", "Ada Lovelace"), BY_NAME, 3),  # another platform's number says nothing
        ("zoe\u0308 o’neil", None, BY_NAME, 7),
    ],
)
def test_found(student, identity, way, row):
    found = match([grade(student, identity=identity)], PEOPLE, "canvas")
    assert (found.rows, found.by[way], found.ambiguous, found.missing) == ({student: row}, 1, {}, ())
    assert [one.row for one in found.others] == [one.row for one in PEOPLE if one.row != row]


@pytest.mark.parametrize(
    "student, identity",
    [
        ("nobody", None),
        ("ad", None),
        ("101", None),  # a folder's name is not taken for a number of the platform
        ("ada", person("canvas", "999", "Ada Lovelace")),  # the platform says that it is somebody else
        ("x", person("moodle", "101")),
        ("x", person("moodle", "S1")),  # nor for the school's
        ("", person("canvas", "", "", "")),
        ("...", None),
        ("Ada Byron Lovelace", None),
    ],
)
def test_not_found(student, identity):
    found = match([grade(student, identity=identity)], PEOPLE, "canvas")
    assert (found.rows, found.ambiguous, found.missing) == ({}, {}, (student,))
    assert len(found.others) == len(PEOPLE)


@pytest.mark.parametrize(
    "grades, rows, ambiguous, missing",
    [
        ([grade("Kim Lee")], {}, {"Kim Lee": "name fits rows 6, 7"}, ()),
        # Whom the surer way finds is found; the other is not put into the row that is left.
        (
            [grade("Kim Lee"), grade("x", identity=person("canvas", "103"))],
            {"x": 5},
            {"Kim Lee": "name fits rows 6, 7"},
            (),
        ),
        (
            [grade("ada"), grade("Ada Lovelace")],
            {"ada": 3},
            {"Ada Lovelace": "row 4 may be that of ada too"},
            (),
        ),
        (
            [grade("ada"), grade("S1")],
            {},
            {"ada": "row 4 may be that of S1 too", "S1": "row 4 may be that of ada too"},
            (),
        ),
        (
            [grade("x", identity=person("gradescope", "S1", "", "grace@x.edu"))],
            {},
            {"x": "login or other id fits rows 4, 5"},
            (),
        ),
        ([grade("kl1"), grade("kl2"), grade("nobody")], {"kl1": 5, "kl2": 6}, {}, ("nobody",)),
    ],
)
def test_what_is_not_clear_is_refused(grades, rows, ambiguous, missing):
    found = match(grades, PEOPLE, "canvas")
    assert (found.rows, found.ambiguous, found.missing) == (rows, ambiguous, missing)


def test_a_row_that_is_in_question_is_not_said_to_have_no_submission():
    assert [one.row for one in match([grade("Kim Lee")], PEOPLE, "canvas").others] == [3, 4, 7]
