"""The autograder that Gradescope runs: ``archive`` makes it, ``run`` is what it does in the container.

https://gradescope-autograders.readthedocs.io/en/latest/specs/
"""
