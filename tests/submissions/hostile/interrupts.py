"""Raises what a user's Ctrl-C raises."""


def softmax_loss_vectorized(W, X, y, reg):
    raise KeyboardInterrupt
