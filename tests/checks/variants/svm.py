"""Right multiclass SVM losses, written as nobody expects them: ``TASK__description`` each."""

import numpy as np

# What is said, at full points, of a variant that deserves it.
ADVICE = {
    "svm_loss_naive: half_convention": {"ok_half_convention"},
    "svm_loss_naive: classes_only": {"ok_loss_array"},
    "svm_loss_vectorized: half_convention": {"ok_half_convention"},
    "svm_loss_vectorized: einsum_and_fortran_order": {"ok_loss_array"},
}


def svm_loss_naive__half_convention(W, X, y, reg):
    loss, dW = svm_loss_naive__true_class_counted_and_taken_off(W, X, y, 0.0)
    return loss + 0.5 * reg * np.sum(W * W), dW + reg * W


def svm_loss_naive__true_class_counted_and_taken_off(W, X, y, reg):
    loss, dW = 0.0, np.zeros(W.shape)
    for x, label in zip(X, y, strict=True):
        margins = np.maximum(0, x.dot(W) - x.dot(W[:, label]) + 1)
        loss += np.sum(margins) - 1
        active = (margins > 0).astype(float)
        active[label] -= active.sum()
        dW += np.outer(x, active)
    return loss / len(X) + reg * np.sum(W**2), dW / len(X) + 2 * reg * W


def svm_loss_naive__loops_over_everything(W, X, y, reg):
    N, D = X.shape
    C = W.shape[1]
    loss, dW = 0.0, np.zeros_like(W)
    for i in range(N):
        s = [sum(X[i, d] * W[d, c] for d in range(D)) for c in range(C)]
        for c in range(C):
            m = s[c] - s[y[i]] + 1
            if c != y[i] and m >= 0:  # at a kink the other side is as right
                loss += m / N
                for d in range(D):
                    dW[d, c] += X[i, d] / N
                    dW[d, y[i]] -= X[i, d] / N
    for d in range(D):
        for c in range(C):
            loss += reg * W[d, c] ** 2
            dW[d, c] += 2 * reg * W[d, c]
    return loss, dW


def svm_loss_naive__classes_only(W, X, y, reg):
    N, C = len(X), W.shape[1]
    true = np.sum(X * W[:, y].T, axis=1)
    loss, dW = 0.0, np.zeros(W.shape)
    for c in range(C):
        m = np.where(y == c, 0.0, X @ W[:, c] - true + 1)
        loss += np.clip(m, 0, None).sum() / N
        active = (m > 0) / N
        dW[:, c] += active @ X
        for k in range(C):
            dW[:, k] -= (active * (y == k)) @ X
    return np.array(loss + reg * np.sum(W * W)), dW + reg * (W + W)


def svm_loss_naive__max_of_python(W, X, y, reg):
    losses, slopes = [], np.zeros((len(X), W.shape[1]))
    for i in range(len(X)):
        s = X[i] @ W
        terms = [max(0, s[c] - s[y[i]] + 1) if c != y[i] else 0 for c in range(len(s))]
        losses.append(sum(terms))
        slopes[i] = np.sign(terms)
        slopes[i, y[i]] = -np.count_nonzero(terms)
    return np.mean(losses) + reg * np.linalg.norm(W) ** 2, X.T @ slopes / len(X) + 2 * reg * W


def svm_loss_vectorized__one_hot(W, X, y, reg):
    N, C = len(X), W.shape[1]
    onehot = np.eye(C)[y]
    S = X.dot(W)
    M = np.maximum(0, S - (S * onehot).sum(1, keepdims=True) + 1) * (1 - onehot)
    A = (M > 0).astype(np.float64)
    dS = A - onehot * A.sum(axis=1)[:, None]
    return np.sum(M) / N + reg * np.sum(W * W), X.T.dot(dS) / N + 2 * reg * W


def svm_loss_vectorized__half_convention(W, X, y, reg):
    loss, dW = svm_loss_vectorized__one_hot(W, X, y, 0.0)
    return loss + 0.5 * reg * np.sum(W * W), dW + reg * W


def svm_loss_vectorized__true_class_taken_off(W, X, y, reg):
    N = len(y)
    S = X @ W
    M = S - S[np.arange(N), y].reshape(-1, 1) + 1.0
    A = np.where(M > 0, 1.0, 0.0)
    loss = np.mean(np.sum(A * M, axis=1)) - 1.0
    A[np.arange(N), y] -= A.sum(axis=1)
    return loss + reg * (W.ravel() @ W.ravel()), np.dot(X.T, A) / N + 2.0 * reg * W


def svm_loss_vectorized__float32_inside(W, X, y, reg):
    loss, dW = svm_loss_vectorized__one_hot(W.astype(np.float32), X.astype(np.float32), y, 0.0)
    return loss + reg * np.sum(W * W), (dW + 2 * reg * W).astype(np.float32)


def svm_loss_vectorized__einsum_and_fortran_order(W, X, y, reg):
    S = np.einsum("nd,dc->nc", X, W)
    wrong = np.arange(S.shape[1]) != y[:, None]
    M = S - np.take_along_axis(S, y[:, None].astype(np.int64), axis=1) + 1
    A = np.logical_and(wrong, M > 0)
    weights = A - ~wrong * A.sum(1, keepdims=True)
    dW = np.einsum("nd,nc->dc", X, weights) / len(X) + 2 * reg * W
    return np.array([M[A].sum() / len(X) + reg * np.sum(W * W)]), np.asfortranarray(dW)


def svm_loss_vectorized__matrix(W, X, y, reg):
    loss, dW = svm_loss_vectorized__one_hot(W, X, y, reg)
    return np.float32(loss), np.matrix(dW)


def svm_loss_vectorized__relu_as_mean_of_absolute_values(W, X, y, reg):
    N, rows = len(X), np.arange(len(X))
    M = X @ W
    M = M - M[rows, y][:, None] + 1
    M[rows, y] = -1.0
    slope = 0.5 * (np.sign(M) + 1)  # at a kink the mean of both sides
    loss = 0.5 * (M + np.abs(M)).sum() / N
    slope[rows, y] = -slope.sum(axis=1)
    return loss + reg * np.square(W).sum(), np.matmul(slope.T, X).T / N + reg * 2 * W
