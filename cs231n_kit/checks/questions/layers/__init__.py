"""Questions about layers: a forward pass, and the way back."""
