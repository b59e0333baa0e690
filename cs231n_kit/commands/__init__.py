"""What can be typed after ``cs231n-kit``: a file a command, named as it is, with `add` for its options.

A student's release has fewer of them: a command whose file is not there does not exist.
"""
