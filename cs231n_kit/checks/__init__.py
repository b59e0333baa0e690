"""Checks: one question each, asked of a task; what they say is a finding.

``assignments/`` holds one table of checks an assignment. A check asks two sides with the same
interface, the student's functions and the expected answers, and never computes a right answer itself.
"""
