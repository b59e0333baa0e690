"""What is made of the gradebook for others to read: made again by every run, and never read by the kit.

Each is written beside its place and moved there, so that nobody finds half of it.
"""
