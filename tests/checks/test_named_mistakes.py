"""The numbers of named mistakes: none is the right answer, and no two mistakes give the same numbers."""

from itertools import combinations

import numpy as np
import pytest

from cs231n_kit.mistakes.side import WithMistakes

from .mutated import Student

RANDOM = np.random.RandomState(3)
P = RANDOM.dirichlet(np.ones(4))
ROW, ROWS = RANDOM.standard_normal(4), RANDOM.standard_normal((6, 4))
D_ROW, D_ROWS = RANDOM.standard_normal(4), RANDOM.standard_normal((6, 4))
TRAIN = RANDOM.standard_normal((4, 4))  # as many as there are features
INSIDE = np.cos(np.arange(0.1, 3.1, 0.25))  # of every piece of margins up to 4

CASES = {
    "psi": ("mistakes in psi", (INSIDE, 3), lambda kit: kit("margin_psi", INSIDE, 3).value[0]),
    "slope": ("mistakes in the slope of psi", (INSIDE, 4), lambda kit: kit("margin_psi", INSIDE, 4).value[1]),
    "jacobian": ("mistakes in softmax_jacobian", (P,), lambda kit: kit("softmax_jacobian", P).value),
    "back, one example": (
        "mistakes in softmax_backward",
        (ROW, D_ROW),
        lambda kit: kit("softmax_backward", {"x": ROW}, D_ROW).value,
    ),
    "back, a batch": (
        "mistakes in softmax_backward",
        (ROWS, D_ROWS),
        lambda kit: kit("softmax_backward", {"x": ROWS}, D_ROWS).value,
    ),
    "distances": (
        "mistakes in distances",
        (TRAIN, ROWS),
        lambda kit: kit("KNearestNeighbor.compute_distances_no_loops", TRAIN, ROWS).value,
    ),
    "relu": ("mistakes in relu_forward", (ROWS,), lambda kit: kit("relu_forward", ROWS).value[0]),
    "relu, back": (
        "mistakes in relu_backward",
        (ROWS, D_ROWS),
        lambda kit: kit("relu_backward", {"x": ROWS}, D_ROWS).value,
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_no_mistake_is_right_or_another_mistake(case):
    operation, arguments, right = CASES[case]
    kit = WithMistakes(Student())
    forms = [("right", np.asarray(right(kit)))]
    for code, known in kit(operation, *arguments).value.items():
        assert all(np.shape(form) == forms[0][1].shape for form in known)
        forms += [(code, form) for form in known]
    assert len(forms) > 1
    for (one, a), (other, b) in combinations(forms, 2):
        assert not np.allclose(a, b, atol=1e-3), (one, other)


def test_the_cosines_are_those_of_the_class_of_each_example():
    X, W = np.array([[3.0, 4.0], [0.0, 0.0], [-2.0, 0.0]]), np.array([[0.0, 5.0], [2.0, 0.0]])
    found = WithMistakes(Student())("cosines of large_margin_layer", X, W, np.array([0, 1, 1])).value
    np.testing.assert_allclose(found, [0.8, 0, -1])
