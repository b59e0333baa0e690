"""A new assignment: one task with its reference, checks, mutants and notebook, laid out to work."""
