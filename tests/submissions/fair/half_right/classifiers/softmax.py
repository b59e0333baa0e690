"""The loss with loops is right; the one without forgets the regularisation, and overflows."""

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
    E = np.exp(X @ W)
    P = E / E.sum(axis=1, keepdims=True)
    loss = -np.log(P[np.arange(len(y)), y]).mean()
    P[np.arange(len(y)), y] -= 1
    return loss, X.T @ P / len(y)
