"""A k-nearest-neighbour classifier with the L2 distance. Tasks of notebooks/knn.ipynb."""

import numpy as np

from cs231n_kit.errors import NotDone
from cs231n_kit.inputs import require_examples, require_real


class KNearestNeighbor:
    """It keeps all training examples, and lets the nearest ones vote.

    Attributes
    ----------
    X_train : ndarray of float64, shape (num_train, D), or None
        The training examples; None until `train` is called.
    y_train : ndarray of int, shape (num_train,), or None
        Their labels, any integers from 0 on.
    """

    def __init__(self):
        self.X_train = self.y_train = None

    def train(self, X, y):
        """Keep the examples: that is all the training there is.

        Parameters
        ----------
        X : ndarray, shape (num_train, D)
        y : ndarray of int, shape (num_train,)

        Raises
        ------
        TypeError, ValueError
            If examples and labels do not belong together.
        """
        require_real(X, "X")
        require_examples(X, y)
        self.X_train, self.y_train = np.asarray(X, dtype=np.float64), y

    def predict(self, X, k=1, num_loops=0):
        """The labels that the `k` nearest training examples give to each example.

        Parameters
        ----------
        X : ndarray, shape (num_test, D)
        k : int
            How many neighbours vote.
        num_loops : {0, 1, 2}
            Which of the three ways to compute the distances is used.

        Returns
        -------
        y_pred : ndarray of int, shape (num_test,)
        """
        ways = (
            self.compute_distances_no_loops,
            self.compute_distances_one_loop,
            self.compute_distances_two_loops,
        )
        if num_loops not in (0, 1, 2):
            raise ValueError(f"num_loops must be 0, 1 or 2, got {num_loops!r}")
        return self.predict_labels(ways[num_loops](X), k)

    def compute_distances_two_loops(self, X):
        """The distance of each example to each training example, one pair at a time.

        ::

            dists[i, j] = sqrt( sum_d (X[i, d] - X_train[j, d])^2 )

        Parameters
        ----------
        X : ndarray, shape (num_test, D)
            Examples, one a row.

        Returns
        -------
        dists : ndarray, shape (num_test, num_train)
            L2 (Euclidean) distances, in the unit of a feature.

        Raises
        ------
        TypeError, ValueError
            If nothing was trained yet, or `X` has other features.

        References
        ----------
        CS231n notes, "Image classification", https://cs231n.github.io/classification/.
        """
        X = _rows_for(self.X_train, X)
        raise NotDone("KNearestNeighbor.compute_distances_two_loops", "notebooks/knn.ipynb")

    def compute_distances_one_loop(self, X):
        """The same distances with a single loop, over the examples in `X`.

        Parameters
        ----------
        X : ndarray, shape (num_test, D)

        Returns
        -------
        dists : ndarray, shape (num_test, num_train)
        """
        X = _rows_for(self.X_train, X)
        raise NotDone("KNearestNeighbor.compute_distances_one_loop", "notebooks/knn.ipynb")

    def compute_distances_no_loops(self, X):
        """The same distances without any Python loop.

        No array is larger than `X`, the training examples or `dists`: one of the shape
        ``(num_test, num_train, D)`` would take 61 GB for 500 and 5,000 pictures of CIFAR-10. Where
        two examples are the same, rounding leaves no NaN.

        Parameters
        ----------
        X : ndarray, shape (num_test, D)

        Returns
        -------
        dists : ndarray, shape (num_test, num_train)
        """
        X = _rows_for(self.X_train, X)
        raise NotDone("KNearestNeighbor.compute_distances_no_loops", "notebooks/knn.ipynb")

    def predict_labels(self, dists, k=1):
        """The label that most of the `k` nearest training examples have.

        Where several labels have the most votes, the smallest of them wins. If `k` is larger than
        the number of training examples, all of them vote. Which of equally distant examples are the
        nearest is left open.

        Parameters
        ----------
        dists : ndarray, shape (num_test, num_train)
            The distance of each example to each training example.
        k : int
            How many neighbours vote, 1 or more.

        Returns
        -------
        y_pred : ndarray of int, shape (num_test,)
            Labels out of `y_train`.

        Raises
        ------
        TypeError, ValueError
            If nothing was trained yet, `dists` does not fit, or `k` is not a whole number from 1 on.
        """
        _require_distances(self.y_train, dists, k)
        raise NotDone("KNearestNeighbor.predict_labels", "notebooks/knn.ipynb")


def _rows_for(X_train, X):
    """`X` as float64, with the features of the training examples."""
    if X_train is None:
        raise ValueError("there must be training examples to compare with, got none; call train first")
    require_real(X, "X")
    if X.ndim != 2 or X.shape[1] != X_train.shape[1]:
        raise ValueError(
            f"X must be (num_test, {X_train.shape[1]}) like the training examples {X_train.shape},"
            f" got {X.shape}; flatten images to rows"
        )
    return np.asarray(X, dtype=np.float64)


def _require_distances(y_train, dists, k):
    if y_train is None:
        raise ValueError("there must be labels to vote with, got none; call train first")
    require_real(dists, "dists")
    if dists.ndim != 2 or dists.shape[1] != len(y_train):
        raise ValueError(
            f"dists must be (num_test, {len(y_train)}), one column a training example, got {dists.shape}"
        )
    if not isinstance(k, int | np.integer) or isinstance(k, bool):
        raise TypeError(f"k must be a whole number, got {type(k).__name__}")
    if k < 1:
        raise ValueError(f"k must be 1 or more, got {k}")
