"""An array of terabytes that takes no memory, as all of it is one number."""

import numpy as np


def softmax_loss_vectorized(W, X, y, reg):
    return 0.0, np.broadcast_to(0.0, (10**6, 10**6))
