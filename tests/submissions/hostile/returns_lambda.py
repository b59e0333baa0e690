"""Functions instead of their values."""


def softmax_loss_vectorized(W, X, y, reg):
    return lambda: 0.0, lambda: W
