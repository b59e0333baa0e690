"""Mistakes in the softmax as a layer, in the other layers, and in the network made of them."""

from . import layers, network, probabilities

MUTANTS = (*probabilities.MUTANTS, *layers.MUTANTS, *network.MUTANTS)
