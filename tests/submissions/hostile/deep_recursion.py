"""Recursion without Python's limit, while the file loads."""

import sys

sys.setrecursionlimit(10**9)


def deeper(depth):
    return deeper(depth + 1)


deeper(0)
