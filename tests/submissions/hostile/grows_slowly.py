"""Takes more and more memory."""

import numpy as np

KEPT = []


def softmax_loss_vectorized(W, X, y, reg):
    while True:
        KEPT.append(np.ones(2**20))
