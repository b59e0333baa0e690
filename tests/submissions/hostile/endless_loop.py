"""An endless loop in a call."""


def softmax_loss_vectorized(W, X, y, reg):
    while True:
        pass
