"""What runs on the far side of the wall, beside student code: nothing here knows an answer.

The tree that it runs in holds this folder and the student's part of the kit, nothing else; so it imports no
other file of ``grading``.
"""
