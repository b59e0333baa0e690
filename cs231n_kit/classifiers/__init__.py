"""Classifiers and their losses: the student writes these."""

from .affine_softmax import affine_softmax_loss, gradient_descent
from .fc_net import TwoLayerNet
from .large_margin import large_margin_layer, large_margin_softmax_loss
from .linear_classifier import LinearClassifier, LinearSVM, Softmax
from .linear_svm import svm_loss_naive, svm_loss_vectorized
from .softmax import softmax_loss_naive, softmax_loss_vectorized

__all__ = [
    "LinearClassifier",
    "LinearSVM",
    "Softmax",
    "TwoLayerNet",
    "affine_softmax_loss",
    "gradient_descent",
    "large_margin_layer",
    "large_margin_softmax_loss",
    "softmax_loss_naive",
    "softmax_loss_vectorized",
    "svm_loss_naive",
    "svm_loss_vectorized",
]
