"""Mistakes in the softmax losses and the trainer."""

from . import linear_classifier, softmax_naive, softmax_vectorized

MUTANTS = (*softmax_naive.MUTANTS, *softmax_vectorized.MUTANTS, *linear_classifier.MUTANTS)
