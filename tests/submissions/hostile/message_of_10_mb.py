"""An exception with a message of 10 MB."""


def softmax_loss_vectorized(W, X, y, reg):
    raise ValueError("x" * 10**7)
