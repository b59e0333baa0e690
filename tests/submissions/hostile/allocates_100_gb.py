"""Asks for 100 GB at once."""

import numpy as np


def softmax_loss_vectorized(W, X, y, reg):
    return 0.0, np.ones(100 * 2**27)
