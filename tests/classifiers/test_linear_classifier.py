import numpy as np
import pytest


@pytest.fixture
def pull(reference):
    """A classifier with the loss sum(W * W), each step known by hand, that notes how it was called."""

    class Pull(reference.linear_classifier.LinearClassifier):
        def __init__(self):
            super().__init__()
            self.calls = []

        def loss(self, X_batch, y_batch, reg):
            self.calls.append((X_batch, y_batch, reg))
            return float(np.sum(self.W**2)), 2 * self.W

    return Pull()


X = np.arange(40.0).reshape(20, 2)
Y = np.arange(20) % 3


def test_each_step_goes_against_the_gradient_by_the_learning_rate(pull):
    pull.W = np.ones((2, 3))
    history = pull.train(X, Y, learning_rate=0.25, num_iters=3, batch_size=4)
    assert history == [6.0, 1.5, 0.375]
    np.testing.assert_allclose(pull.W, np.full((2, 3), 0.125))


def test_batches_are_rows_with_their_own_labels(pull):
    np.random.seed(0)
    pull.train(X, Y, reg=0.5, num_iters=50, batch_size=7)
    rows = np.concatenate([batch[:, 0] / 2 for batch, _, _ in pull.calls]).astype(int)
    labels = np.concatenate([labels for _, labels, _ in pull.calls])
    np.testing.assert_array_equal(labels, Y[rows])
    assert {len(batch) for batch, _, _ in pull.calls} == {7}
    assert {reg for _, _, reg in pull.calls} == {0.5}
    assert set(rows) == set(range(20))


def test_weights_start_small_with_a_column_a_class_and_are_kept_when_there(pull):
    np.random.seed(1)
    pull.train(X, Y, learning_rate=0.0, num_iters=1)
    assert pull.W.shape == (2, 3)
    assert 0 < np.abs(pull.W).max() < 0.01
    before = pull.W.copy()
    pull.train(X, Y, learning_rate=0.0, num_iters=1)
    np.testing.assert_array_equal(pull.W, before)


def test_the_same_seed_gives_the_same_run(reference):
    runs = []
    for _ in range(2):
        np.random.seed(3)
        classifier = reference.linear_classifier.Softmax()
        runs.append((classifier.train(X, Y, num_iters=5), classifier.W))
    assert runs[0][0] == runs[1][0]
    np.testing.assert_array_equal(runs[0][1], runs[1][1])


def test_a_batch_may_be_larger_than_the_training_set(pull):
    assert len(pull.train(X[:3], Y[:3], num_iters=2, batch_size=200)) == 2


def test_verbose_prints_every_hundredth_loss(pull, capsys):
    pull.W = np.ones((2, 3))
    pull.train(X, Y, learning_rate=0.0, num_iters=201, verbose=True)
    assert capsys.readouterr().out.splitlines() == [
        "iteration 0 / 201: loss 6.000",
        "iteration 100 / 201: loss 6.000",
        "iteration 200 / 201: loss 6.000",
    ]


def test_softmax_learns_what_a_line_can_separate(reference):
    rng = np.random.default_rng(0)
    y = rng.integers(0, 3, 300)
    centres = np.array([[4.0, 0.0], [-4.0, 3.0], [0.0, -5.0]])
    X = np.column_stack([centres[y] + rng.standard_normal((300, 2)), np.ones(300)])
    np.random.seed(0)
    classifier = reference.linear_classifier.Softmax()
    history = classifier.train(X, y, learning_rate=0.1, reg=1e-4, num_iters=300, batch_size=50)
    predicted = classifier.predict(X)
    assert predicted.shape == (300,)
    assert np.issubdtype(predicted.dtype, np.integer)
    assert np.mean(predicted == y) > 0.97
    assert history[-1] < 0.3 < history[0]


def test_predict_picks_the_highest_score_of_each_row(reference):
    classifier = reference.linear_classifier.LinearClassifier()
    classifier.W = np.array([[1.0, 0.0, 2.0, -1.0], [0.0, 3.0, 0.0, -1.0]])
    np.testing.assert_array_equal(
        classifier.predict(np.array([[1.0, 0.0], [0.0, 1.0], [-5.0, -1.0]])), [2, 1, 3]
    )


@pytest.mark.parametrize(
    "W, X, error, message",
    [
        (None, X, ValueError, "W must hold weights, got None; call train first"),
        (
            np.ones((5, 3)),
            X,
            ValueError,
            "W must be (D, C) with D = 2 as in X (20, 2), got (5, 3); is it transposed?",
        ),
        (
            np.ones((2, 3)),
            X[0],
            ValueError,
            "X must be (N, D) with at least one row, got (2,); flatten images to rows",
        ),
        (
            np.ones((2, 3)),
            X.tolist(),
            TypeError,
            "X must be an array of real numbers, got list; pass np.array(X, dtype=np.float64)",
        ),
    ],
)
@pytest.mark.parametrize("kit", ["reference", "stubs"])
def test_predict_refuses(request, kit, W, X, error, message):
    classifier = request.getfixturevalue(kit).linear_classifier.LinearClassifier()
    classifier.W = W
    with pytest.raises(error) as raised:
        classifier.predict(X)
    assert str(raised.value) == message


def test_the_base_class_has_no_loss(reference):
    with pytest.raises(NotImplementedError, match="LinearClassifier has no loss of its own; use a subclass"):
        reference.linear_classifier.LinearClassifier().loss(X, Y, 0.0)


@pytest.mark.parametrize(
    "y, message",
    [
        (Y[:5], "y must be (20,), one label for each row of X (20, 2), got (5,)"),
        (Y - 1, "y must hold labels of 0 or more, got -1; count the classes from 0"),
    ],
)
def test_train_refuses_labels_that_do_not_belong(pull, y, message):
    with pytest.raises(ValueError) as raised:
        pull.train(X, y)
    assert str(raised.value) == message
    assert pull.W is None


def test_the_svm_learns_what_a_line_can_separate(reference):
    rng = np.random.default_rng(0)
    y = rng.integers(0, 3, 300)
    centres = np.array([[4.0, 0.0], [-4.0, 3.0], [0.0, -5.0]])
    X = np.column_stack([centres[y] + rng.standard_normal((300, 2)), np.ones(300)])
    np.random.seed(0)
    classifier = reference.linear_classifier.LinearSVM()
    history = classifier.train(X, y, learning_rate=0.1, reg=1e-4, num_iters=300, batch_size=50)
    assert np.mean(classifier.predict(X) == y) > 0.97
    assert history[-1] < 0.3 < history[0]


def test_the_loss_of_the_svm_is_the_hinge_loss_of_its_weights(reference):
    classifier = reference.linear_classifier.LinearSVM()
    classifier.W = np.array([[2.0, 1.5, -1.0]])
    loss, dW = classifier.loss(np.ones((1, 1)), np.array([0]), 0.1)
    assert loss == pytest.approx(0.5 + 0.1 * 7.25)  # class 1 lies 0.5 too near, class 2 far enough away
    np.testing.assert_allclose(dW, [[-1 + 0.4, 1 + 0.3, -0.2]])
    assert issubclass(reference.linear_classifier.LinearSVM, reference.linear_classifier.LinearClassifier)


def test_the_svm_of_the_stubs_says_which_task_is_not_done(stubs):
    classifier = stubs.linear_classifier.LinearSVM()
    classifier.W = np.ones((2, 3))
    with pytest.raises(stubs.errors.NotDone, match="^not done yet: svm_loss_vectorized, see notebooks/svm"):
        classifier.loss(X, Y, 0.1)
