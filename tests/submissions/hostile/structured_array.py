"""An array of records."""

import numpy as np


def softmax_loss_vectorized(W, X, y, reg):
    return 0.0, np.zeros(W.shape, [("value", float), ("name", "S8")])
