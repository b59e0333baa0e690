"""Each mistake of the catalogues earns its own codes and no other, and the automatic ones cost points."""

from pathlib import Path

import pytest

from cs231n_kit.authoring.mutants.command import catalogue
from cs231n_kit.authoring.mutants.listed import every, survivors
from cs231n_kit.authoring.mutants.run import try_all
from cs231n_kit.authoring.mutants.trial import Trial, assignment_of, is_missed, trial_of
from cs231n_kit.checks.assignments import NAMES, assignment
from cs231n_kit.checks.judging.words import words

WRITTEN = [(name, mutant) for name in NAMES for mutant in catalogue(name)]
ROOT = Path(__file__).resolve().parents[3]
LOSSES = ("softmax_loss_naive", "softmax_loss_vectorized")

# Codes that no mutant earns, and the test that sees them.
ELSEWHERE = {
    "ok": "tests/checks/test_run.py",
    "check_failed": "tests/checks/test_run.py",
    "missing": "tests/checks/test_run.py",  # a file of the student's that is not there
    "slow_vectorized": "tests/checks/test_form.py",
    "ok_float32": "tests/checks/variants/softmax.py",
    "ok_loss_array": "tests/checks/variants/softmax.py",
    "ok_error_floor": "tests/checks/variants/gradient_check.py",
    "ok_copied_x": "tests/checks/variants/gradient_check.py",
    "ok_one_by_one": "tests/checks/variants/spiral.py",
    "needs_first": "tests/checks/assignments/test_softmax_layer.py",
    "jacobian_formed": "tests/checks/variants/softmax_layer.py",
}


@pytest.fixture(scope="module")
def outcomes():
    return try_all([trial_of(mutant, name) for name, mutant in WRITTEN])


@pytest.fixture(scope="module")
def automatic_outcomes():
    where = assignment_of(NAMES)
    trials = [Trial(one.name, where[one.task], one.task, one.file, one.text) for one in every()]
    return {outcome.name: outcome for outcome in try_all(trials)}


@pytest.mark.parametrize(
    "place", range(len(WRITTEN)), ids=[f"{mutant.task}: {mutant.name}" for _, mutant in WRITTEN]
)
def test_a_mutant_earns_its_own_codes_and_no_other_as_often_as_it_says(place, outcomes):
    _, mutant = WRITTEN[place]
    assert not is_missed(mutant, outcomes[place]), outcomes[place]


def test_there_are_enough_of_them():
    assert len(WRITTEN) >= 60
    assert sum(mutant.task in LOSSES for _, mutant in WRITTEN) >= 28
    assert sum(mutant.task.startswith("LinearClassifier") for _, mutant in WRITTEN) >= 14
    assert len({(mutant.task, mutant.name) for _, mutant in WRITTEN}) == len(WRITTEN)


def test_every_task_has_mutants():
    assert {task for name in NAMES for task in assignment(name).tasks} == {
        mutant.task for _, mutant in WRITTEN
    }


def test_every_code_is_earned_by_a_mutant_or_seen_by_another_test(outcomes, automatic_outcomes):
    earned = {code for outcome in [*outcomes, *automatic_outcomes.values()] for code in outcome.codes}
    assert words().keys() - earned - ELSEWHERE.keys() == set()
    for code, test in ELSEWHERE.items():
        assert f'"{code}"' in (ROOT / test).read_text("utf-8")


def test_advice_alone_is_no_rejection(outcomes):
    advice = {"unstable_log_zero", "prints_too_much", "slow_vectorized"}
    for (_, mutant), outcome in zip(WRITTEN, outcomes, strict=True):
        assert outcome.rejected or set(outcome.codes) <= advice, mutant.name


def test_automatic_mutants_are_rejected_but_for_those_that_are_explained(automatic_outcomes):
    alive = {name for name, outcome in automatic_outcomes.items() if not outcome.rejected}
    assert alive == survivors().keys()
    assert all(len(reason) > 10 for reason in survivors().values())
    assert len(alive) <= 0.05 * len(automatic_outcomes)


def test_no_check_fails_on_an_automatic_mutant(automatic_outcomes):
    assert [one.name for one in automatic_outcomes.values() if "check_failed" in one.codes] == []
