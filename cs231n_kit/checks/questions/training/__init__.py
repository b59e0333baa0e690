"""Questions about training: the trainer of a linear classifier, and plain gradient descent."""
