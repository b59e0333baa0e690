"""The large-margin softmax loss (L-Softmax) and its gradients. Tasks of notebooks/large_margin.ipynb."""

from math import isfinite

import numpy as np

from cs231n_kit.errors import NotDone
from cs231n_kit.inputs import require_loss_inputs

MARGINS = (1, 2, 3, 4)


def directions(A, axis):
    """Every row or column of a matrix as a unit vector and a length. This function is given.

    The largest entry is divided out before anything is squared: ``(1e-200)**2`` would be 0, and
    ``(1e200)**2`` too large for a float.

    Parameters
    ----------
    A : ndarray of real numbers, shape (n, m)
    axis : int
        1: the vectors are the rows; 0: they are the columns.

    Returns
    -------
    unit : ndarray of floating point, shape (n, m)
        The vectors divided by their lengths; a vector of zeros stays one.
    norm : ndarray, shape (n,) for ``axis=1``, (m,) for ``axis=0``
    """
    A = A.astype(np.result_type(A, np.float32), copy=False)
    largest = np.max(np.abs(A), axis=axis, keepdims=True)
    unit = A / np.where(largest == 0, 1, largest)
    norm = np.sqrt(np.sum(unit * unit, axis=axis, keepdims=True))  # between 1 and √m, or 0
    unit /= np.where(norm == 0, 1, norm)
    return unit, np.squeeze(norm * largest, axis=axis)


def margin_psi(cos_theta, margin):
    """What takes the place of cos θ for the true class, and its slope.

    With k = 0 … m - 1 numbering the pieces of the half circle, for the margin m::

        psi(θ) = (-1)^k cos(m θ) - 2 k        for  k π / m <= θ <= (k + 1) π / m

    psi falls from 1 at θ = 0 to 1 - 2 m at θ = π, is nowhere above cos θ, and has no kink. For
    m = 1 it is cos θ. Neither θ nor its arc cosine is needed: cos(m θ) is a polynomial in cos θ,
    and k counts the borders cos(j π / m), j = 1 … m - 1, that cos θ lies below.

    Parameters
    ----------
    cos_theta : array_like of real numbers, any shape
        Cosines. (A last digit beyond -1 or 1 is taken for rounding and cut off.)
    margin : int
        m = 1, 2, 3 or 4.

    Returns
    -------
    psi : ndarray of floating point, same shape
    dpsi : ndarray, same shape
        The slope d psi / d cos θ, which lies in 0 … m².

    Raises
    ------
    TypeError, ValueError
        If `cos_theta` holds something else than cosines, or `margin` is another one.

    References
    ----------
    Liu, Wen, Yu, Yang, "Large-Margin Softmax Loss for Convolutional Neural Networks", ICML 2016,
    https://arxiv.org/abs/1612.02295
    """
    cos_theta = _require_cosines(cos_theta)
    _require_margin(margin)
    ### BEGIN SOLUTION
    # From n to n + 1 by the addition theorems: T = cos(n θ), U = sin(n θ) / sin θ.
    T, U = cos_theta, np.ones_like(cos_theta)
    for _ in range(margin - 1):
        T, U = cos_theta * T - (1 - cos_theta * cos_theta) * U, T + cos_theta * U

    k = np.zeros_like(cos_theta)
    for j in range(1, margin):
        k = k + (cos_theta < np.cos(j * np.pi / margin))
    sign = 1 - 2 * (k % 2)  # (-1)^k
    return sign * T - 2 * k, sign * margin * U  # d cos(m θ) / d cos θ = m sin(m θ) / sin θ
    ### END SOLUTION


def large_margin_layer(x, W, y, margin, lam=0.0):
    """Large-margin softmax loss of a batch, with the gradients for the features and the weights.

    Let w be the column of `W` for the true class of an example x, and θ the angle between the two. In the
    plain softmax loss that class has the score ``w · x = |w| |x| cos θ``. Here it has to win with less::

        f[y] = (lam w · x + |w| |x| psi(θ)) / (1 + lam)       (see `margin_psi`)
        f[c] = W[:, c] · x                                     for every other class c
        loss = 1/N sum_i -log( exp(f[i, y[i]]) / sum_c exp(f[i, c]) )

    There is no penalty and no bias. ``margin=1`` is the plain softmax loss for any `lam`, and a very large
    `lam` is close to it for any margin. Where |w| or |x| is 0 there is no angle: the score is 0, and the
    gradient of the plain softmax loss is used. Loss and gradients are finite wherever the scores f are.

    Parameters
    ----------
    x : ndarray of real numbers, shape (N, D)
        A batch of examples or of features that a network computed, one a row.
    W : ndarray of floating point, shape (D, C)
        One column a class.
    y : ndarray of int, shape (N,)
        Labels in 0 … C - 1.
    margin : int
        m = 1, 2, 3 or 4.
    lam : float
        The weight of the plain score, 0 or more, beside 1 for the one with the margin. Training starts with
        a large one and lowers it.

    Returns
    -------
    loss : float
        Mean over the batch, in nats.
    dx : ndarray, shape (N, D)
        Gradient of `loss` with respect to `x`.
    dW : ndarray, shape (D, C)
        Gradient of `loss` with respect to `W`.

    Raises
    ------
    TypeError, ValueError
        If dtypes or shapes do not match, a label is out of range, or `margin` or `lam` is.

    References
    ----------
    Liu, Wen, Yu, Yang, "Large-Margin Softmax Loss for Convolutional Neural Networks", ICML 2016,
    https://arxiv.org/abs/1612.02295
    """
    require_loss_inputs(W, x, y)
    _require_margin(margin)
    _require_lam(lam)
    ### BEGIN SOLUTION
    common = np.result_type(x, W)
    x, W = x.astype(common, copy=False), W.astype(common, copy=False)
    N, C = x.shape[0], W.shape[1]
    rows = np.arange(N)
    x_unit, x_norm = directions(x, axis=1)  # (N, D), (N,)
    W_unit, W_norm = directions(W, axis=0)  # (D, C), (C,)
    w_norm = W_norm[y]  # (N,)
    cos_theta = np.clip(np.sum(x_unit * W_unit.T[y], axis=1), -1, 1)  # (N,)
    psi, dpsi = margin_psi(cos_theta, margin)
    angle = (x_norm > 0) & (w_norm > 0)
    psi, dpsi = np.where(angle, psi, cos_theta), np.where(angle, dpsi, 1)  # without an angle: margin 1

    # The score of the true class is the plain one less a handicap: nothing at margin 1.
    S = x @ W  # (N, C)
    S[rows, y] -= w_norm * x_norm * (cos_theta - psi) / (1 + lam)
    S -= S.max(axis=1, keepdims=True)
    s_y = S[rows, y]
    dS = np.exp(S, out=S)
    Z = dS.sum(axis=1, keepdims=True)
    loss = np.mean(np.log(Z[:, 0]) - s_y)
    dS /= Z
    dS[rows, y] -= 1
    dS /= N

    # d f[y] / d x = ((lam + psi') w + (psi - psi' cos θ) |w| x/|x|) / (1 + lam), and with w and x exchanged.
    ds_y = dS[rows, y]
    dS[rows, y] = ds_y * ((lam + dpsi) / (1 + lam))
    rest = ds_y * ((psi - dpsi * cos_theta) / (1 + lam))
    dx = dS @ W.T
    dx += (rest * w_norm)[:, None] * x_unit
    dW = x.T @ dS
    dW += np.bincount(y, weights=rest * x_norm, minlength=C) * W_unit  # summed over the examples of a class
    return float(loss), dx, dW
    ### END SOLUTION


def large_margin_softmax_loss(W, X, y, reg, margin):
    """Large-margin softmax loss of a linear classifier, with the penalty, and its gradient.

    ::

        loss = loss of `large_margin_layer` (lam = 0)  +  reg * sum(W * W)
        dW   = d loss / d W

    A constant feature for the bias is part of the angles, like any other feature.

    Parameters
    ----------
    W : ndarray of float, shape (D, C)
    X : ndarray, shape (N, D)
    y : ndarray of int, shape (N,)
    reg : float
        Regularisation strength. The penalty is ``reg * sum(W * W)``, without a factor ½.
    margin : int
        m = 1, 2, 3 or 4. With ``margin=1`` this is `softmax_loss_vectorized`.

    Returns
    -------
    loss : float
    dW : ndarray, shape (D, C)

    Raises
    ------
    TypeError, ValueError
        As in `large_margin_layer`.
    """
    require_loss_inputs(W, X, y)
    _require_margin(margin)
    ### BEGIN SOLUTION
    loss, _, dW = large_margin_layer(X, W, y, margin)
    return loss + float(reg * np.sum(W * W)), dW + 2 * reg * W
    ### END SOLUTION


def _require_margin(margin):
    if (
        isinstance(margin, bool | np.bool_)
        or not isinstance(margin, int | np.integer)
        or margin not in MARGINS
    ):
        raise ValueError(
            f"margin must be one of the integers 1, 2, 3 and 4, got {margin!r}; 1 is the plain softmax"
        )


def _require_lam(lam):
    if not isinstance(lam, int | float | np.integer | np.floating) or not isfinite(lam) or lam < 0:
        raise ValueError(f"lam must be a finite number of 0 or more, got {lam!r}; 0 is the whole margin")


def _require_cosines(cos_theta):
    """`cos_theta` as an array of floating point in -1 … 1."""
    cos_theta = np.asarray(cos_theta)
    if cos_theta.dtype.kind not in "fiu":
        raise TypeError(
            f"cos_theta must hold real numbers, got {cos_theta.dtype}; pass the cosines of the angles"
        )
    cos_theta = cos_theta.astype(np.result_type(cos_theta, np.float32), copy=False)
    furthest = np.max(np.abs(cos_theta), initial=0)
    if furthest > 1 + 1e-5:  # rounding in float32 may go a little beyond 1
        raise ValueError(f"cos_theta must lie in -1 … 1, got {furthest:.3g}; pass the cosine, not the angle")
    return np.clip(cos_theta, -1, 1)
