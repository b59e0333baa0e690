"""For authors: stubs made from the solutions, notebooks replayed and saved in one form."""
