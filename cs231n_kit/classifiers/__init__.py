"""Classifiers and their losses: the student writes these.

Each name is looked up in its file when it is asked for, so that a mistake in one file leaves the others
usable.
"""

from importlib import import_module

_FILES = {
    "KNearestNeighbor": "k_nearest_neighbor",
    "LinearClassifier": "linear_classifier",
    "LinearSVM": "linear_classifier",
    "Softmax": "linear_classifier",
    "TwoLayerNet": "fc_net",
    "affine_softmax_loss": "affine_softmax",
    "gradient_descent": "affine_softmax",
    "large_margin_layer": "large_margin",
    "large_margin_softmax_loss": "large_margin",
    "softmax_loss_naive": "softmax",
    "softmax_loss_vectorized": "softmax",
    "svm_loss_naive": "linear_svm",
    "svm_loss_vectorized": "linear_svm",
}
__all__ = list(_FILES)


def __getattr__(name):
    if name not in _FILES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    # Not kept here: after a file is reloaded the new version is found.
    return getattr(import_module(f"{__name__}.{_FILES[name]}"), name)


def __dir__():
    return sorted({*globals(), *__all__})
