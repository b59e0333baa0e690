"""Reads where there is no memory."""

import ctypes


def softmax_loss_vectorized(W, X, y, reg):
    ctypes.string_at(0)
