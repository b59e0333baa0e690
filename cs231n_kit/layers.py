"""Layers of a network, each a forward and a backward pass. Tasks of notebooks/softmax_layer.ipynb.

All have one shape: ``forward(x, …)`` gives the output and a cache, ``backward(dout, cache)`` takes the
gradient of the loss with respect to that output and gives the gradient with respect to each input.
What a cache holds is up to whoever writes the pair.
"""

import numpy as np

from cs231n_kit.errors import NotDone
from cs231n_kit.inputs import require_affine_inputs, require_real, require_scores


def softmax_forward(x):
    """Probabilities from scores, for one example or for each row.

    ::

        p[c] = exp(x[c]) / sum_k exp(x[k])

    The result must be right for any finite scores, each row for itself.

    Parameters
    ----------
    x : ndarray, shape (C,) or (N, C)
        Scores.

    Returns
    -------
    p : ndarray of float, the shape of `x`
        Probabilities; they sum to 1 over the last axis.
    cache : object
        What `softmax_backward` needs.

    Raises
    ------
    TypeError, ValueError
        If `x` does not hold real numbers, or has another number of axes.

    References
    ----------
    CS231n notes, "Linear classification: softmax classifier", https://cs231n.github.io/linear-classify/
    """
    x = require_scores(x)
    raise NotDone("softmax_forward", "notebooks/softmax_layer.ipynb")


def softmax_jacobian(p):
    """All partial derivatives of the probabilities with respect to the scores.

    ::

        J[i, k] = d p[i] / d x[k] = p[i] (δ_ik - p[k]),    J = diag(p) - p pᵀ

    Parameters
    ----------
    p : ndarray of float, shape (C,) or (N, C)
        Probabilities as `softmax_forward` gives them.

    Returns
    -------
    J : ndarray, shape (C, C) or (N, C, C)
        One matrix for each example.

    Raises
    ------
    TypeError, ValueError
        If `p` does not hold real numbers, or has another number of axes.
    """
    p = require_scores(p, name="p")
    raise NotDone("softmax_jacobian", "notebooks/softmax_layer.ipynb")


def softmax_backward(dout, cache):
    """The gradient with respect to the scores, without forming the Jacobian.

    ::

        dx[k] = sum_i dout[i] J[i, k],    J as in `softmax_jacobian`

    in time and memory proportional to C, not C².

    Parameters
    ----------
    dout : ndarray, shape (C,) or (N, C)
        Gradient of the loss with respect to the probabilities.
    cache : object
        From `softmax_forward`.

    Returns
    -------
    dx : ndarray, the shape of `dout`
        Gradient of the loss with respect to the scores.

    Raises
    ------
    TypeError, ValueError
        If `dout` does not hold real numbers, or has another number of axes.
    """
    dout = require_scores(dout, name="dout")
    raise NotDone("softmax_backward", "notebooks/softmax_layer.ipynb")


def affine_forward(x, w, b):
    """A linear layer with a bias.

    ::

        out = x w + b,    x as rows (N, D) with D = d_1 · … · d_k

    Parameters
    ----------
    x : ndarray, shape (N, d_1, …, d_k)
        A batch of examples of any shape, for instance images.
    w : ndarray of float, shape (D, M)
        Weights.
    b : ndarray of float, shape (M,)
        Biases.

    Returns
    -------
    out : ndarray, shape (N, M)
    cache : object
        What `affine_backward` needs.

    Raises
    ------
    TypeError, ValueError
        If they do not hold real numbers, or the shapes do not match.
    """
    require_affine_inputs(x, w, b)
    raise NotDone("affine_forward", "notebooks/softmax_layer.ipynb")


def affine_backward(dout, cache):
    """The gradients of a linear layer.

    Parameters
    ----------
    dout : ndarray, shape (N, M)
        Gradient of the loss with respect to the output.
    cache : object
        From `affine_forward`.

    Returns
    -------
    dx : ndarray, shape (N, d_1, …, d_k)
        Gradient with respect to the examples, in their shape.
    dw : ndarray, shape (D, M)
        Gradient with respect to the weights.
    db : ndarray, shape (M,)
        Gradient with respect to the biases.

    Raises
    ------
    TypeError
        If `dout` does not hold real numbers.
    """
    require_real(dout, name="dout")
    raise NotDone("affine_backward", "notebooks/softmax_layer.ipynb")


def relu_forward(x):
    """Rectified linear units, ``out = max(0, x)`` for each entry.

    Parameters
    ----------
    x : ndarray, any shape

    Returns
    -------
    out : ndarray, the shape of `x`
    cache : object
        What `relu_backward` needs.

    Raises
    ------
    TypeError
        If `x` does not hold real numbers.
    """
    require_real(x)
    raise NotDone("relu_forward", "notebooks/softmax_layer.ipynb")


def relu_backward(dout, cache):
    """The gradient of rectified linear units; where x is exactly 0 it is taken to be 0.

    Parameters
    ----------
    dout : ndarray, any shape
        Gradient of the loss with respect to the output.
    cache : object
        From `relu_forward`.

    Returns
    -------
    dx : ndarray, the shape of `dout`

    Raises
    ------
    TypeError
        If `dout` does not hold real numbers.
    """
    require_real(dout, name="dout")
    raise NotDone("relu_backward", "notebooks/softmax_layer.ipynb")


def softmax_loss(x, y):
    """Softmax and cross-entropy in one: the mean loss and its gradient with respect to the scores.

    ::

        loss  = 1/N sum_i -log p[i, y[i]],    p as in `softmax_forward`
        dx    = d loss / d x

    Both must be finite for any finite scores, also where a probability is too small for a float.

    Parameters
    ----------
    x : ndarray, shape (N, C)
        Scores.
    y : ndarray of int, shape (N,)
        Labels, ``0 <= y[i] < C``.

    Returns
    -------
    loss : float
        In nats.
    dx : ndarray, shape (N, C)

    Raises
    ------
    TypeError, ValueError
        If dtypes or shapes do not match or a label is out of range.
    """
    x = require_scores(x, y)
    raise NotDone("softmax_loss", "notebooks/softmax_layer.ipynb")
