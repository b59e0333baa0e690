"""The softmax loss written a second time, with another library, and differentiated by autograd."""

import autograd.numpy as anp
import numpy as np
from autograd import value_and_grad
from autograd.scipy.special import logsumexp


def softmax_loss(W, X, y, reg, penalty=1.0):
    """Loss and dW in float64; `penalty` is 1 for reg * sum(W * W) and ½ for the other convention."""

    def loss(W):
        scores = anp.dot(X, W)
        cross_entropy = logsumexp(scores, axis=1) - scores[np.arange(len(y)), y]
        return anp.mean(cross_entropy) + penalty * reg * anp.sum(W * W)

    return value_and_grad(loss)(np.asarray(W, dtype=np.float64))


def distance(a, b):
    """‖a − b‖ / max(‖b‖, 1): small beside a small gradient too."""
    return np.linalg.norm(np.asarray(a) - np.asarray(b)) / max(np.linalg.norm(b), 1.0)
