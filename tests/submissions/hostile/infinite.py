"""Infinities of either sign."""

import numpy as np


def softmax_loss_vectorized(W, X, y, reg):
    return float("-inf"), np.full_like(W, np.inf)
