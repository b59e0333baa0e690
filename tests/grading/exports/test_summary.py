import pytest

from cs231n_kit.grading.exports.summary import Line, Rate, Summary

from ..rows import NAIVE, RIGHT, TRAIN, WRONG, finding, row, scoreless, task


def summed(*rows):
    summary = Summary()
    for one in rows:
        summary.add(one)
    return summary


def scored(*scores):
    return summed(*(row(f"s{n}") | {"score": score, "max_score": 20.0} for n, score in enumerate(scores)))


@pytest.mark.parametrize(
    "scores, known",
    [
        ((), None),
        ((5.0,), {"mean": 5, "median": 5, "quartile_1": 5, "quartile_3": 5, "min": 5, "max": 5}),
        ((0.0, 20.0), {"mean": 10, "median": 10, "quartile_1": 5, "quartile_3": 15, "min": 0, "max": 20}),
        (
            (1.0, 2.0, 3.0, 4.0, 10.0),
            {"mean": 4, "median": 3, "quartile_1": 2, "quartile_3": 4, "min": 1, "max": 10},
        ),
    ],
)
def test_the_distribution(scores, known):
    assert scored(*scores).distribution() == known


def test_the_histogram_has_tenths_and_the_last_holds_full_points():
    assert scored(0.0, 1.99, 2.0, 17.9, 18.0, 20.0).bins == [2, 1, 0, 0, 0, 0, 0, 0, 1, 2]
    assert summed(row() | {"score": 0.0, "max_score": 0.0}).bins[0] == 1


def test_what_has_no_score_counts_in_no_score():
    summary = summed(row("a"), scoreless("b"), scoreless("c", "unreadable"), row("d") | {"stale": True})
    assert summary.statuses == {"graded": 2, "unreadable": 1, "error": 1}
    assert (summary.stale, summary.scores) == (1, [4.0, 4.0])
    assert [one.score for one in summary.lines] == [4.0, None, None, 4.0]


def test_mistakes_are_counted_once_a_submission_and_the_most_frequent_is_first():
    twice = task(finding("a", message="First.\nline"), finding("b", message="Second."))
    other = task(finding("a", code="loss_sign"), finding("b", "skipped", "nothing_right_yet"), name=TRAIN)
    advice = task(finding("a", "passed", "unstable_log_zero"))
    summary = summed(row("s1", twice), row("s2", advice), row("s3", twice, other))
    assert [(one.task, one.code, one.count, one.message) for one in summary.mistakes] == [
        (NAIVE, "grad_wrong", 2, "First."),
        (TRAIN, "loss_sign", 1, "It is wrong."),
    ]


def test_the_rate_of_each_check():
    idle = task(
        finding("loss", "not_done", "not_implemented"), finding("gradient", "skipped", "told_already")
    )
    summary = summed(row("s1", task(RIGHT, WRONG)), row("s2", task(RIGHT)), row("s3", idle))
    assert summary.rates == {
        (NAIVE, "loss"): Rate(passed=2, asked=3, not_done=1),
        (NAIVE, "gradient"): Rate(passed=0, asked=2, not_judged=1),
    }


def test_a_line_of_each_submission():
    manual = {"manual": [{"question": "q1", "points": 1.5, "max_points": 2.0, "comment": ""}]}
    people = {"identity": {"platform": "moodle", "people": [{"name": "Ann"}, {"user": "7"}, {"name": "Bo"}]}}
    summary = summed(row("a") | manual, row("b", task(RIGHT)) | people, scoreless("c") | {"stale": True})
    assert summary.lines == [
        Line("a", "", "graded", False, 5.5, 8.0, ("grad_wrong",)),
        Line("b", "Ann, Bo", "graded", False, 4.0, 6.0, ()),
        Line("c", "", "error", True, None, 6.0, ()),
    ]
    assert summary.manual and not summed(row()).manual


def test_as_data():
    assert summed(row("a"), scoreless("b")).as_dict() == {
        "submissions": 2,
        "graded": 1,
        "unreadable": 0,
        "error": 1,
        "stale": 0,
        "max_score": 6.0,
        "scores": dict.fromkeys(("mean", "median", "quartile_1", "quartile_3", "min", "max"), 4.0),
        "histogram": [0, 0, 0, 0, 0, 0, 1, 0, 0, 0],
        "mistakes": [{"task": NAIVE, "code": "grad_wrong", "count": 1, "message": "It is wrong."}],
    }
