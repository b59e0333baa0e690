"""What is right and unusual scores full points in every assignment, whatever is said of it."""

import pytest

from ..mutated import Student, findings
from ..variants import gradient_check, softmax, spiral, svm
from ..variants.trials import every

VARIANTS = every()


@pytest.mark.parametrize("variant", VARIANTS, ids=lambda variant: f"{variant.assignment}: {variant.name}")
def test_a_right_variant_scores_full_points(variant):
    found = findings(variant.assignment, Student(variant.texts)).values()
    assert [one.message for one in found if one.status != "passed"] == []
    assert {one.code for one in found} - {"ok"} == variant.advice
    assert sum(one.points for one in found) == pytest.approx(20)


def test_there_are_many_and_each_has_its_name():
    assert len({(variant.assignment, variant.name) for variant in VARIANTS}) == len(VARIANTS) >= 100


@pytest.mark.parametrize("module", [softmax, svm, spiral, gradient_check], ids=lambda module: module.__name__)
def test_what_is_said_is_said_of_a_variant_that_is_there(module):
    assert module.ADVICE.keys() <= {variant.name for variant in VARIANTS}
