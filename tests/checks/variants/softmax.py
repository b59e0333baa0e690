"""Right softmax losses, written as nobody expects them: ``TASK__description`` each. All score full points."""

import warnings

import numpy as np
import scipy.special

# What is said, at full points, of a variant that deserves it.
ADVICE = {
    "softmax_loss_naive: half_convention": {"ok_half_convention"},
    "softmax_loss_vectorized: half_convention": {"ok_half_convention"},
    "softmax_loss_vectorized: float32_and_a_shift_of_50": {"ok_float32"},
    "softmax_loss_vectorized: softmax_of_scipy": {"unstable_log_zero"},
    "softmax_loss_vectorized: helper_and_log_of_p": {"unstable_log_zero"},
    "softmax_loss_vectorized: loss_with_one_entry": {"ok_loss_array"},
    "softmax_loss_vectorized: loss_with_one_row_and_column": {"ok_loss_array"},
    "softmax_loss_vectorized: loss_without_dimensions": {"ok_loss_array"},
}


def softmax_loss_naive__examples_only_and_outer_products(W, X, y, reg):
    loss, dW = 0, 0 * W
    for x, label in zip(X, y, strict=True):
        s = W.T.dot(x)
        e = np.exp(s - max(s))
        p = e / np.sum(e)
        loss += -(s - max(s))[label] + np.log(e.sum())
        p[label] = p[label] - 1
        dW += np.outer(x, p)
    return loss / len(X) + reg * np.linalg.norm(W) ** 2, dW / len(X) + reg * (W + W)


def softmax_loss_naive__half_convention(W, X, y, reg):
    loss, dW = softmax_loss_naive__examples_only_and_outer_products(W, X, y, 0.0)
    for i in range(W.shape[0]):
        for j in range(W.shape[1]):
            loss += 0.5 * reg * W[i, j] ** 2
    dW += reg * W
    return loss, dW


def softmax_loss_naive__features_too(W, X, y, reg):
    N, D = X.shape
    C = W.shape[1]
    loss, dW = 0.0, np.zeros((D, C))
    for i in range(N):
        s = [sum(X[i, d] * W[d, c] for d in range(D)) for c in range(C)]
        top = max(s)
        Z = sum(np.exp(value - top) for value in s)
        loss += (top + np.log(Z) - s[y[i]]) / N
        for c in range(C):
            p = np.exp(s[c] - top) / Z
            for d in range(D):
                dW[d, c] += (p - 1 if c == y[i] else p) * X[i, d] / N
    for c in range(C):
        for d in range(D):
            loss += reg * W[d, c] * W[d, c]
            dW[d, c] += 2 * reg * W[d, c]
    return loss, dW


def softmax_loss_naive__classes_only(W, X, y, reg):
    N, C = len(X), W.shape[1]
    S = X @ W
    S = S - S.max(1)[:, None]
    log_Z = np.log(np.exp(S).sum(1))
    dW = np.empty_like(W)
    loss = 0.0
    for c in range(C):
        dW[:, c] = (np.exp(S[:, c] - log_Z) - (y == c)) @ X / N + 2 * reg * W[:, c]
        loss += np.sum((log_Z - S[:, c])[y == c]) / N
    return loss + reg * np.sum(W**2), dW


def softmax_loss_naive__while(W, X, y, reg):
    i, total, dW = 0, [], np.zeros(W.shape)
    while i < X.shape[0]:
        log_p = scipy.special.log_softmax(X[i].dot(W))
        total.append(-log_p[y[i]])
        d = np.exp(log_p)
        d[y[i]] -= 1
        dW += X[i][:, np.newaxis] * d[np.newaxis, :]
        i += 1
    return np.mean(total) + reg * np.sum(np.square(W)), dW / i + 2 * reg * W


def softmax_loss_naive__unused_pass_and_todo(W, X, y, reg):
    # TODO: compute the softmax loss and its gradient
    loss, dW = softmax_loss_naive__while(W, X, y, reg)
    pass
    return [loss, dW]


def softmax_loss_naive__prints_a_little(W, X, y, reg):
    print("shapes", W.shape, X.shape, y.shape)
    return softmax_loss_naive__while(W, X, y, reg)


def softmax_loss_naive__warns(W, X, y, reg):
    warnings.warn("slow", stacklevel=1)
    return softmax_loss_naive__classes_only(W, X, y, reg)


def softmax_loss_vectorized__half_convention(W, X, y, reg):
    loss, dW = softmax_loss_vectorized__one_hot_products(W, X, y, 0.0)
    return loss + 0.5 * reg * (W * W).sum(), dW + reg * W


def softmax_loss_vectorized__one_hot_products(W, X, y, reg):
    Y = np.eye(W.shape[1])[y]
    S = np.dot(X, W)
    S = S - np.max(S, axis=1).reshape(-1, 1)
    log_Z = np.log(np.sum(np.exp(S), axis=1)).reshape(-1, 1)
    loss = -np.sum(Y * (S - log_Z)) / X.shape[0]
    dW = np.dot(X.T, np.exp(S - log_Z) - Y) / X.shape[0]
    return loss + reg * np.sum(W * W), dW + 2 * reg * W


def softmax_loss_vectorized__logsumexp_of_scipy(W, X, y, reg):
    S = X @ W
    log_p = S - scipy.special.logsumexp(S, axis=1, keepdims=True)
    d = np.exp(log_p)
    d[range(len(y)), y] -= 1
    loss = -log_p[range(len(y)), y].mean()
    return loss + reg * np.vdot(W, W), X.T.dot(d) / len(y) + 2 * reg * W


def softmax_loss_vectorized__softmax_of_scipy(W, X, y, reg):
    P = scipy.special.softmax(X @ W, axis=1)
    loss = -np.mean(np.log(P[np.arange(len(X)), y]))
    P[np.arange(len(X)), y] -= 1
    return loss + reg * np.sum(W * W), X.T @ P / len(X) + 2 * reg * W


def softmax_loss_vectorized__float32_inside(W, X, y, reg):
    S = (X @ W).astype(np.float32)
    S -= S.max(axis=1, keepdims=True)
    P = np.exp(S)
    Z = P.sum(axis=1)
    loss = np.mean(np.log(Z) - S[np.arange(len(X)), y])
    P /= Z[:, None]
    P[np.arange(len(X)), y] -= 1
    return loss + reg * np.sum(W * W), X.T @ P / len(X) + 2 * reg * W


def softmax_loss_vectorized__float32_and_a_shift_of_50(W, X, y, reg):
    S = (X @ W).astype(np.float32)
    S += np.float32(50) - S.max(axis=1, keepdims=True)
    log_Z = np.log(np.exp(S).sum(axis=1, keepdims=True))
    G = np.exp(S - log_Z)
    G[np.arange(len(X)), y] -= 1
    loss = np.mean(log_Z[:, 0] - S[np.arange(len(X)), y])
    return loss + reg * np.sum(W * W), X.T @ G / len(X) + 2 * reg * W


def softmax_loss_vectorized__fortran_gradient(W, X, y, reg):
    loss, dW = softmax_loss_vectorized__logsumexp_of_scipy(W, X, y, reg)
    return loss, np.asfortranarray(dW)


def softmax_loss_vectorized__matrix_gradient(W, X, y, reg):
    loss, dW = softmax_loss_vectorized__logsumexp_of_scipy(W, X, y, reg)
    return loss, np.matrix(dW)


def softmax_loss_vectorized__einsum(W, X, y, reg):
    S = np.einsum("nd,dc->nc", X, W)
    S -= np.amax(S, axis=-1)[..., None]
    E = np.exp(S)
    P = np.einsum("nc,n->nc", E, 1 / E.sum(-1))
    Y = np.equal.outer(y, np.arange(W.shape[1]))
    loss = np.einsum("n->", np.log(E.sum(-1)) - S[Y]) / len(X)
    return loss + reg * np.einsum("dc,dc", W, W), np.einsum("nd,nc->dc", X, P - Y) / len(X) + 2 * reg * W


def softmax_loss_vectorized__loss_with_one_entry(W, X, y, reg):
    loss, dW = softmax_loss_vectorized__logsumexp_of_scipy(W, X, y, reg)
    return np.array([loss]), dW


def softmax_loss_vectorized__loss_with_one_row_and_column(W, X, y, reg):
    loss, dW = softmax_loss_vectorized__logsumexp_of_scipy(W, X, y, reg)
    return np.array([[loss]]), dW


def softmax_loss_vectorized__loss_without_dimensions(W, X, y, reg):
    loss, dW = softmax_loss_vectorized__logsumexp_of_scipy(W, X, y, reg)
    return np.array(loss), dW


def softmax_loss_vectorized__list(W, X, y, reg):
    return list(softmax_loss_vectorized__logsumexp_of_scipy(W, X, y, reg))


def softmax_loss_vectorized__columns_are_examples(W, X, y, reg):
    S = W.T @ X.T  # (C, N)
    S = S - S.max(axis=0)
    log_P = S - np.log(np.add.reduce(np.exp(S), axis=0))
    picked = np.take_along_axis(log_P, y[None].astype(int), axis=0)
    d = np.exp(log_P)
    np.subtract.at(d, (y, np.arange(len(y))), 1)
    dW = (d @ X).T / len(y)
    return -picked.mean() + reg * np.trace(W.T @ W), dW + 2 * reg * W


def softmax_loss_vectorized__logaddexp(W, X, y, reg):
    S = X @ W
    log_Z = np.logaddexp.reduce(S, axis=1)
    Y = y[:, None] == np.arange(W.shape[1])
    loss = np.sum(log_Z) - np.sum(S[Y])
    G = np.exp(S - log_Z[:, None]) - Y
    return loss / len(y) + reg * np.sum(W * W), (G.T @ X).T / len(y) + 2 * reg * W


def _probabilities(S):
    E = np.exp(S - S.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def softmax_loss_vectorized__helper_and_log_of_p(W, X, y, reg):
    P, n = _probabilities(X @ W), len(y)
    loss = np.sum(-np.log(P[np.arange(n), y])) / n + reg * np.sum(W * W)
    return loss, X.T @ (P - np.eye(W.shape[1])[y]) / n + reg * 2 * W


def softmax_loss_vectorized__bias_like_shift_of_100(W, X, y, reg):
    S = X @ W
    S = S - S.max(axis=1, keepdims=True) + 100  # any shift that fits the floats is right
    log_Z = np.log(np.exp(S).sum(axis=1, keepdims=True))
    d = np.exp(S - log_Z)
    d[np.arange(len(y)), y] -= 1
    loss = np.mean(log_Z[:, 0] - S[np.arange(len(y)), y])
    return loss + reg * np.sum(W * W), X.T @ d / len(y) + 2 * reg * W


def softmax_loss_vectorized__unreachable_loop(W, X, y, reg):
    return softmax_loss_vectorized__logaddexp(W, X, y, reg)
    for _ in range(3):
        pass
