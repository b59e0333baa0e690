"""The two sides that are asked: the student's functions, and recorded answers; and how a task is called."""
