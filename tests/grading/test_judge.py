"""Judging: the verdicts are those of the checks on the submission itself, kept or not, in any order."""

import random
from contextlib import ExitStack

import pytest

from cs231n_kit.authoring.mutants.catalogue.svm import MUTANTS
from cs231n_kit.authoring.mutants.trial import trial_of
from cs231n_kit.checks.finding import Stopped
from cs231n_kit.grading import judge
from cs231n_kit.grading.boxed import Boxed
from cs231n_kit.grading.boxes import Server
from cs231n_kit.grading.inside.sandbox.layers import chosen
from cs231n_kit.grading.judge import Judge
from cs231n_kit.grading.reference import Reference, expected
from cs231n_kit.grading.submission import Settings
from cs231n_kit.overlay import REFERENCE
from cs231n_kit.tasks import STUBS

FILE = "classifiers/linear_svm.py"
SETTINGS = Settings("svm", 7, 5.0, 512, chosen("auto"))
RIGHT = (REFERENCE / FILE).read_text("utf-8")
ENDLESS = RIGHT.replace(
    "def svm_loss_naive(W, X, y, reg):", "def svm_loss_naive(W, X, y, reg):\n    1 / 0\n", 1
)


@pytest.fixture(scope="module")
def reference():
    return Reference.read(expected(SETTINGS))


@pytest.fixture(scope="module")
def graded(reference):
    """A function that grades a text with a judge, or a new one."""
    with ExitStack() as ending:
        server = ending.enter_context(Server(SETTINGS.layers, {"memory": 512, "cpu": 40}))
        server.learn(reference.plan)

        def findings(text, by=None):
            with Boxed(server, reference.plan, {FILE: text}, SETTINGS.timeout) as boxed:
                return (by or Judge(SETTINGS, reference)).findings(boxed, {FILE: text})

        yield findings


def texts():
    stubs = (STUBS / FILE).read_text("utf-8")
    return [
        RIGHT,
        ENDLESS,
        "def half(",
        stubs,
        f"# A line more.\n{stubs}",
        *(trial_of(mutant, "svm").text for mutant in MUTANTS[::3]),
    ]


def test_what_is_kept_is_what_would_be_said(graded, reference):
    """Twice in another order by one judge, against a fresh one each."""
    fresh = {text: graded(text) for text in texts()}
    keeping = Judge(SETTINGS, reference)
    order = list(fresh) * 2
    random.Random(7).shuffle(order)
    for text in order:
        assert graded(text, keeping) == fresh[text]
    assert len({tuple(found) for found in map(repr, fresh.values())}) > len(fresh) // 2  # not all alike


def test_the_reference_is_right_from_the_plan_alone(graded, monkeypatch):
    def asked(self, *arguments):
        raise AssertionError("nothing was left to ask")

    monkeypatch.setattr(Boxed, "ask", asked)
    found = graded(RIGHT)
    assert {one.status for one in found} == {"passed"}


def test_what_is_seen_again_is_not_judged_again(graded, reference, monkeypatch):
    keeping = Judge(SETTINGS, reference)
    first = graded(RIGHT, keeping)
    judged = []
    before = judge.verdict_of
    monkeypatch.setattr(
        judge, "verdict_of", lambda check, *rest: judged.append(check) or before(check, *rest)
    )
    again = graded(RIGHT.replace("Structured SVM", "structured svm"), keeping)
    assert again == first
    assert {check.name for check in judged} <= {"loops"}  # its text was looked at


class Timed:
    """What came of the calls of a plan, as if each had taken so many seconds."""

    broken = None

    def __init__(self, came, seconds):
        self._came, self._seconds = came, seconds

    def made_ahead(self):
        return [[one._replace(seconds=self._seconds) for one in each] for each in self._came]

    def ask(self, *arguments):
        raise Stopped("exception")


def test_the_time_of_a_call_bears_on_no_verdict_that_is_kept(reference):
    """Whatever the clock says, what came is judged alike, unless the text was looked at as well."""
    with Server(SETTINGS.layers, {"memory": 512, "cpu": 40}) as server:
        server.learn(reference.plan)
        with Boxed(server, reference.plan, {FILE: RIGHT}, SETTINGS.timeout) as boxed:
            came = boxed.made_ahead()
    fast, slow = (Judge(SETTINGS, reference) for _ in range(2))
    one, other = (
        by.findings(Timed(came, seconds), {FILE: RIGHT}) for by, seconds in ((fast, 0.0), (slow, 1e3))
    )
    assert [found for found in one if found.check != "loops"] == [
        found for found in other if found.check != "loops"
    ]
    assert fast._known.keys() == slow._known.keys() and fast._known


def test_a_judge_keeps_no_more_than_it_may(graded, reference, monkeypatch):
    monkeypatch.setattr(judge, "KNOWN", 5)
    keeping = Judge(SETTINGS, reference)
    for text in texts()[:4]:
        graded(text, keeping)
        assert 0 < len(keeping._known) <= 5


def test_what_the_grader_fails_at_is_not_put_on_the_submission(graded, monkeypatch):
    """A fault of ours while a check asks for more: an error, and no verdict."""

    def fork(self):
        raise OSError("no more processes")

    monkeypatch.setattr(Server, "fork", fork)
    with pytest.raises(OSError, match="no more processes"):
        graded(RIGHT)
