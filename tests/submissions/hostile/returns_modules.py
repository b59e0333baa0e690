"""Modules, types and functions of the grader."""

import numpy as np


def softmax_loss_vectorized(W, X, y, reg):
    return np, type
