"""A whole number of ten million bits."""

import numpy as np


def softmax_loss_vectorized(W, X, y, reg):
    return 1 << 10**7, np.zeros_like(W)
