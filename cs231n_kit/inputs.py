"""What the student's functions may be called with, checked before they start.

A label of -1 would silently pick the last class, an int array would silently lose a step of
1e-5: a wrong number is worse than a refusal, so these guards refuse. They are given, not tasks.
"""

import numpy as np


def require_loss_inputs(W, X, y):
    """Refuse what a loss cannot be computed from.

    Parameters
    ----------
    W : ndarray (D, C), floating
    X : ndarray (N, D), N >= 1
    y : ndarray (N,), integers in 0 … C - 1

    Raises
    ------
    TypeError
        If `W` or `y` has another dtype.
    ValueError
        If the shapes do not match or a label is out of range.
    """
    require_examples(X, y)
    require_score_inputs(W, X)
    _require_labels_below(W.shape[1], y, "W")


def require_score_inputs(W, X):
    """Refuse what the scores ``X W`` cannot be computed from.

    Parameters
    ----------
    W : ndarray (D, C), floating
    X : ndarray (N, D), N >= 1, real numbers

    Raises
    ------
    TypeError
        If one of them is not an array, or of another dtype.
    ValueError
        If there is no `W` yet or the shapes do not match.
    """
    if W is None:
        raise ValueError("W must hold weights, got None; call train first")
    require_real(X, "X")
    if not isinstance(W, np.ndarray) or W.dtype.kind != "f":
        raise TypeError(f"W must be an array of floating point, got {_kind(W)}; pass W.astype(np.float64)")
    _require_rows(X)
    if W.ndim != 2 or W.shape[0] != X.shape[1]:
        raise ValueError(
            f"W must be (D, C) with D = {X.shape[1]} as in X {X.shape}, got {W.shape}; is it transposed?"
        )


def _kind(x):
    return x.dtype if isinstance(x, np.ndarray) else type(x).__name__


def _require_labels_below(C, y, name):
    if np.max(y) >= C:
        raise ValueError(
            f"y must hold labels in 0 … {C - 1} because {name} has {C} columns, got {np.max(y)};"
            " one column a class is needed"
        )


def _require_rows(X):
    if X.ndim != 2 or len(X) == 0:
        raise ValueError(f"X must be (N, D) with at least one row, got {X.shape}; flatten images to rows")


def require_real(x, name="x"):
    """Refuse anything but an array of real numbers.

    Parameters
    ----------
    x : ndarray, real numbers
    name : str
        What the caller calls it.

    Raises
    ------
    TypeError
        If it is not an array, or of another dtype.
    """
    if not isinstance(x, np.ndarray) or x.dtype.kind not in "fiu":
        raise TypeError(
            f"{name} must be an array of real numbers, got {_kind(x)};"
            f" pass np.array({name}, dtype=np.float64)"
        )


def require_scores(x, y=None, name="x"):
    """Scores for each class; refuse what is none, and labels that do not belong to the scores.

    Small whole numbers would wrap around in ``x - max``, so whole numbers become float64.

    Parameters
    ----------
    x : ndarray (C,) or (N, C), real numbers, N and C >= 1; with labels (N, C) alone
    y : ndarray (N,), integers in 0 … C - 1, optional
    name : str
        What the caller calls `x`.

    Returns
    -------
    x : ndarray of floating point
        The same, or a copy of what was whole numbers.

    Raises
    ------
    TypeError
        If `x` or `y` has another dtype.
    ValueError
        If the shapes do not match or a label is out of range.
    """
    require_real(x, name)
    if x.ndim not in (1, 2) or x.size == 0 or (y is not None and x.ndim == 1):
        shapes = "(N, C)" if y is not None else "(C,) or (N, C)"
        raise ValueError(
            f"{name} must be {shapes} with at least one entry, got {x.shape}; give one row an example"
        )
    if y is not None:
        require_examples(x, y)
        _require_labels_below(x.shape[1], y, name)
    return x if x.dtype.kind == "f" else x.astype(np.float64)


def require_affine_inputs(x, w, b):
    """Refuse what ``x w + b`` cannot be computed from.

    Parameters
    ----------
    x : ndarray (N, d_1, …, d_k), real numbers, N >= 1
    w : ndarray (D, M), real numbers, D = d_1 · … · d_k
    b : ndarray (M,), real numbers

    Raises
    ------
    TypeError
        If one of them is not an array of real numbers.
    ValueError
        If the shapes do not match.
    """
    for name, array in {"x": x, "w": w, "b": b}.items():
        require_real(array, name)
    if x.ndim < 2 or x.size == 0:
        raise ValueError(
            f"x must be (N, d_1, …, d_k) with at least one example, got {x.shape}; give one row an example"
        )
    D = x.size // len(x)
    if w.ndim != 2 or w.shape[0] != D:
        raise ValueError(f"w must be (D, M) with D = {D} as in x {x.shape}, got {w.shape}; is it transposed?")
    if b.shape != w.shape[1:]:
        raise ValueError(
            f"b must be ({w.shape[1]},), one bias for each column of w {w.shape}, got {b.shape};"
            " pass b.ravel()"
        )


def require_examples(X, y):
    """Refuse examples and labels that do not belong together.

    Parameters
    ----------
    X : ndarray (N, D), N >= 1
    y : ndarray (N,), integers >= 0

    Raises
    ------
    TypeError
        If `y` is not integer.
    ValueError
        If the shapes do not match or a label is negative.
    """
    X, y = np.asarray(X), np.asarray(y)
    _require_rows(X)
    if y.shape != X.shape[:1]:
        raise ValueError(f"y must be ({len(X)},), one label for each row of X {X.shape}, got {y.shape}")
    if not np.issubdtype(y.dtype, np.integer):
        raise TypeError(f"y must hold integer labels, got {y.dtype}; pass y.astype(np.int64)")
    if np.min(y) < 0:
        raise ValueError(f"y must hold labels of 0 or more, got {np.min(y)}; count the classes from 0")


def require_float64(x):
    """Refuse an array that a step of 1e-5 cannot be added to in place.

    Upcasting would not help: ``f`` may read the very array that is changed in place.

    Parameters
    ----------
    x : ndarray of float64, writeable

    Raises
    ------
    TypeError
        If `x` is not an array, or of another dtype: float32 cannot hold 1 + 1e-8 and an integer cannot
        hold any small step, so the numerical gradient would be silently wrong.
    ValueError
        If `x` is read-only.
    """
    if not isinstance(x, np.ndarray):
        raise TypeError(
            f"x must be a float64 array, got {type(x).__name__}; pass np.array(x, dtype=np.float64)"
        )
    if x.dtype != np.float64:
        raise TypeError(
            f"x must be float64 so that x ± h is exact enough, got {x.dtype}; pass x.astype(np.float64)"
        )
    if not x.flags.writeable:
        raise ValueError(
            "x must be writeable (its entries are moved in turn), got a read-only array; pass x.copy()"
        )


def require_same_shape(x, y):
    """`x` and `y` as float64 arrays of one shape.

    ``(1,)`` beside ``(5,)`` would broadcast and compare one number five times; uint8 would wrap
    around in ``x - y``.

    Parameters
    ----------
    x, y : array_like of real numbers

    Returns
    -------
    x, y : ndarray of float64

    Raises
    ------
    TypeError
        If one of them is complex.
    ValueError
        If the shapes differ.
    """
    if np.iscomplexobj(x) or np.iscomplexobj(y):
        raise TypeError("x and y must be real numbers, got complex ones; compare real and imaginary parts")
    if np.shape(x) != np.shape(y):
        raise ValueError(f"x and y must have the same shape, got {np.shape(x)} and {np.shape(y)}")
    return np.asarray(x, dtype=np.float64), np.asarray(y, dtype=np.float64)
