"""Ends the process by a signal."""

import os


def softmax_loss_vectorized(W, X, y, reg):
    os.abort()
