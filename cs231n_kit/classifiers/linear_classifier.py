"""A linear classifier trained by stochastic gradient descent. Tasks of notebooks/softmax.ipynb."""

import numpy as np

from cs231n_kit.classifiers.linear_svm import svm_loss_vectorized
from cs231n_kit.classifiers.softmax import softmax_loss_vectorized
from cs231n_kit.errors import NotDone
from cs231n_kit.inputs import require_examples, require_score_inputs


class LinearClassifier:
    """Scores are linear in the input, ``S = X W``; a subclass says which loss judges them.

    Attributes
    ----------
    W : ndarray of float, shape (D, C), or None
        Weights; None until `train` is called for the first time.
    """

    def __init__(self):
        self.W = None

    def train(self, X, y, learning_rate=1e-3, reg=1e-5, num_iters=100, batch_size=200, verbose=False):
        """Train the weights by stochastic gradient descent.

        Each iteration draws `batch_size` examples from NumPy's global generator (seed it to
        repeat a run), asks `self.loss` for loss and gradient on them, and takes the step
        ``W = W - learning_rate * dW``. Weights that are there already are trained further;
        otherwise they start as ``0.001 * np.random.randn(D, C)`` with ``C = max(y) + 1``.

        Parameters
        ----------
        X : ndarray, shape (N, D)
            Training examples.
        y : ndarray of int, shape (N,)
            Their labels.
        learning_rate : float
            Length of a step in units of the gradient.
        reg : float
            Regularisation strength, handed to `self.loss`.
        num_iters : int
            Number of steps.
        batch_size : int
            Examples a step. Drawing them with replacement is faster and as good.
        verbose : bool
            Print the loss every 100 iterations.

        Returns
        -------
        loss_history : list of float
            The loss on the batch of each iteration, before its step; `num_iters` values.

        Raises
        ------
        TypeError, ValueError
            If examples and labels do not belong together.
        """
        require_examples(X, y)
        num_train, dim = X.shape
        if self.W is None:
            num_classes = int(np.max(y)) + 1
            self.W = 0.001 * np.random.randn(dim, num_classes)

        loss_history = []
        for it in range(num_iters):
            raise NotDone("LinearClassifier.train", "notebooks/softmax.ipynb")
            if verbose and it % 100 == 0:
                last = f"{loss_history[-1]:.3f}" if loss_history else "not noted in loss_history"
                print(f"iteration {it} / {num_iters}: loss {last}")
        return loss_history

    def predict(self, X):
        """The class with the highest score for each example.

        Parameters
        ----------
        X : ndarray, shape (N, D)

        Returns
        -------
        y_pred : ndarray of int, shape (N,)
            Predicted labels.

        Raises
        ------
        TypeError, ValueError
            If there are no weights yet, or they do not fit `X`.
        """
        require_score_inputs(self.W, X)
        raise NotDone("LinearClassifier.predict", "notebooks/softmax.ipynb")

    def loss(self, X_batch, y_batch, reg):
        """Loss and gradient on a batch; each subclass has its own.

        Returns
        -------
        loss : float
        dW : ndarray, shape (D, C)
        """
        raise NotImplementedError("LinearClassifier has no loss of its own; use a subclass, e.g. Softmax")


class Softmax(LinearClassifier):
    """A linear classifier with the softmax loss, penalty ``reg * sum(W * W)``."""

    def loss(self, X_batch, y_batch, reg):
        """`softmax_loss_vectorized` of the current weights."""
        return softmax_loss_vectorized(self.W, X_batch, y_batch, reg)


class LinearSVM(LinearClassifier):
    """A linear classifier with the multiclass SVM (hinge) loss, penalty ``reg * sum(W * W)``."""

    def loss(self, X_batch, y_batch, reg):
        """`svm_loss_vectorized` of the current weights."""
        return svm_loss_vectorized(self.W, X_batch, y_batch, reg)
