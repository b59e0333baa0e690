import numpy as np
import pytest

from cs231n_kit.checks.assignment import Assignment, Check
from cs231n_kit.checks.finding import STOPPED, Fault, Stopped, Verdict
from cs231n_kit.checks.run import random_of, run
from cs231n_kit.checks.side import Answer


def says(verdict):
    """A check that comes to this verdict."""

    def ask(impl, expected, random):
        if isinstance(verdict, Fault | Stopped):
            raise verdict
        return verdict

    return ask


def findings(*asks, task="softmax_loss_naive"):
    checks = [Check(task, f"check{place}", 2.0, ask) for place, ask in enumerate(asks)]
    return list(run(checks, lambda *_: Answer(None), lambda check: lambda *_: Answer(None), 0))


@pytest.mark.parametrize(
    "verdict, status, code, points",
    [
        (None, "passed", "ok", 2.0),
        (Verdict("ok_half_convention"), "passed", "ok_half_convention", 2.0),
        (Fault("loss_not_averaged", N=7), "failed", "loss_not_averaged", 0.0),
        (
            Stopped("not_implemented", task="a", notebook="notebooks/a.ipynb"),
            "not_done",
            "not_implemented",
            0.0,
        ),
        (Stopped("missing", file="classifiers/softmax.py"), "crashed", "missing", 0.0),
        (Stopped("timeout", seconds=3), "timeout", "timeout", 0.0),
        (Stopped("memory_limit"), "memory", "memory_limit", 0.0),
        (Stopped("process_died"), "crashed", "process_died", 0.0),
    ],
)
def test_each_verdict_gives_one_finding(verdict, status, code, points):
    (finding,) = findings(says(verdict))
    assert (finding.status, finding.code, finding.points, finding.max_points) == (status, code, points, 2.0)
    assert finding.message


def test_advice_that_is_raised_by_mistake_gives_no_points():
    (finding,) = findings(says(Fault("prints_too_much", characters=5000)))
    assert finding.points == 0


def test_a_finding_as_it_stands_in_the_results():
    (finding,) = findings(says(Fault("loss_not_averaged", N=7)))
    assert finding.as_dict() == {
        "check": "check0",
        "status": "failed",
        "code": "loss_not_averaged",
        "points": 0.0,
        "max_points": 2.0,
        "visibility": "public",
        "message": "The loss is 7 times too large, and there are 7 examples.",
        "hint": finding.hint,
        "evidence": {"N": 7},
    }


@pytest.mark.parametrize("code", ["not_implemented", "syntax_error", "import_error"])
def test_what_is_hopeless_is_asked_once(code):
    asked = []

    def ask(impl, expected, random):
        asked.append(code)
        raise Stopped(code, task="t", notebook="n", file="f", line=1, text="", error="e")

    assert [one.code for one in findings(ask, ask, ask)] == [code] * 3
    assert len(asked) == 1


def test_an_exception_costs_its_own_check_only():
    stopped = Stopped("exception", file="f.py", line=1, text="x", error="ValueError")
    assert [one.points for one in findings(says(None), says(stopped), says(None))] == [2.0, 0.0, 2.0]


def test_a_check_that_fails_itself_gives_no_points_and_stops_nothing():
    def broken(impl, expected, random):
        raise ValueError("shapes (3,) and (4,)")

    first, second = findings(broken, says(None))
    assert (first.status, first.code, first.points) == ("failed", "check_failed", 0.0)
    assert "ValueError: shapes (3,) and (4,)" in first.message
    assert second.code == "ok"


def test_the_random_numbers_of_a_check_depend_on_the_seed_and_on_its_name_alone():
    a, b = (Check("task", name, 1, says(None)) for name in "ab")
    draw = [random_of(*given).randint(1000, size=4).tolist() for given in [(a, 1), (a, 1), (a, 2), (b, 1)]]
    assert draw[0] == draw[1]
    assert len({tuple(numbers) for numbers in draw}) == 3
    assert np.random.RandomState(0).randint(1000) == 684  # the same stream everywhere


def test_every_stopped_call_has_a_status():
    assert set(STOPPED.values()) <= {"not_done", "crashed", "timeout", "memory"}


def test_an_assignment_lists_its_tasks_in_order():
    checks = tuple(Check(task, name, 1, says(None)) for task, name in [("b", "x"), ("a", "x"), ("b", "y")])
    table = Assignment("softmax", ("classifiers/softmax.py",), checks)
    assert table.tasks == ("b", "a")
    assert [check.name for check in table.of("b")] == ["x", "y"]
    assert table.notebook == "notebooks/softmax.ipynb"
