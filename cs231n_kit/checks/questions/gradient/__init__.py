"""Questions about numerical gradients and the comparison with them."""
