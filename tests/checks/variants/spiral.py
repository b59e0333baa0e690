"""Right losses with a bias and ways downhill, written as nobody expects them: ``TASK__description`` each."""

import numpy as np
import scipy.special

# What is said, at full points, of a variant that deserves it.
ADVICE = {
    "affine_softmax_loss: full_convention": {"ok_full_convention"},
    "affine_softmax_loss: log_of_the_probability": {"unstable_log_zero"},
    "affine_softmax_loss: float32_inside": {"unstable_log_zero"},
    "affine_softmax_loss: loss_without_dimensions": {"ok_loss_array"},
    "gradient_descent: in_one_line": {"ok_one_by_one"},
    "gradient_descent: asks_twice": {"ok_asked_more"},
}


def affine_softmax_loss__bias_as_a_feature(W, b, X, y, reg):
    N = len(X)
    whole, ones = np.vstack([W, b.reshape(1, -1)]), np.hstack([X, np.ones((N, 1))])
    S = ones @ whole
    log_P = S - scipy.special.logsumexp(S, axis=1, keepdims=True)
    onehot = np.eye(W.shape[1])[y]
    d = ones.T @ (np.exp(log_P) - onehot) / N
    loss = -np.sum(onehot * log_P) / N + reg / 2 * np.sum(W**2)
    return loss, d[:-1] + reg * W, d[-1].reshape(b.shape)


def affine_softmax_loss__full_convention(W, b, X, y, reg):
    loss, dW, db = affine_softmax_loss__bias_as_a_feature(W, b, X, y, 0.0)
    return loss + reg * np.sum(W * W), dW + 2 * reg * W, db


def affine_softmax_loss__log_of_the_probability(W, b, X, y, reg):
    N = len(X)
    S = np.dot(X, W) + b
    P = np.exp(S - np.max(S, axis=1, keepdims=True))
    P = P / np.sum(P, axis=1, keepdims=True)
    loss = np.sum(-np.log(P[range(N), y])) / N + 0.5 * reg * np.sum(W * W)
    dscores = P.copy()
    dscores[range(N), y] -= 1
    dscores /= N
    db = np.sum(dscores, axis=0, keepdims=b.ndim == 2)
    return loss, np.dot(X.T, dscores) + reg * W, db


def affine_softmax_loss__example_by_example(W, b, X, y, reg):
    loss, dW, db = 0.0, np.zeros_like(W), np.zeros_like(b)
    for x, label in zip(X, y, strict=True):
        s = x @ W + b.ravel()
        s -= s.max()
        Z = np.exp(s).sum()
        loss += np.log(Z) - s[label]
        ds = np.exp(s) / Z
        ds[label] -= 1
        dW += np.outer(x, ds)
        db += ds.reshape(b.shape)
    N = len(X)
    return [loss / N + 0.5 * reg * np.sum(W * W), dW / N + reg * W, db / N]


def affine_softmax_loss__float32_inside(W, b, X, y, reg):
    W32, b32, X32 = (array.astype(np.float32) for array in (W, b, X))
    loss, dW, db = affine_softmax_loss__log_of_the_probability(W32, b32, X32, y, reg)
    return np.float32(loss), dW, db


def affine_softmax_loss__loss_without_dimensions(W, b, X, y, reg):
    loss, dW, db = affine_softmax_loss__bias_as_a_feature(W, b, X, y, reg)
    return np.array(loss), np.asfortranarray(dW), db


def affine_softmax_loss__transposed_inside(W, b, X, y, reg):
    N, C = len(X), W.shape[1]
    S = W.T @ X.T + b.reshape(C, 1)
    S = S - S.max(0)
    log_Z = np.log(np.exp(S).sum(0))
    P = np.exp(S - log_Z)
    onehot = np.arange(C)[:, None] == y
    dS = (P - onehot) / N
    return (
        np.mean(log_Z - S[y, np.arange(N)]) + 0.5 * reg * np.trace(W.T @ W),
        (dS @ X).T + reg * W,
        np.einsum("cn->c", dS).reshape(b.shape),
    )


def gradient_descent__in_one_line(params, loss_fn, step_size, num_iters):
    loss_history = []
    for _ in range(num_iters):
        loss, grads = loss_fn(params)
        loss_history += [loss]
        for name in params:
            params[name] -= step_size * grads[name]
    return loss_history


def gradient_descent__whole_slices(params, loss_fn, step_size, num_iters):
    history = np.zeros(num_iters)
    for t in range(num_iters):
        history[t], grads = loss_fn(params)
        new = {name: p - step_size * grads[name] for name, p in params.items()}
        for name, p in new.items():
            params[name][...] = p
    return history


def gradient_descent__recursive(params, loss_fn, step_size, num_iters):
    if num_iters == 0:
        return []
    loss, grads = loss_fn(params)
    steps = [np.multiply(-step_size, grads[name]) for name in params]
    for p, step in zip(params.values(), steps, strict=True):
        np.add(p, step, out=p)
    return [float(loss), *gradient_descent__recursive(params, loss_fn, step_size, num_iters - 1)]


def gradient_descent__asks_twice(params, loss_fn, step_size, num_iters):
    loss_history = []
    while len(loss_history) < num_iters:
        loss_history.append(loss_fn(params)[0])
        grads = {name: np.array(grad) for name, grad in loss_fn(params)[1].items()}
        for name, grad in grads.items():
            params[name] += -step_size * grad
    return tuple(loss_history)


def gradient_descent__trains_copies_and_writes_back(params, loss_fn, step_size, num_iters):
    own, loss_history = {name: p.copy() for name, p in params.items()}, []
    for _ in range(num_iters):
        loss, grads = loss_fn(own)
        loss_history.append(loss)
        own = {name: own[name] - step_size * grads[name] for name in own}
    for name, p in params.items():
        np.copyto(p, own[name])
    return loss_history
