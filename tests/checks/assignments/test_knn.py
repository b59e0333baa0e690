"""What is told of a k-nearest-neighbour classifier, with its numbers."""

import pytest

from cs231n_kit.checks.assignments import assignment
from cs231n_kit.checks.run import run
from cs231n_kit.mistakes.side import WithMistakes

from ..mutated import Student, findings, function_of, with_function, with_functions

TWO, ONE, NONE = (
    f"KNearestNeighbor.compute_distances_{ways}" for ways in ("two_loops", "one_loop", "no_loops")
)
LABELS = "KNearestNeighbor.predict_labels"
CUT = "        np.maximum(squared, 0, out=squared)  #"


def told(task, *edits):
    text = function_of(task)
    for right, wrong in edits:
        assert text.count(right) == 1, right
        text = text.replace(right, wrong)
    return findings("knn", Student(with_function(task, text)), [task])


def test_the_memory_of_all_pairs_is_told_in_megabytes_and_for_pictures():
    all_pairs = "return np.sqrt(np.sum((X[:, None] - self.X_train) ** 2, axis=2))"
    found = told(NONE, ("        # |x - t|^2 =", f"        {all_pairs}\n        #"))[f"{NONE}/memory"]
    assert 3.2 <= found.evidence["megabytes"] <= 10
    assert "for 500 and 5,000 pictures that is 61 GB" in found.message


@pytest.mark.parametrize("ask", ["values", "edge_cases", "side_effects", "loops"])
def test_all_pairs_at_once_are_right_in_all_but_memory(ask):
    all_pairs = "return np.sqrt(np.sum((X[:, None] - self.X_train) ** 2, axis=2))"
    found = told(NONE, ("        # |x - t|^2 =", f"        {all_pairs}\n        #"))
    assert found[f"{NONE}/{ask}"].code == "ok"


@pytest.mark.parametrize("seed", range(12))
def test_a_root_of_less_than_nothing_is_seen_whatever_the_numbers(seed):
    student = Student(with_function(NONE, function_of(NONE).replace(CUT, "        #")))
    expected = WithMistakes(Student())
    checks = [check for check in assignment("knn").of(NONE) if check.name == "same_examples"]
    (found,) = run(checks, student, lambda check: expected, seed)
    assert found.code in ("negative_rounding", "nothing_right_yet")
    assert found.points == 0


def test_the_place_of_a_wrong_distance_is_told():
    found = told(TWO, ("return dists", "dists[2, 1] = 7\n        return dists"))[f"{TWO}/values"]
    assert (found.code, found.evidence["place"], found.evidence["got"]) == ("distances_wrong", "[2, 1]", 7)


def test_one_loop_with_the_work_of_two_costs_the_loops_alone():
    borrowed = "def compute_distances_one_loop(self, X):\n    return self.compute_distances_two_loops(X)\n"
    found = findings("knn", with_functions({ONE: borrowed}), [ONE])
    assert found[f"{ONE}/loops"].evidence == {"other": TWO}
    assert {key for key, one in found.items() if one.status != "passed"} == {f"{ONE}/loops"}


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize(
    "right, wrong, code",
    [
        ("[:, :k]", "[:, -k:]", "farthest_chosen"),
        ("[:, :k]", "[:, :1]", "k_ignored"),
        ("[:, :k]", "", "everyone_votes"),
        ("[:, :k]", "[:, : k + 1]", "k_off_by_one"),
        ("np.argmax(np.bincount(labels))", "int(np.median(labels))", "labels_averaged"),
    ],
)
def test_a_mistake_in_the_votes_is_named_for_hidden_inputs_too(seed, right, wrong, code):
    student = Student(with_function(LABELS, function_of(LABELS).replace(right, wrong)))
    expected = WithMistakes(Student())
    found = list(run(assignment("knn").of(LABELS), student, lambda check: expected, seed))
    assert [one.code for one in found if one.status == "failed"] == [code]
