"""All mistakes whose numbers a check compares with, by what the check asks the expected side for."""

from collections.abc import Callable
from typing import Any

from . import hinge, softmax

MISTAKES: dict[str, Callable[..., Any]] = {
    "mistakes in softmax_loss": softmax.losses,
    "mistakes in label terms": softmax.label_terms,
    "mistakes in svm_loss": hinge.losses,
    "svm_loss with other margins": hinge.other_margins,
}
