"""The checks of notebooks/gradient_check.ipynb: numerical gradients and the comparison with them."""

from ..assignment import Assignment
from ..questions.gradient.differences import numerical_gradient_checks
from ..questions.gradient.relative_error import relative_error_checks
from ..questions.gradient.sparse_check import sparse_checks

ASSIGNMENT = Assignment(
    name="gradient_check",
    files=("gradient_check.py",),
    checks=(
        *numerical_gradient_checks(points=8),
        *relative_error_checks(points=6),
        *sparse_checks(points=6),
    ),
)
