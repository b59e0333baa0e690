"""The multiclass SVM loss and its gradient, twice: with loops and without. Tasks of notebooks/svm.ipynb."""

import numpy as np

from cs231n_kit.errors import NotDone
from cs231n_kit.inputs import require_loss_inputs


def svm_loss_naive(W, X, y, reg):
    """Multiclass SVM (hinge) loss and its gradient, one example and one class at a time.

    With the scores ``S = X W``, each wrong class has a margin term::

        m[i, c] = S[i, c] - S[i, y[i]] + 1                    c != y[i]
        loss    = 1/N sum_i sum_{c != y[i]} max(0, m[i, c])  +  reg * sum(W * W)
        dW      = d loss / d W

    A term is active where ``m > 0``. Where ``m`` is exactly 0 the loss has a kink, and any slope between
    that of its two sides is a sub-gradient; the one taken here is 0: the term counts as **inactive**.

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
        Mean hinge loss of the batch in units of a score, plus the penalty.
    dW : ndarray, shape (D, C)
        Gradient of `loss` with respect to `W`, at a kink the sub-gradient named above.

    Raises
    ------
    TypeError, ValueError
        If dtypes or shapes do not match or a label is out of range.

    References
    ----------
    CS231n notes, "Linear classification: multiclass SVM loss", https://cs231n.github.io/linear-classify/;
    J. Weston and C. Watkins, "Support vector machines for multi-class pattern recognition", ESANN 1999.
    """
    require_loss_inputs(W, X, y)
    raise NotDone("svm_loss_naive", "notebooks/svm.ipynb")


def svm_loss_vectorized(W, X, y, reg):
    """Multiclass SVM (hinge) loss and its gradient as a few matrix operations, without any Python loop.

    Formula, convention at a kink, parameters, results and errors are those of `svm_loss_naive`.

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
    raise NotDone("svm_loss_vectorized", "notebooks/svm.ipynb")
