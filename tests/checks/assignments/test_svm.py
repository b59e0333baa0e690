import pytest

from cs231n_kit.authoring.mutants.catalogue.svm import MUTANTS

from ..mutated import Student, findings, function_of, with_function
from ..variants import svm
from ..variants.trials import trials_of

VARIANTS = {trial.name: trial for trial in trials_of(svm, "svm")}
# What is said, at full points, of a variant that deserves it.
ADVICE = {
    "svm_loss_naive: half_convention": {"ok_half_convention"},
    "svm_loss_naive: classes_only": {"ok_loss_array"},
    "svm_loss_vectorized: half_convention": {"ok_half_convention"},
    "svm_loss_vectorized: einsum_and_fortran_order": {"ok_loss_array"},
}
ALSO = {"margins not cut off": {"inactive_counted"}}  # the loss has one name for it, the gradient another


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: f"{mutant.task}: {mutant.name}")
def test_a_mutant_earns_its_own_code_and_no_other(mutant):
    student = Student(with_function(mutant.task, mutant.of(function_of(mutant.task))))
    found = findings("svm", student, [mutant.task]).values()
    assert {one.code for one in found if one.status not in ("passed", "skipped")} == {mutant.code} | ALSO.get(
        mutant.name, set()
    )


@pytest.mark.parametrize("name", VARIANTS)
def test_a_right_variant_scores_full_points(name):
    trial = VARIANTS[name]
    found = findings("svm", Student({trial.file: trial.text}), [trial.task]).values()
    assert [one.message for one in found if one.status != "passed"] == []
    assert {one.code for one in found} == {"ok"} | ADVICE.get(name, set())


MARGINS = [(0.0, "+ 0"), (0.5, "+ 0.5"), (2.0, "+ 2"), (10.0, "+ 10"), (-1.0, "- 1")]


@pytest.mark.parametrize("margin, text", MARGINS)
def test_another_margin_is_told_by_its_size(margin, text):
    function = function_of("svm_loss_naive").replace(
        "s[y[i]] + 1\n            if", f"s[y[i]] {text}\n            if"
    )
    found = findings("svm", Student(with_function("svm_loss_naive", function)), ["svm_loss_naive"])
    for check in ("loss", "gradient"):
        assert found[f"svm_loss_naive/{check}"].evidence["margin"] == margin
        assert f"a margin of {margin:g};" in found[f"svm_loss_naive/{check}"].message


def test_two_mistakes_are_both_named():
    function = (
        function_of("svm_loss_vectorized").replace("M.sum() / N", "M.sum()").replace("-dS.sum(axis=1)", "0")
    )
    found = findings("svm", Student(with_function("svm_loss_vectorized", function)), ["svm_loss_vectorized"])
    assert found["svm_loss_vectorized/loss"].code == "loss_not_averaged"
    assert found["svm_loss_vectorized/gradient"].code == "missing_true_class"
