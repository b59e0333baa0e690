"""Testing the checks: wrong implementations, made from the reference, that each check must name."""
