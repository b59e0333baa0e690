import pytest

from cs231n_kit.checks.judging.words import words
from cs231n_kit.grading.exports.mistaken import Misunderstandings, in_general

from ..rows import NAIVE, TRAIN, finding


def found(code, task=NAIVE, status="failed", **others):
    return {"task": task, **finding(status=status, code=code, **others)}


def understood(*submissions):
    known = Misunderstandings()
    for n, findings in enumerate(submissions):
        known.add(f"s{n}", findings)
    return known


def test_a_mistake_counts_once_a_submission_and_is_told_by_task():
    known = understood(
        [found("a"), found("a", TRAIN), found("a", TRAIN)], [found("b")], [found("b"), found("a")]
    )
    assert [(one.code, one.count, dict(one.tasks)) for one in known.ordered] == [
        ("a", 2, {NAIVE: 2, TRAIN: 1}),
        ("b", 2, {NAIVE: 2}),
    ]


@pytest.mark.parametrize(
    "one, counted",
    [
        (found("grad_wrong"), True),
        (found("exception", status="crashed"), True),
        (found("timeout", status="timeout"), True),
        (found("memory_limit", status="memory"), True),
        (found("unstable_log_zero", status="passed"), False),
        (found("told_already", status="skipped"), False),
        (found("not_implemented", status="not_done"), False),
        (found("hidden"), False),
    ],
)
def test_what_is_a_mistake(one, counted):
    known = Misunderstandings()
    assert known.add("s", [one]) == ((one["code"],) if counted else ())
    assert (one["code"] in known.by_code) is counted


def test_which_come_together():
    a, b, c = found("a"), found("b"), found("c")
    known = understood([a, b], [b, a, a], [a, c], [c])
    assert [known.together(*pair) for pair in ("ab", "ba", "ac", "bc", "aa")] == [2, 2, 1, 0, 3]
    assert known.companions("a") == [("b", 2), ("c", 1)]
    assert known.companions("a", most=1) == [("b", 2)]


def test_examples_are_few_different_and_short():
    said = [found("a", message=text) for text in ("One.", "One.", "Two.", "x" * 9000, "Four.")]
    long, short = {"n": list(range(9000))}, {"n": [1]}
    (known,) = understood(*([one] for one in said)).ordered
    assert [(one.id, one.message[:4]) for one in known.examples] == [
        ("s0", "One."),
        ("s2", "Two."),
        ("s3", "xxxx"),
    ]
    assert known.examples[2].message.endswith("x… (8,400 more characters)")
    for evidence, kept in ((long, {"n": f"{str(long['n'])[:600]}…"}), (short, short)):
        (known,) = understood([found("a", evidence=evidence)]).ordered
        assert known.examples[0].evidence == kept


def test_in_general_it_is_said_without_numbers():
    assert in_general("grad_scaled") == "The gradient is … times the right one."
    assert in_general("loss_reg_missing") == "The loss does not depend on reg."
    assert in_general("not_known") == "not known"
    for code in words():
        said = in_general(code)
        assert said and not set(said) & set("{}\n")
