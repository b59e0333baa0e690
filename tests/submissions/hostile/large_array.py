"""An array just larger than memory allows to copy."""

import numpy as np


def softmax_loss_vectorized(W, X, y, reg):
    return 0.0, np.zeros(2**26)
