"""Questions about a network that is made of layers."""
