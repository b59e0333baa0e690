"""A generator instead of its values."""


def softmax_loss_vectorized(W, X, y, reg):
    return (part for part in (0.0, W))
