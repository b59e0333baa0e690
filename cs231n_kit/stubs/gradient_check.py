"""Numerical gradients, to check the analytic ones by. Tasks of notebooks/gradient_check.ipynb."""

import numpy as np

from cs231n_kit.errors import NotDone
from cs231n_kit.inputs import require_float64, require_same_shape


def f_at(f, x, ix, value):
    """``f(x)`` with the entry ``x[ix]`` set to `value` for the time of the call. This function is given.

    `x` is changed in place, because `f` may read it without being handed it, and is put back
    bit for bit, even if `f` raises.
    """
    x_ix = x[ix]
    try:
        x[ix] = value
        return f(x)
    finally:
        x[ix] = x_ix


def relative_error(x, y):
    """The largest relative difference between two arrays, entry by entry.

    ::

        max |x - y| / (|x| + |y|),   where 0/0 = 0

    The result lies between 0 (equal) and 1 (opposite signs, or one of the two is 0). An entry
    that is not a number makes the result not a number: NaN must never look like a small error.

    Parameters
    ----------
    x, y : array_like of real numbers, same shape

    Returns
    -------
    error : float
        0 for empty arrays.

    Raises
    ------
    ValueError
        If the shapes differ.
    """
    x, y = require_same_shape(x, y)
    raise NotDone("relative_error", "notebooks/gradient_check.ipynb")


def eval_numerical_gradient(f, x, verbose=True, h=1e-5):
    """Gradient of a scalar function by centred differences.

    ::

        grad[ix] = (f(x + h e_ix) - f(x - h e_ix)) / (2 h)      error O(h²)

    `f_at` evaluates `f` with one entry moved and puts the entry back.

    Parameters
    ----------
    f : callable
        Takes an array like `x`, returns a float.
    x : ndarray of float64, any shape
        The point to evaluate the gradient at.
    verbose : bool
        Print each index and its derivative.
    h : float
        Half the distance between the two evaluations, in units of `x`.

    Returns
    -------
    grad : ndarray of float64, same shape as `x`

    Raises
    ------
    TypeError, ValueError
        If `x` is not a float64 array that can be changed.
    """
    require_float64(x)
    raise NotDone("eval_numerical_gradient", "notebooks/gradient_check.ipynb")


def eval_numerical_gradient_array(f, x, df, h=1e-5):
    """Gradient of ``sum(f(x) * df)`` by centred differences, for an `f` that returns an array.

    `df` is the gradient that arrives from above; the result is what a backward pass must
    return for `x`. This function is given; it asks your `eval_numerical_gradient`.

    Parameters
    ----------
    f : callable
        Takes an array like `x`, returns an array like `df`.
    x : ndarray of float64, any shape
    df : ndarray
        Upstream gradient, of the shape of ``f(x)``.
    h : float

    Returns
    -------
    grad : ndarray of float64, same shape as `x`

    Raises
    ------
    TypeError, ValueError
        If `x` is not a float64 array that can be changed, or `df` has not the shape of ``f(x)``.
    """
    require_float64(x)

    def weighted(x):
        values, weights = require_same_shape(f(x), df)
        return np.sum(values * weights)

    return eval_numerical_gradient(weighted, x, verbose=False, h=h)


def grad_check_sparse(f, x, analytic_grad, num_checks=10, h=1e-5):
    """Compare an analytic gradient with the numerical one at a few random entries.

    For each entry one line is printed: the numerical derivative, the analytic one and their
    relative error. The entries are drawn from NumPy's global generator; seed it to repeat them.

    Parameters
    ----------
    f : callable
        Takes an array like `x`, returns a float.
    x : ndarray of float64, any shape
    analytic_grad : ndarray, same shape as `x`
    num_checks : int
        How many entries to draw.
    h : float

    Returns
    -------
    error : float
        The largest relative error among the entries drawn.

    Raises
    ------
    TypeError, ValueError
        If `x` is not a float64 array that can be changed, `analytic_grad` has another shape, or there is
        nothing to check: no error of nothing would look like a right gradient.
    """
    require_float64(x)
    require_same_shape(x, analytic_grad)
    if num_checks < 1 or x.size == 0:
        raise ValueError(
            f"at least one entry must be checked, got num_checks = {num_checks}, x of shape {x.shape}"
        )
    raise NotDone("grad_check_sparse", "notebooks/gradient_check.ipynb")
