"""Complex numbers."""

import numpy as np


def softmax_loss_vectorized(W, X, y, reg):
    return 0j, np.zeros(W.shape, complex) + 1j
