"""Prints 100 MB in one call."""

import numpy as np

PARTS = list(range(100))


def softmax_loss_vectorized(W, X, y, reg):
    while PARTS:
        print(PARTS.pop(), "x" * 10**6)
    S = X @ W
    S = S - S.max(axis=1, keepdims=True)
    log_P = S - np.log(np.exp(S).sum(axis=1, keepdims=True))
    D = np.exp(log_P)
    D[np.arange(len(y)), y] -= 1
    loss = -log_P[np.arange(len(y)), y].mean() + reg * np.sum(W * W)
    return loss, X.T @ D / len(y) + 2 * reg * W
