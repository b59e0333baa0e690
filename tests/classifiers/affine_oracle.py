"""The loss with a bias and the ReLU network, written a second time and differentiated by autograd."""

import autograd.numpy as anp
import numpy as np
from autograd import value_and_grad
from autograd.scipy.special import logsumexp


def cross_entropy(scores, y):
    return anp.mean(logsumexp(scores, axis=1) - scores[np.arange(len(y)), y])


def affine_softmax_loss(W, b, X, y, reg):
    """Loss, dW and db; the penalty has the factor ½ and leaves the bias alone."""

    def loss(parameters):
        W, b = parameters
        return cross_entropy(anp.dot(X, W) + b, y) + 0.5 * reg * anp.sum(W**2)

    value, (dW, db) = value_and_grad(loss)((W, b))
    return value, dW, db


def relu_net_loss(params, X, y, reg):
    """Loss and gradients by name."""

    def loss(params):
        hidden = anp.maximum(0.0, anp.dot(X, params["W1"]) + params["b1"])
        scores = anp.dot(hidden, params["W2"]) + params["b2"]
        return cross_entropy(scores, y) + 0.5 * reg * (
            anp.sum(params["W1"] ** 2) + anp.sum(params["W2"] ** 2)
        )

    return value_and_grad(loss)(params)


def nearest_kink(params, X):
    """Distance of the hidden unit that is nearest to switching on or off, in units of its input."""
    return np.min(np.abs(X @ params["W1"] + params["b1"]), axis=1)
