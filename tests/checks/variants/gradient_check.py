"""Right ways to differentiate and to compare, written as nobody expects them: ``TASK__description`` each."""

import random

import numpy as np

# What is said, at full points, of a variant that deserves it.
ADVICE = {
    "eval_numerical_gradient: of_copies": {"ok_copied_x"},
    "eval_numerical_gradient: along_unit_vectors": {"ok_copied_x"},
    "eval_numerical_gradient: in_float32": {"ok_copied_x"},
    "relative_error: with_a_floor": {"ok_error_floor"},
}


def eval_numerical_gradient__with_nditer(f, x, verbose=True, h=1e-5):
    f(x)
    grad = np.zeros_like(x)
    it = np.nditer(x, flags=["multi_index"], op_flags=["readwrite"])
    while not it.finished:
        ix = it.multi_index
        oldval = x[ix]
        x[ix] = oldval + h
        fxph = f(x)
        x[ix] = oldval - h
        fxmh = f(x)
        x[ix] = oldval
        grad[ix] = (fxph - fxmh) / (2 * h)
        if verbose:
            print(ix, grad[ix])
        it.iternext()
    return grad


def eval_numerical_gradient__of_copies(f, x, verbose=True, h=1e-5):
    grad = np.empty(x.shape)
    for ix in np.ndindex(*x.shape):
        up, down = x.copy(), x.copy()
        up[ix] += h
        down[ix] -= h
        grad[ix] = (f(up) - f(down)) / h / 2
        if verbose:
            print(f"derivative at {ix}: {grad[ix]:.6f}")
    return grad


def eval_numerical_gradient__along_unit_vectors(f, x, verbose=True, h=1e-5):
    derivatives = []
    for k in range(x.size):
        e = np.zeros(x.size)
        e[k] = h
        e = e.reshape(x.shape)
        derivatives.append(0.5 * f(x + e) / h - 0.5 * f(x - e) / h)
        if verbose:
            print("entry", k, "derivative", derivatives[-1])
    return np.array(derivatives).reshape(x.shape)


def eval_numerical_gradient__adding_and_subtracting(f, x, verbose=True, h=1e-5):
    grad = np.zeros(x.shape)
    for ix, value in list(np.ndenumerate(x)):
        x[ix] += h
        above = f(x)
        x[ix] -= 2 * h
        below = f(x)
        x[ix] += h  # as it was, but for rounding
        grad[ix] = (above - below) / (2.0 * h)
        if verbose:
            print(ix, value, grad[ix])
    return grad


def eval_numerical_gradient__in_float32(f, x, verbose=True, h=1e-5):
    return eval_numerical_gradient__of_copies(f, x, verbose, h).astype(np.float32)


def eval_numerical_gradient__by_flat_indices(f, x, verbose=True, h=1e-5):
    grad = np.empty_like(x)
    for k in range(x.size):
        before, values = x.flat[k], []
        for side in (-h, h):
            x.flat[k] = before + side
            values.append(f(x))
        x.flat[k] = before
        grad.flat[k] = np.diff(values)[0] / (h + h)
        if verbose:
            print(k, grad.flat[k])
    return grad


def relative_error__with_a_floor(x, y):
    x, y = require_same_shape(x, y)  # noqa: F821
    return np.max(np.abs(x - y) / np.maximum(1e-8, np.abs(x) + np.abs(y)), initial=0.0)


def relative_error__with_a_mask(x, y):
    x, y = require_same_shape(x, y)  # noqa: F821
    total = np.abs(x) + np.abs(y)
    errors = np.zeros(x.shape)
    np.divide(np.abs(x - y), total, out=errors, where=total != 0)
    return np.max(errors) if errors.size else 0.0


def relative_error__entry_by_entry(x, y):
    x, y = require_same_shape(x, y)  # noqa: F821
    worst = 0.0
    for a, b in zip(x.ravel(), y.ravel(), strict=True):
        error = 0.0 if a == b else abs(a - b) / (abs(a) + abs(b))
        if np.isnan(error):
            return error
        worst = max(worst, error)
    return worst


def relative_error__as_an_array(x, y):
    x, y = require_same_shape(x, y)  # noqa: F821
    quotient = np.abs((x - y) / np.where((x == 0) & (y == 0), 1, np.abs(x) + np.abs(y)))
    return quotient.max(initial=0.0, keepdims=True)


def relative_error__with_a_tiny_number_added(x, y):
    x, y = require_same_shape(x, y)  # noqa: F821
    if x.size == 0:
        return 0
    return np.sort(np.abs(x - y) / (np.abs(x) + np.abs(y) + 1e-300), axis=None)[-1]


def relative_error__that_asserts(x, y):
    assert np.shape(x) == np.shape(y)
    return relative_error__with_a_mask(x, y)


def grad_check_sparse__flat_indices(f, x, analytic_grad, num_checks=10, h=1e-5):
    worst = 0.0
    for flat in np.random.randint(0, x.size, num_checks):
        ix = np.unravel_index(flat, x.shape)
        before = x[ix]
        x[ix] = before + h
        above = f(x)
        x[ix] = before - h
        below = f(x)
        x[ix] = before
        numerical = (above - below) / (2 * h)
        error = abs(numerical - analytic_grad[ix]) / (abs(numerical) + abs(analytic_grad[ix]))
        print(f"numerical: {numerical} analytic: {analytic_grad[ix]}, relative error: {error}")
        worst = np.maximum(worst, error)
    return worst


def grad_check_sparse__without_replacement(f, x, analytic_grad, num_checks=10, h=1e-5):
    drawn = np.random.permutation(x.size)[:num_checks]
    numerical, analytic = [], []
    for ix in zip(*np.unravel_index(drawn, x.shape), strict=True):
        numerical.append((f_at(f, x, ix, x[ix] + h) - f_at(f, x, ix, x[ix] - h)) / (2 * h))  # noqa: F821
        analytic.append(analytic_grad[ix])
    for pair in zip(numerical, analytic, strict=True):
        print(*pair, relative_error(*pair))  # noqa: F821
    return relative_error(numerical, analytic)  # noqa: F821


def grad_check_sparse__of_copies_below_first(f, x, analytic_grad, num_checks=10, h=1e-5):
    f(x)
    errors = np.empty(num_checks)
    print("numerical analytic error")
    for k in range(num_checks):
        ix = tuple(np.random.choice(n) for n in x.shape)
        step = np.zeros_like(x)
        step[ix] = h
        below, above = f(x - step), f(x + step)
        errors[k] = relative_error((above - below) / (2 * h), analytic_grad[ix])  # noqa: F821
        print((above - below) / (2 * h), analytic_grad[ix], errors[k])
    return np.max(errors, keepdims=True)


def grad_check_sparse__random_seeded_by_numpy(f, x, analytic_grad, num_checks=10, h=1e-5):
    draw = random.Random(int(np.random.randint(2**31)))
    return of_indices(
        f, x, analytic_grad, [tuple(draw.randrange(n) for n in x.shape) for _ in range(num_checks)], h
    )


def grad_check_sparse__choice_without_replacement(f, x, analytic_grad, num_checks=10, h=1e-5):
    chosen = np.random.choice(x.size, min(num_checks, x.size), replace=False)
    return of_indices(f, x, analytic_grad, [np.unravel_index(k, x.shape) for k in chosen], h)


def grad_check_sparse__whole_gradient(f, x, analytic_grad, num_checks=10, h=1e-5):
    indices = [tuple(int(np.random.rand() * n) for n in x.shape) for _ in range(num_checks)]
    return of_indices(f, x, analytic_grad, indices, h)


def of_indices(f, x, analytic_grad, indices, h):
    errors = []
    for ix in indices:
        numerical = (f_at(f, x, ix, x[ix] + h) - f_at(f, x, ix, x[ix] - h)) / (2 * h)  # noqa: F821
        errors.append(relative_error(numerical, analytic_grad[ix]))  # noqa: F821
        print(ix, errors[-1])
    return np.array(errors).max()
