"""The multiclass SVM loss written a second time, with another library, and differentiated by autograd.

At a kink autograd's maximum shares the slope between the two sides, so the gradient is compared where
no margin is 0; `nearest_kink` says how far the nearest one is.
"""

import autograd.numpy as anp
import numpy as np
from autograd import value_and_grad


def svm_loss(W, X, y, reg, penalty=1.0):
    """Loss and dW in float64; `penalty` is 1 for reg * sum(W * W) and ½ for the other convention."""
    X = np.asarray(X, dtype=np.float64)
    wrong = np.arange(W.shape[1]) != np.asarray(y)[:, None]  # (N, C)

    def loss(W):
        scores = anp.dot(X, W)
        true = anp.sum(anp.where(wrong, 0.0, scores), axis=1, keepdims=True)
        terms = anp.where(wrong, anp.maximum(0.0, scores - true + 1.0), 0.0)
        return anp.sum(terms) / len(X) + penalty * reg * anp.sum(W * W)

    return value_and_grad(loss)(np.asarray(W, dtype=np.float64))


def nearest_kink(W, X, y):
    """The least |margin| of each example, in units of a score, shape (N,); infinite where C is 1."""
    scores = X @ W
    margins = np.abs(scores - scores[np.arange(len(y)), y][:, None] + 1)
    margins[np.arange(len(y)), y] = np.inf
    return margins.min(axis=1)
