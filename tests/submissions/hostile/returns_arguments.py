"""Its own arguments."""


def softmax_loss_vectorized(W, X, y, reg):
    return W, W
