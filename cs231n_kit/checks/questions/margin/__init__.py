"""Questions about the large-margin softmax."""
