"""Hundreds of thousands of items."""


def softmax_loss_vectorized(W, X, y, reg):
    return [0.0] * 110_000, {number: number for number in range(10**4)}
