"""The softmax loss with an explicit bias, and plain gradient descent. Tasks of notebooks/spiral.ipynb."""

import numpy as np

from cs231n_kit.errors import NotDone
from cs231n_kit.inputs import require_loss_inputs


def affine_softmax_loss(W, b, X, y, reg):
    """Softmax loss of the scores ``X W + b``, and its gradient with respect to `W` and `b`.

    With the scores ``S = X W + b`` and the probabilities
    ``P[i, c] = exp(S[i, c]) / sum_k exp(S[i, k])``::

        loss = 1/N sum_i -log P[i, y[i]]  +  0.5 * reg * sum(W * W)
        dW   = d loss / d W
        db   = d loss / d b

    The penalty is on the weights alone, not on the bias, and it has the factor ½ (other than the loss
    in ``softmax.py``). The result must be finite for any finite scores.

    Parameters
    ----------
    W : ndarray of float, shape (D, C)
        Weights, one column a class.
    b : ndarray of float, shape (C,) or (1, C)
        Bias, one number a class.
    X : ndarray, shape (N, D)
        Examples, one a row.
    y : ndarray of int, shape (N,)
        Labels, ``0 <= y[i] < C``.
    reg : float
        Regularisation strength. The penalty is ``0.5 * reg * sum(W * W)``.

    Returns
    -------
    loss : float
        Mean cross-entropy in nats, plus the penalty.
    dW : ndarray, shape (D, C)
        Gradient of `loss` with respect to `W`.
    db : ndarray, of the shape of `b`
        Gradient of `loss` with respect to `b`.

    Raises
    ------
    TypeError, ValueError
        If dtypes or shapes do not match or a label is out of range.

    References
    ----------
    CS231n notes, "Putting it together: minimal neural network case study",
    https://cs231n.github.io/neural-networks-case-study/
    """
    require_loss_inputs(W, X, y)
    _require_bias(b, W)
    raise NotDone("affine_softmax_loss", "notebooks/spiral.ipynb")


def gradient_descent(params, loss_fn, step_size, num_iters):
    """Walk downhill: `num_iters` steps against the gradient, over all examples at once.

    ::

        p = p - step_size * d loss / d p      for each array p in params, all at the same time

    Parameters
    ----------
    params : dict of str to ndarray of float
        The arrays to train, by name. They are changed in place: whoever holds one of them sees it trained.
    loss_fn : callable
        ``loss_fn(params) -> (loss, grads)``, where `grads` has an array of the same shape for each name in
        `params`.
    step_size : float
        Length of a step in units of the gradient.
    num_iters : int
        Number of steps; with 0 nothing happens.

    Returns
    -------
    loss_history : list of float
        The loss before each step; `num_iters` values.

    Raises
    ------
    TypeError, ValueError
        If an array cannot be changed in place, or a gradient is missing or has another shape.
    """
    _require_params(params)
    loss_fn = _with_checked_gradients(loss_fn)
    raise NotDone("gradient_descent", "notebooks/spiral.ipynb")


def predict(W, b, X):
    """The class with the highest score ``X W + b`` for each example, shape (N,). This function is given."""
    return np.argmax(X @ W + b, axis=1)


def relu_hidden(params, X):
    """The hidden units ``max(0, X W1 + b1)`` of the network below, shape (N, H). This function is given."""
    return np.maximum(0, X @ params["W1"] + params["b1"])


def relu_net_loss(params, X, y, reg):
    """Loss and gradients of a network with one hidden layer of ReLU units. This function is given.

    The network is the classifier above with other features: the hidden units stand where `X` stood::

        hidden = max(0, X W1 + b1)
        loss   = affine_softmax_loss(W2, b2, hidden, y, reg)  +  0.5 * reg * sum(W1 * W1)

    To go further back it needs the gradient with respect to the scores, which `affine_softmax_loss` does
    not return, and yet can be asked for: with the identity for examples and no bias, the scores ``I W``
    *are* the weights, so that there dW is the gradient with respect to the scores.

    Parameters
    ----------
    params : dict of str to ndarray of float
        ``W1 (D, H)``, ``b1 (H,)`` or ``(1, H)``, ``W2 (H, C)``, ``b2 (C,)`` or ``(1, C)``.
    X : ndarray, shape (N, D)
    y : ndarray of int, shape (N,)
    reg : float
        The penalty is ``0.5 * reg * (sum(W1 * W1) + sum(W2 * W2))``; there is none on the biases.

    Returns
    -------
    loss : float
    grads : dict of str to ndarray
        The gradient with respect to each of `params`, under the same name and of the same shape.
    """
    W1, b1, W2, b2 = (params[name] for name in ("W1", "b1", "W2", "b2"))
    hidden = relu_hidden(params, X)  # (N, H)
    loss, dW2, db2 = affine_softmax_loss(W2, b2, hidden, y, reg)
    scores = hidden @ W2 + b2  # (N, C)
    _, dscores, _ = affine_softmax_loss(scores, np.zeros_like(b2), np.eye(len(X)), y, 0.0)

    dhidden = dscores @ W2.T  # (N, H)
    dhidden[hidden <= 0] = 0  # a unit that is switched off does not feel its weights
    with_ones = np.column_stack([X, np.ones(len(X))])  # the bias belongs to a feature that is always 1
    dfirst = np.einsum("nd,nh->dh", with_ones, dhidden)
    loss += 0.5 * reg * np.sum(W1 * W1)
    return loss, {"W1": dfirst[:-1] + reg * W1, "b1": dfirst[-1].reshape(b1.shape), "W2": dW2, "b2": db2}


def _require_bias(b, W):
    C = W.shape[1]
    if not isinstance(b, np.ndarray) or b.dtype.kind != "f":
        kind = b.dtype if isinstance(b, np.ndarray) else type(b).__name__
        raise TypeError(f"b must be an array of floating point, got {kind}; pass e.g. np.zeros({C})")
    if b.shape not in ((C,), (1, C)):
        raise ValueError(
            f"b must be ({C},) or (1, {C}), one number for each column of W, got {b.shape};"
            f" pass e.g. np.zeros({C})"
        )


def _require_params(params):
    for name, p in params.items():
        if not isinstance(p, np.ndarray) or p.dtype.kind != "f":
            kind = p.dtype if isinstance(p, np.ndarray) else type(p).__name__
            raise TypeError(
                f"params[{name!r}] must be an array of floating point, got {kind};"
                " pass np.array(…, dtype=np.float64)"
            )
        if not p.flags.writeable:
            raise ValueError(
                f"params[{name!r}] must be writeable (it is changed in place), got a read-only array;"
                " pass a copy"
            )


def _with_checked_gradients(loss_fn):
    """`loss_fn`, which complains when a gradient is missing or would be broadcast to another shape."""

    def checked(params):
        loss, grads = loss_fn(params)
        for name, p in params.items():
            if name not in grads:
                raise ValueError(
                    f"loss_fn must return a gradient for params[{name!r}], got gradients for"
                    f" {', '.join(map(repr, grads)) or 'nothing'}; add it"
                )
            if np.shape(grads[name]) != p.shape:
                raise ValueError(
                    f"the gradient of params[{name!r}] must be {p.shape} as the array is,"
                    f" got {np.shape(grads[name])}; return it in the shape of the array"
                )
        return loss, grads

    return checked
