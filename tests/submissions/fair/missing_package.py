"""A file that imports what is not installed."""

import numpy as np
import torch_of_the_lab


def softmax_loss_vectorized(W, X, y, reg):
    return torch_of_the_lab.softmax(W), np.zeros_like(W)
