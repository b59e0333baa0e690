from datetime import datetime, timedelta, timezone
from decimal import Decimal

import pytest

from cs231n_kit.errors import KitError
from cs231n_kit.grading.platforms.grades import grades
from cs231n_kit.grading.platforms.policy import Late, Override, Policy

from .made import person, result

DEADLINE = datetime(2026, 10, 14, 12, tzinfo=timezone(timedelta(hours=2)))
DAY = timedelta(days=1)


def late(**others):
    return Late(DEADLINE, Decimal(10), **others)


def told(policy, *results):
    """Points and reasons by student, and what was not decided."""
    given, undecided = grades(policy, results)
    points = {
        one.student: (None if one.final.points is None else float(one.final.points), *one.final.reasons)
        for one in given
    }
    return points, undecided


ADA = person("canvas", "101", "lovelaceada")
FIRST = result("ada_101_attempt_0", 15, people=[ADA])
SECOND = result("ada_101", 12, people=[ADA], attempt="1")


def test_one_grade_a_student_in_the_order_of_their_names():
    assert told(Policy(), result("b", 1), result("a", 2)) == ({"a": (2.0,), "b": (1.0,)}, [])


@pytest.mark.parametrize(
    "attempt, points, reason",
    [
        ("latest", 12.0, "ada_101 counts, the latest of several"),
        ("best", 15.0, "ada_101_attempt_0 counts, the best of several"),
    ],
)
def test_which_attempt_counts(attempt, points, reason):
    for order in ([FIRST, SECOND], [SECOND, FIRST]):
        assert told(Policy(attempt), *order)[0] == {order[0].id: (points, reason)}


def test_the_best_is_the_best_after_the_penalty():
    early = result("a", 14, people=[ADA], submitted=DEADLINE)
    better = result("b", 15, people=[ADA], submitted=DEADLINE + DAY)
    assert told(Policy("best", late=late()), better, early)[0] == {
        "b": (14.0, "a counts, the best of several")
    }


def test_the_latest_attempt_counts_though_it_has_no_score():
    failed = result("ada_101", None, people=[ADA], attempt="1", status="unreadable")
    assert told(Policy(), FIRST, failed)[0] == {
        "ada_101_attempt_0": (None, "ada_101 counts, the latest of several")
    }


def test_numbers_of_attempts_are_compared_as_numbers():
    many = [result(f"a{n}", n, people=[ADA], attempt=str(n)) for n in (10, 9, 2)]
    assert told(Policy(), *many)[0] == {"a10": (10.0, "a10 counts, the latest of several")}


def test_what_is_not_told_is_not_guessed():
    points, undecided = told(Policy(), FIRST, result("again", 3, people=[ADA]))
    assert points == {}
    assert undecided == [
        "ada_101_attempt_0 has 2 submissions (ada_101_attempt_0, again), and it is not told which is"
        " the latest;"
        ' set points.attempt = "best" in the policy, or give their times in late.submitted'
    ]


def test_the_same_number_on_two_platforms_is_two_students():
    results = result("a", people=[person("canvas", "1")]), result("b", people=[person("moodle", "1")])
    assert set(told(Policy(), *results)[0]) == {"a", "b"}


def test_members_of_a_group_share_one_submission_and_keep_what_is_their_own():
    policy = Policy(
        late=late(extensions={"bob": DEADLINE + DAY}, submitted={"ada": DEADLINE + DAY}),
        overrides=(Override("eve", Decimal(20), "excused"),),
        groups={"team": ("ada", "bob", "eve")},
    )
    assert told(policy, result("ada", 15))[0] == {
        "ada": (13.0, "1 day late: 10 % less"),
        "bob": (15.0, "shares ada with its group"),
        "eve": (20.0, "shares ada with its group", "set to 20 by hand: excused"),
    }


def test_the_best_of_a_group_counts_for_all():
    shared = told(Policy("best", groups={"team": ("ada", "bob")}), result("ada", 15), result("bob", 18))[0]
    assert shared == {"ada": (18.0, "shares bob with its group"), "bob": (18.0,)}


def test_attempts_of_two_students_have_no_latest_without_a_time():
    one, other = result("ada", people=[ADA]), result("bob", people=[person("canvas", "102")], attempt="3")
    points, undecided = told(Policy(groups={"team": ("ada", "bob")}), one, other)
    assert points == {} and len(undecided) == 2


def test_a_download_can_name_several_for_one_submission():
    people = [person("gradescope", "S1", "Ada", "ada@x.edu"), person("gradescope", "", "Bob", "bob@x.edu")]
    policy = Policy(overrides=(Override("S1", Decimal(3), "swap"),))
    assert told(policy, result("Ada_77", 15, people=people))[0] == {
        "ada@x.edu": (3.0, "set to 3 by hand: swap"),
        "bob@x.edu": (15.0,),
    }


def test_people_of_whom_only_the_same_name_is_told_are_two():
    people = [person("gradescope", name="Kim Lee"), person("gradescope", name="Kim Lee")]
    assert set(told(Policy(), result("x", people=people))[0]) == {"Kim Lee", "Kim Lee~"}


@pytest.mark.parametrize("name", ["ada_101", "ADA_101", "101", " lovelace@x.edu "])
def test_a_student_is_named_by_id_user_id_or_email(name):
    one = result("ada_101", people=[person("canvas", "101", "lovelaceada", "Lovelace@x.edu")])
    policy = Policy(overrides=(Override(name, Decimal(1), "b"),))
    assert told(policy, one)[0] == {"ada_101": (1.0, "set to 1 by hand: b")}


UNKNOWN = (
    "who has no submission; name a student by the id of a submission, or by the user id or email"
    " address that the"
    " class download told"
)


@pytest.mark.parametrize(
    "policy, said",
    [
        (
            Policy(overrides=(Override("ada", Decimal(1), "b"), Override("eve", Decimal(1), "b"))),
            f"override[2].student names 'eve', {UNKNOWN}",
        ),
        (
            Policy(overrides=(Override("ada", Decimal(1), "b"), Override("ADA", Decimal(2), "c"))),
            "override[2].student is a second entry for 'ada'; keep one of them",
        ),
        (
            Policy(late=late(extensions={"eve": DEADLINE})),
            f"late.extensions.eve names 'eve', {UNKNOWN}",
        ),
        (
            Policy(late=late(submitted={"eve": DEADLINE})),
            f"late.submitted.eve names 'eve', {UNKNOWN}",
        ),
        (
            Policy(late=late(extensions={"x@x.edu": DEADLINE})),
            "late.extensions.x@x.edu names 'x@x.edu', who may be bob, cy; use one of these ids",
        ),
        (
            Policy(groups={"one": ("ada", "bob"), "two": ("ada",)}),
            "groups.two[1] is a second entry for 'ada'; keep one of them",
        ),
        (Policy(groups={"one": ("eve", "fay")}), "groups.one has no submission of any member; correct it"),
    ],
)
def test_whom_a_policy_cannot_mean(policy, said):
    mail = [person("canvas", "1", "bob", "x@x.edu")], [person("canvas", "2", "cy", "x@x.edu")]
    results = result("ada"), result("bob", people=mail[0]), result("cy", people=mail[1])
    with pytest.raises(KitError) as error:
        grades(policy, results)
    assert str(error.value) == f"the policy's {said}"


def test_ids_that_differ_in_case_alone_are_two():
    policy = Policy(overrides=(Override("Ada", Decimal(1), "b"),))
    assert told(policy, result("ada", 5), result("Ada", 6))[0] == {
        "Ada": (1.0, "set to 1 by hand: b"),
        "ada": (5.0,),
    }
