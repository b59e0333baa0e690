import pytest

from ..mutated import Student, findings, function_of, with_function

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
