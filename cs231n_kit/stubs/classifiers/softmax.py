"""The softmax loss and its gradient, twice: with loops and without. Tasks of notebooks/softmax.ipynb."""

import numpy as np

from cs231n_kit.errors import NotDone
from cs231n_kit.inputs import require_loss_inputs


def softmax_loss_naive(W, X, y, reg):
    """Softmax loss and its gradient, one example and one class at a time.

    With the scores ``S = X W`` and the probabilities
    ``P[i, c] = exp(S[i, c]) / sum_k exp(S[i, k])``::

        loss = 1/N sum_i -log P[i, y[i]]  +  reg * sum(W * W)
        dW   = d loss / d W

    The result must be finite for any finite scores: think of ``exp(1000)``.

    Parameters
    ----------
    W : ndarray of float, shape (D, C)
        Weights.
    X : ndarray, shape (N, D)
        A batch of examples, one a row.
    y : ndarray of int, shape (N,)
        Labels; ``y[i] = c`` says that ``X[i]`` is of class ``c``, ``0 <= c < C``.
    reg : float
        Regularisation strength. The penalty is ``reg * sum(W * W)``, without a factor ½.

    Returns
    -------
    loss : float
        Mean cross-entropy of the batch in nats, plus the penalty.
    dW : ndarray, shape (D, C)
        Gradient of `loss` with respect to `W`.

    Raises
    ------
    TypeError, ValueError
        If dtypes or shapes do not match or a label is out of range.

    References
    ----------
    CS231n notes, "Linear classification: softmax classifier", https://cs231n.github.io/linear-classify/
    """
    require_loss_inputs(W, X, y)
    raise NotDone("softmax_loss_naive", "notebooks/softmax.ipynb")


def softmax_loss_vectorized(W, X, y, reg):
    """Softmax loss and its gradient as a few matrix operations, without any Python loop.

    Formula, parameters, results and errors are those of `softmax_loss_naive`.

    Parameters
    ----------
    W : ndarray of float, shape (D, C)
    X : ndarray, shape (N, D)
    y : ndarray of int, shape (N,)
    reg : float
        The penalty is ``reg * sum(W * W)``, without a factor ½.

    Returns
    -------
    loss : float
    dW : ndarray, shape (D, C)
    """
    require_loss_inputs(W, X, y)
    raise NotDone("softmax_loss_vectorized", "notebooks/softmax.ipynb")
