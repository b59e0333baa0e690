"""Questions about a k-nearest-neighbour classifier: three ways to compute distances, and the votes."""
