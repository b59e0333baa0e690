"""The hand-written mutants, one file an assignment."""
