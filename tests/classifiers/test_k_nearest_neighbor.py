"""The k-nearest-neighbour classifier beside SciPy's distances and a vote by `sorted` and `Counter`."""

from collections import Counter

import numpy as np
import pytest
from scipy.spatial.distance import cdist

WAYS = ("two_loops", "one_loop", "no_loops")
every_way = pytest.mark.parametrize("way", WAYS)


@pytest.fixture
def trained(reference):
    """A classifier with these examples; the labels are 0 without any."""

    def build(X_train, y_train=None):
        classifier = reference.k_nearest_neighbor.KNearestNeighbor()
        classifier.train(X_train, np.zeros(len(X_train), np.int64) if y_train is None else y_train)
        return classifier

    return build


def distances(classifier, way, X):
    return getattr(classifier, f"compute_distances_{way}")(X)


def elected(row, y, k):
    """The label that a row of distances leads to."""
    near = [int(y[j]) for j in sorted(range(len(row)), key=lambda j: row[j])[:k]]
    votes = Counter(near)
    return min(votes, key=lambda label: (-votes[label], label))


@every_way
@pytest.mark.parametrize(
    "sizes", [(7, 9, 4), (1, 1, 1), (1, 6, 3), (6, 1, 3), (5, 5, 5), (3, 40, 2), (4, 3, 300)]
)
def test_distances_are_those_of_scipy(trained, way, sizes):
    num_test, num_train, D = sizes
    random = np.random.RandomState(sum(sizes))
    X_train, X = random.standard_normal((num_train, D)), random.standard_normal((num_test, D))
    np.testing.assert_allclose(distances(trained(X_train), way, X), cdist(X, X_train), rtol=1e-9, atol=1e-9)


@every_way
@pytest.mark.parametrize("scale", [1e-3, 1.0, 1e4])
def test_an_example_has_no_distance_to_itself(trained, way, scale):
    X = scale * (50 + np.random.RandomState(0).standard_normal((60, 20)))
    found = distances(trained(X), way, X.copy())
    assert np.isfinite(found).all()
    np.testing.assert_allclose(found, cdist(X, X), atol=1e-5 * scale * 50)


@every_way
@pytest.mark.parametrize("dtype", [np.uint8, np.int32, np.float32])
def test_bytes_do_not_wrap_around(trained, way, dtype):
    random = np.random.RandomState(1)
    X_train, X = (random.randint(0, 256, (n, 12)).astype(dtype) for n in (8, 5))
    expected = cdist(X.astype(np.float64), X_train.astype(np.float64))
    np.testing.assert_allclose(distances(trained(X_train), way, X), expected, atol=1e-5)


@pytest.mark.parametrize("k", [1, 2, 3, 4, 7, 20, 21, 1000])
@pytest.mark.parametrize("labels", [range(3), range(12), (3, 40, 1000)])
def test_labels_are_those_of_a_plain_vote(trained, k, labels):
    random = np.random.RandomState(k)
    dists, y = random.uniform(size=(30, 20)), random.choice(list(labels), 20)
    found = trained(np.zeros((20, 1)), y).predict_labels(dists, k=k)
    assert found.tolist() == [elected(row, y, k) for row in dists]
    assert found.dtype.kind == "i"


@pytest.mark.parametrize("num_loops", [0, 1, 2])
def test_predict_is_distances_and_vote(trained, num_loops):
    random = np.random.RandomState(2)
    X_train, y, X = random.standard_normal((40, 3)), random.randint(0, 5, 40), random.standard_normal((9, 3))
    found = trained(X_train, y).predict(X, k=3, num_loops=num_loops)
    assert found.tolist() == [elected(row, y, 3) for row in cdist(X, X_train)]


def test_nothing_is_changed_in_place(trained):
    random = np.random.RandomState(3)
    X_train, y, X = random.standard_normal((10, 3)), random.randint(0, 3, 10), random.standard_normal((4, 3))
    before = X_train.copy(), y.copy(), X.copy()
    classifier = trained(X_train, y)
    for way in WAYS:
        dists = distances(classifier, way, X)
        kept = dists.copy()
        classifier.predict_labels(dists, k=3)
        np.testing.assert_array_equal(dists, kept)
    for now, then in zip((X_train, y, X), before, strict=True):
        np.testing.assert_array_equal(now, then)


ONES = np.ones((4, 3))
REFUSED = [
    (lambda c: c.predict_labels(np.ones((2, 3))), ValueError, r"dists must be \(num_test, 4\), one column"),
    (lambda c: c.predict_labels(np.ones(4)), ValueError, r"dists must be \(num_test, 4\), one column"),
    (lambda c: c.predict_labels([[1.0] * 4]), TypeError, "dists must be an array of real numbers"),
    (lambda c: c.predict_labels(np.ones((2, 4)), k=0), ValueError, "k must be 1 or more, got 0"),
    (lambda c: c.predict_labels(np.ones((2, 4)), k=2.0), TypeError, "k must be a whole number, got float"),
    (lambda c: c.predict_labels(np.ones((2, 4)), k=True), TypeError, "k must be a whole number, got bool"),
    (lambda c: c.compute_distances_no_loops(np.ones((2, 5))), ValueError, r"X must be \(num_test, 3\) like"),
    (lambda c: c.compute_distances_one_loop(np.ones(3)), ValueError, r"X must be \(num_test, 3\) like"),
    (lambda c: c.compute_distances_two_loops([[1.0] * 3]), TypeError, "X must be an array of real numbers"),
    (lambda c: c.predict(ONES, num_loops=3), ValueError, "num_loops must be 0, 1 or 2, got 3"),
    (lambda c: c.train(ONES, np.zeros(3, int)), ValueError, r"y must be \(4,\), one label for each row"),
    (lambda c: c.train(ONES, np.zeros(4)), TypeError, "y must hold integer labels"),
]


@pytest.mark.parametrize("call, error, message", REFUSED)
def test_what_cannot_be_right_is_refused(trained, call, error, message):
    with pytest.raises(error, match=message):
        call(trained(ONES))


def test_untrained_it_says_so(reference):
    classifier = reference.k_nearest_neighbor.KNearestNeighbor()
    for call in (classifier.compute_distances_no_loops, classifier.predict_labels):
        with pytest.raises(ValueError, match="got none; call train first"):
            call(ONES)
