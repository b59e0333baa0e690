"""Right work scores everything for public and hidden inputs, and the stubs nothing, in every assignment."""

import pytest

from cs231n_kit.checks.assignments import NAMES, assignment
from cs231n_kit.checks.run import run
from cs231n_kit.mistakes.side import WithMistakes

from ..mutated import Student, findings, untouched

EVERY = pytest.mark.parametrize("name", NAMES)


@EVERY
def test_the_reference_scores_everything_and_nothing_is_said(name):
    found = findings(name, Student()).values()
    assert sum(one.points for one in found) == pytest.approx(20)
    assert {one.code for one in found} == {"ok"}


@EVERY
@pytest.mark.parametrize("seed", range(5))
def test_the_reference_is_right_for_hidden_inputs(name, seed):
    student = Student()
    expected = WithMistakes(student)
    assert {one.code for one in run(assignment(name).checks, student, lambda check: expected, seed)} == {"ok"}


@EVERY
def test_the_stubs_score_nothing_and_are_not_done(name):
    found = findings(name, untouched()).values()
    assert {(one.status, one.code, one.points) for one in found} == {("not_done", "not_implemented", 0)}
